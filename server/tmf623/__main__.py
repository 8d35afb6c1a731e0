"""`python -m tmf623` is the `tmf623` command."""

from tmf623.cli import main

main()

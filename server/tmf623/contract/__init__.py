"""The contract in the process: resources, profiles, and the one mapping between message and JSON."""

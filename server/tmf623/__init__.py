"""tmf623: keeps service level agreements and proves whether they were kept.

    cli, app, settings   command line; the one place that constructs things; configuration
    rest, rpc, jobs      the doors: HTTP, gRPC, and time
    service              use cases, one transaction each
    store, sinks         SQL; where events go
    query                TMF630's list language
    contract             resources, profiles, message <-> JSON
    domain               calendars, timelines, verdicts: pure and exact
    errors               what can go wrong for a caller

Each line imports from the lines below it only; import-linter holds it to that.
"""

__version__ = "0.1.0"

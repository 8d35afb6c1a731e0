"""What an agreement means: calendars, timelines and verdicts. Pure and exact; no I/O, no clock, no protobuf."""

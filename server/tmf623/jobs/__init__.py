"""The third door: time."""

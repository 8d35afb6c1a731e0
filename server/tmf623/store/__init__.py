"""The SQL store: every table, one writer, the only place that commits."""

"""Files into the service: rows read by a declared mapping, recorded in chunks that may be sent again."""

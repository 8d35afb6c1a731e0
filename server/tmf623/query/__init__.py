"""TMF630's list language: filters, sort, fields and paging, parsed into criteria."""

"""Reports as documents: one layout of tables, written as CSV, XLSX, HTML or PDF with the same digits everywhere."""

"""The store: SQL on SQLite and PostgreSQL. Rows hold whole messages; columns beside them are what rows are found by."""

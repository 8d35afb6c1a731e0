"""The history of the schema, as alembic runs it. `versions/` holds one module a step; the last one is HEAD.

A new step: change `tables.py`, then write the module that changes the tables of those who have them already;
`tests/store/test_schema.py` proves that both say the same.
"""

HEAD = "0001"
"""The revision this version of the program works with."""

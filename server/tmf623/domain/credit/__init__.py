"""Credits: what a judgement is worth in money, by a contract's own schedule. Exact, and rounded once."""

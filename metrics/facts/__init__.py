"""What indicators count, as selects over the rows: one module a kind of record."""

"""Floor 2: rows, cells, editions and the ledger, on SQLite or PostgreSQL."""

"""How the tables that only people can fill came to be, step by step (Alembic)."""

"""The steps by which the schema of a store came to be (Alembic)."""

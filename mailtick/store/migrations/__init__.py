"""The history of the tables, run by Alembic; `upgrade` brings a database up to date."""

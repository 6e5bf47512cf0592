"""PostgreSQL's advisory locks: each belongs to a connection or a transaction and dies with it."""

from __future__ import annotations

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError


def take_lock(connection: Connection, key: int) -> bool:
    """Whether the lock of this number belongs to the connection now; it does not wait for another's."""
    return bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}))


def answers(connection: Connection) -> bool:
    """Whether the connection, and so what it locked, still lives."""
    try:
        connection.execute(text("SELECT 1"))
    except DBAPIError:
        return False
    return True


def wait_for_turn(connection: Connection, key: int) -> None:
    """Let one daemon at a time do what follows, until the transaction ends. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})

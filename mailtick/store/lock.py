"""PostgreSQL's advisory locks: each belongs to a connection and dies with it."""

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

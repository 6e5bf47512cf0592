"""Who may work: one daemon on a SQLite file; on PostgreSQL one daemon a mailbox and one that decides on mails.

Promise: a lock dies with the process or the connection that holds it; there is never a stale one.
"""

from __future__ import annotations

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from mailtick.store.database import Database
from mailtick.store.lock import answers, take_lock


class AlreadyRunning(Exception):
    """Another daemon works on this database; a sentence."""


@contextmanager
def alone(database: Database) -> Iterator[None]:
    """Hold a SQLite database for one daemon. Raises AlreadyRunning. PostgreSQL is shared and needs none."""
    path = database.engine.url.database
    if not database.is_sqlite or not path or path == ":memory:":
        yield
        return
    with Path(f"{path}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunning(
                f"another mailtick works on {path}; stop it first, or give this one a database of its own"
            ) from None
        yield


class DeskLock:
    """One piece of a desk's work for one daemon: an advisory lock on a connection of its own.

    On SQLite, where `alone` keeps other daemons away, it is always held.
    """

    def __init__(self, database: Database, what: str) -> None:
        self._database = database
        self._key = zlib.crc32(f"mailtick {what}".encode())
        self._connection: Connection | None = None

    def acquire(self) -> bool:
        """Whether the work is ours now. Raises DatabaseAway or DBAPIError where the database is away."""
        if self._database.is_sqlite or self._is_alive():
            return True
        self.release()
        # Not of the pool: many mailboxes would leave the pool empty, and the end of the connection must end the lock.
        connection = self._database.own_connection()
        try:
            is_ours = take_lock(connection, self._key)
        except DBAPIError:
            connection.close()
            raise
        if is_ours:
            self._connection = connection
        else:
            connection.close()
        return is_ours

    def release(self) -> None:
        """Let another daemon have it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _is_alive(self) -> bool:
        return self._connection is not None and answers(self._connection)

"""Open the database, and hand out transactions.

Promise: on SQLite a writer takes its lock at BEGIN, so that two writers never lose each other's
change; a commit is on the disk when it returns. PostgreSQL runs the same statements.
Failures: a locked or full database raises `DatabaseAway`, a sentence; nothing was changed.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.orm import Session

BUSY_TIMEOUT_MS = 10_000


# A disk with errors is mounted anew for reading only.
_SQLITE_AWAY = (
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_CANTOPEN",
    "SQLITE_READONLY",
    "SQLITE_NOTADB",
)


class DatabaseAway(Exception):
    """The database cannot be used now: locked, disk full, server gone. The same work may succeed later."""


class Database:
    """One desk's database. `writing()` commits when the block ends well and rolls back otherwise."""

    def __init__(self, url: str, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> None:
        """`busy_timeout_ms` is how long SQLite waits for a lock of another process before it is `DatabaseAway`."""
        self.engine = open_engine(url, busy_timeout_ms)
        self._turn = FairTurn() if self.is_sqlite else None
        self._reading = self.engine.execution_options(readonly=True)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @property
    def exists(self) -> bool:
        """Whether a SQLite file is there; opening one that is not would make it. A server says it for itself."""
        return not self.is_sqlite or Path(self.engine.url.database or "").exists()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction. The only place that commits."""
        turn = self._turn or contextlib.nullcontext()
        with turn, named_failures(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads; it never waits for a writer on SQLite."""
        with named_failures(), Session(self._reading, expire_on_commit=False, autoflush=False) as session:
            yield session

    def own_connection(self) -> Connection:
        """A connection to keep, each statement a transaction of its own. It is no loss to the pool; close it."""
        with named_failures():
            connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            connection.detach()
            return connection

    @property
    def waiting_writers(self) -> int:
        """How many threads wait for their turn to write; always 0 on PostgreSQL, which lets them in together."""
        return self._turn.waiting if self._turn else 0

    def close(self) -> None:
        self.engine.dispose()


class FairTurn:
    """Lets the threads of a process write in the order in which they asked.

    SQLite's own waiting is by chance: a thread that writes batch after batch would starve the others.
    """

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._next_ticket = 0
        self._serving = 0

    @property
    def waiting(self) -> int:
        return max(0, self._next_ticket - self._serving - 1)

    def __enter__(self) -> None:
        with self._change:
            ticket = self._next_ticket
            self._next_ticket += 1
            self._change.wait_for(lambda: self._serving == ticket)

    def __exit__(self, *_: object) -> None:
        with self._change:
            self._serving += 1
            self._change.notify_all()


def open_engine(url: str, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> Engine:
    """Return an engine with the settings that both databases need."""
    if url.startswith("sqlite"):
        connect_args: dict[str, Any] = {"check_same_thread": False}
        # An address may say it itself: "sqlite:///desk.db?timeout=30".
        if "timeout" not in make_url(url).query:
            connect_args["timeout"] = busy_timeout_ms / 1000
        engine = create_engine(url, connect_args=connect_args)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_pre_ping=True)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Python's own transaction control would begin too late; `_begin_sqlite` begins instead.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    readonly = connection.get_execution_options().get("readonly")
    connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")


@contextmanager
def named_failures() -> Iterator[None]:
    """Turn what a database that is away raises into DatabaseAway, a sentence."""
    try:
        yield
    except DBAPIError as error:
        if is_away(error):
            raise DatabaseAway(f"the database cannot be used: {_first_line(error.orig)}") from error
        raise
    except (DisconnectionError, NoConnectionLeft) as error:
        raise DatabaseAway(f"the database cannot be reached: {_first_line(error)}") from error


def comes_from_away(error: BaseException) -> bool:
    """Whether an error, or one that it came out of, is that the database is away.

    A full disk makes SQLite end the whole transaction, and rolling back to a savepoint then fails with another error.
    """
    links: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in links:
        links.append(link)
        link = link.__cause__ or link.__context__
    return any(isinstance(each, DBAPIError) and is_away(each) for each in links)


def is_away(error: DBAPIError) -> bool:
    """Whether trying again later may help. SQLite says locked, full and I/O errors by the same class."""
    if error.connection_invalidated:
        return True
    original: Any = error.orig
    if isinstance(original, sqlite3.DatabaseError):
        name = getattr(original, "sqlite_errorname", "")
        return name.startswith(_SQLITE_AWAY)
    state = str(getattr(original, "sqlstate", None) or "")
    # Classes of SQLSTATE: 08 connection, 40 rolled back, 53 resources, 55 lock, 57 operator (PostgreSQL appendix A).
    return state[:2] in {"08", "40", "53", "55", "57"} or type(original).__name__ == "OperationalError"


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0]

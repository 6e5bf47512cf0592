"""Bring a database up to date.

Promise: run at every start, safe to run by several daemons at once: the first one migrates, the
others wait and find nothing to do.
Failures: a database that is newer than this program is refused with a sentence; it is not touched. One that
cannot be reached raises DatabaseAway.
"""

from __future__ import annotations

from importlib import resources

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from mailtick.store.database import Database, named_failures
from mailtick.store.lock import wait_for_turn

_ADVISORY_KEY = 7_112_001


class TooNew(Exception):
    """The database was written by a newer mailtick."""


class NotReady(Exception):
    """There is no database yet, or an older mailtick wrote it; a sentence."""


def upgrade(database: Database) -> None:
    """Create or migrate the tables, in one transaction. Raises TooNew and DatabaseAway."""
    with named_failures(), database.engine.begin() as connection:
        wait_for_turn(connection, _ADVISORY_KEY)
        config = _config(connection)
        if not _is_current(connection, config):
            command.upgrade(config, "head")


def require_current(database: Database) -> None:
    """Raise NotReady or TooNew unless the tables are those of this program. Only reads, and makes nothing."""
    if not database.exists:
        raise NotReady(f"there is no database yet at {database.engine.url.database}; `mailtick run` makes it")
    with database.reading() as session:
        connection = session.connection()
        if not _is_current(connection, _config(connection)):
            raise NotReady("the database is not made ready for this version yet; `mailtick run` does that as it starts")


def _is_current(connection: Connection, config: Config) -> bool:
    script = ScriptDirectory.from_config(config)
    present = MigrationContext.configure(connection).get_current_revision()
    if present is not None and present not in {revision.revision for revision in script.walk_revisions()}:
        raise TooNew(
            f"the database is at revision {present}, which this mailtick does not know; "
            "it was used with a newer version: install that one again, or restore an older copy of the database"
        )
    return present == script.get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.files("mailtick.store") / "migrations"))
    config.attributes["connection"] = connection
    return config

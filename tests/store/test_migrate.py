"""A database is made ready by the daemon alone; whoever only looks says what is missing and makes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from mailtick.store.database import Database, DatabaseAway
from mailtick.store.migrate import NotReady, TooNew, require_current, upgrade
from tests.support.net import free_port

pytestmark = pytest.mark.both_databases


def test_a_database_that_is_up_to_date_is_taken(database: Database) -> None:
    require_current(database)


def test_who_looks_for_a_database_that_is_not_there_does_not_make_it(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match=f"no database yet at {tmp_path}/desk.db"):
        require_current(Database(f"sqlite:///{tmp_path}/desk.db"))
    assert not list(tmp_path.iterdir())


def test_a_database_without_tables_is_not_ready(tmp_path: Path) -> None:
    (tmp_path / "desk.db").touch()
    database = Database(f"sqlite:///{tmp_path}/desk.db")
    with pytest.raises(NotReady, match="`mailtick run` does that"):
        require_current(database)
    database.close()


def test_a_database_of_a_newer_version_is_refused_and_not_touched(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for open_it in (require_current, upgrade):
        with pytest.raises(TooNew, match="revision 9999"):
            open_it(database)
    with database.reading() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


@pytest.mark.parametrize("open_it", [require_current, upgrade], ids=["looking", "making ready"])
def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path, open_it: Callable[[Database], None]) -> None:
    (tmp_path / "desk.db").write_text("Dear all, the projector in the hall is broken again. " * 20)
    database = Database(f"sqlite:///{tmp_path}/desk.db")
    with pytest.raises(DatabaseAway, match="file is not a database"):
        open_it(database)
    database.close()


@pytest.mark.parametrize("open_it", [require_current, upgrade], ids=["looking", "making ready"])
def test_a_server_that_is_away_is_said_to_be_away(open_it: Callable[[Database], None]) -> None:
    database = Database(f"postgresql+psycopg://mailtick@127.0.0.1:{free_port()}/mailtick")
    with pytest.raises(DatabaseAway, match="connection failed"):
        open_it(database)
    database.close()

"""Writers never lose each other's change, and none of them starves."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from mailtick.store.database import Database, DatabaseAway
from mailtick.store.tables import Setting

pytestmark = pytest.mark.both_databases


def test_four_writers_at_once_lose_nothing(database: Database) -> None:
    with database.writing() as session:
        session.add(Setting(key="n", value="0"))

    def count_up() -> None:
        for _ in range(50):
            with database.writing() as session:
                row = session.get_one(Setting, "n", with_for_update=True)
                row.value = str(int(row.value) + 1)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.get_one(Setting, "n").value == "200"


def test_who_asks_to_write_first_writes_first(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    order: list[int] = []
    asked = [threading.Event() for _ in range(3)]

    def write(number: int) -> None:
        asked[number].set()
        with database.writing():
            order.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    with database.writing():
        for number, thread in enumerate(threads):
            thread.start()
            asked[number].wait()
            # The thread has said that it will ask; give it the turn in which it does.
            while database.waiting_writers < number + 1:
                pass
    for thread in threads:
        thread.join()
    database.close()
    assert order == [0, 1, 2]


def test_a_block_that_raises_changes_nothing(database: Database) -> None:
    def fail() -> None:
        with database.writing() as session:
            session.add(Setting(key="n", value="1"))
            session.flush()
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    with database.reading() as session:
        assert session.get(Setting, "n") is None


def test_a_database_that_another_program_locks_is_away_and_not_broken(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    other, ours = Database(url), Database(url, busy_timeout_ms=50)
    with other.writing() as session:
        session.scalar(text("SELECT 1"))
        with pytest.raises(DatabaseAway, match="locked"), ours.writing() as waiting:
            waiting.scalar(text("SELECT 1"))
    with ours.writing() as session:
        assert session.scalar(text("SELECT 1")) == 1
    other.close()
    ours.close()


def test_a_database_in_a_folder_that_is_not_there_is_away(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'nowhere' / 'desk.db'}")
    with pytest.raises(DatabaseAway, match="cannot be used"), database.reading() as session:
        session.scalar(text("SELECT 1"))


def test_a_full_disk_is_away_and_loses_nothing(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    with database.writing() as session:
        session.execute(text("CREATE TABLE papers (text TEXT)"))
    # SQLite says the same of a database that may not grow as of a disk that is full.
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA max_page_count = 4")
        connection.exec_driver_sql("BEGIN")
        connection.commit()
    with pytest.raises(DatabaseAway, match="full"), database.writing() as session:
        session.execute(text("INSERT INTO papers VALUES (:text)"), {"text": "x" * 100_000})
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM papers")) == 0
    database.close()

"""A migrated, empty database for each test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailtick.demo.school import load_school
from mailtick.store.database import Database
from mailtick.store.migrate import upgrade
from tests.support.postgres import Postgres

BACKENDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite-template") / "desk.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def school_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the registers of the school, to copy."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("school") / "desk.db"))
    database = Database(f"sqlite:///{path}")
    with database.writing() as session:
        load_school(session)
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    """The URL of a migrated PostgreSQL database to copy; nobody is connected to it."""
    url = postgres.new_database()
    _migrate(url)
    return url


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated, empty database, for a test that opens it itself or in another process."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        yield f"sqlite:///{shutil.copy(template, tmp_path / 'desk.db')}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.new_database(request.getfixturevalue("postgres_template"))
    yield url
    server.drop(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated, empty database; the test runs once on SQLite and once on PostgreSQL."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def school(database: Database) -> Database:
    """A database with the registers of Saltmarsh Primary, on SQLite and on PostgreSQL."""
    with database.writing() as session:
        load_school(session)
    return database


def _migrate(url: str) -> None:
    database = Database(url)
    upgrade(database)
    database.close()

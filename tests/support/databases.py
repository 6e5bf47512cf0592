"""A migrated database for each test: on SQLite, and on PostgreSQL where a test or its file is marked so.

Marked are those that between them run every query: a query behaves alike in every test.
"""

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
    _load_school(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    """The URL of a migrated PostgreSQL database to copy; nobody is connected to it."""
    url = postgres.new_database()
    _migrate(url)
    return url


@pytest.fixture(scope="session")
def postgres_school(postgres: Postgres, postgres_template: str) -> str:
    """The URL of a PostgreSQL database with the registers of the school, to copy; nobody is connected to it."""
    url = postgres.new_database(postgres_template)
    _load_school(url)
    return url


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test with a database on SQLite, and one that is marked `both_databases` on PostgreSQL as well."""
    if "database_url" in metafunc.fixturenames:
        is_for_both = metafunc.definition.get_closest_marker("both_databases") is not None
        metafunc.parametrize("database_url", BACKENDS if is_for_both else BACKENDS[:1], indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated database, for a test that opens it itself or in another process.

    It is empty, but for a test that asks for the `school`: to copy it is much quicker than to fill it.
    """
    has_school = "school" in request.fixturenames
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("school_file" if has_school else "sqlite_template")
        yield f"sqlite:///{shutil.copy(template, tmp_path / 'desk.db')}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.new_database(request.getfixturevalue("postgres_school" if has_school else "postgres_template"))
    yield url
    server.drop(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database, empty but for a test that asks for the `school`."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def school(database: Database) -> Database:
    """A database with the registers of Saltmarsh Primary."""
    return database


def _load_school(url: str) -> None:
    database = Database(url)
    with database.writing() as session:
        load_school(session)
    database.close()


def _migrate(url: str) -> None:
    database = Database(url)
    upgrade(database)
    database.close()

"""Looking at a desk: it changes nothing, waits for nobody, and has a sentence for a desk that never ran."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mailtick.store.database import Database
from tests.cli.saying import done, refused

LOOKING = (
    ("list", "--json"),
    ("show", "1041", "--json"),
    ("held", "--json"),
    ("held", "show", "2", "--json"),
    ("outbox", "--json"),
    ("register", "list", "people", "--json"),
    ("register", "export", "people"),
)
looking = pytest.mark.parametrize("words", LOOKING, ids=" ".join)


@looking
def test_before_the_first_run_it_is_said_and_nothing_is_made(new_folder: Path, words: tuple[str, ...]) -> None:
    assert f"there is no database yet at {new_folder}/desk.db; `mailtick run` makes it" in refused(*words)
    assert [path.name for path in new_folder.iterdir()] == ["config.toml"]


@looking
def test_a_database_without_tables_is_not_ready(new_folder: Path, words: tuple[str, ...]) -> None:
    (new_folder / "desk.db").touch()
    assert "the database is not made ready for this version yet" in refused(*words)


@looking
def test_looking_changes_nothing(folder: Path, words: tuple[str, ...]) -> None:
    before = (folder / "desk.db").read_bytes()
    done(*words)
    assert (folder / "desk.db").read_bytes() == before


@looking
def test_looking_does_not_wait_for_whoever_writes(folder: Path, words: tuple[str, ...]) -> None:
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    with database.writing() as session:
        # The lock is taken with the first statement, not before.
        session.connection()
        done(*words)
    database.close()


def test_explain_asks_a_desk_that_never_ran_as_one_that_has_nothing(new_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "board.eml").write_bytes(b"From: claire.brown@saltmarshprimary.example\n\nBoard is dark.\n")
    assert json.loads(done("explain", "-c", "config.toml", "--json", "board.eml"))["candidates"] == []
    assert not (new_folder / "desk.db").exists()


def test_explain_says_where_the_database_is_not_ready(new_folder: Path) -> None:
    (new_folder / "desk.db").touch()
    assert "not made ready" in refused("explain", "-c", "config.toml", "config.toml")


@looking
def test_a_server_that_is_away_is_one_sentence(new_folder: Path, words: tuple[str, ...]) -> None:
    configuration = new_folder / "config.toml"
    away = 'url = "postgresql+psycopg://mailtick@127.0.0.1:1/mailtick"'
    configuration.write_text(configuration.read_text().replace('url = "sqlite:///desk.db"', away))
    assert "the database cannot be used: connection failed" in refused(*words)


@pytest.mark.parametrize(
    "words",
    [
        ("held", "--config", "desks/config.toml"),
        ("held", "--config", "desks/config.toml", "retry", "2"),
        ("held", "retry", "2", "--config", "desks/config.toml"),
        ("register", "--config", "desks/config.toml", "list", "people"),
        ("register", "list", "people", "--config", "desks/config.toml"),
    ],
    ids=" ".join,
)
def test_the_configuration_may_be_named_anywhere(
    folder: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "desks").mkdir()
    for path in folder.glob("*.*"):
        path.rename(folder / "desks" / path.name)
    # What is said on the line goes before what the surroundings say.
    monkeypatch.setenv("MAILTICK_CONFIG", "nowhere.toml")
    done(*words)

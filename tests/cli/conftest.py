"""Fixtures of the command line: a folder with a desk, as somebody has it who runs one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mailtick.rounds.process import process
from mailtick.store.database import Database
from tests.support.desks import letter, make_desk, put_in
from tests.support.running import PASSWORD, write_configuration

STRANGER = "its Mo <mo.rahman77@personalmail.example>"


@pytest.fixture
def new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where the commands run, with a configuration and no database yet; nothing listens on its ports."""
    monkeypatch.setenv("MAILTICK_IMAP_PASSWORD", PASSWORD)
    monkeypatch.chdir(tmp_path)
    write_configuration(tmp_path, 1, [("ict", 1, "nobody")])
    return tmp_path


@pytest.fixture(scope="session")
def desk_file(school_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a desk of the school, to copy: one incident, ICT-1041, and one held mail, 2."""
    path = Path(shutil.copy(school_file, tmp_path_factory.mktemp("desk") / "desk.db"))
    database = Database(f"sqlite:///{path}")
    desk = make_desk(database)
    put_in(desk, letter(), letter(STRANGER, "its Mo", "Hall speakers no sound at all"))
    process(desk)
    database.close()
    return path


@pytest.fixture
def folder(new_folder: Path, desk_file: Path) -> Path:
    """The folder where the commands run, with a desk of the school: one incident, ICT-1041, and one held mail, 2."""
    shutil.copy(desk_file, new_folder / "desk.db")
    return new_folder

"""Fixtures of the command line: a folder with a desk, as somebody has it who runs one."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailtick.demo.school import load_school
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.migrate import upgrade
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


@pytest.fixture
def folder(new_folder: Path) -> Path:
    """The same with a desk of the school: one incident, ICT-1041, and one held mail, 2."""
    database = Database(f"sqlite:///{new_folder / 'desk.db'}")
    upgrade(database)
    with database.writing() as session:
        load_school(session)
    desk = make_desk(database)
    put_in(desk, letter(), letter(STRANGER, "its Mo", "Hall speakers no sound at all"))
    process(desk)
    database.close()
    return new_folder

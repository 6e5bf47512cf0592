"""Wherever it is run: a narrow terminal, one with few signs, a pipe that is closed, files that cannot be used."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from mailtick.rounds.process import process
from mailtick.store.database import Database
from tests.cli.saying import done, refused, say
from tests.support.desks import letter, make_desk, put_in

ROOT = Path(__file__).parents[2]


def run(folder: Path, words: str, **surroundings: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    command = f'"{sys.executable}" -m mailtick {words}'
    return subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, timeout=60, check=False
    )


@pytest.fixture
def wordy(folder: Path) -> Path:
    """The same with 1042, whose long title ends in dots and has signs of its own."""
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    desk = make_desk(database)
    put_in(desk, letter(subject="Zoë’s “board” " + "and so on " * 20, text="It is dark – again…"))
    process(desk)
    database.close()
    return folder


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp437"])
def test_a_terminal_with_few_signs_shows_the_nearest(wordy: Path, encoding: str) -> None:
    for words in ("show 1042", "held", "list --json"):
        shown = run(wordy, words, PYTHONIOENCODING=encoding)
        assert (shown.returncode, shown.stderr) == (0, b""), words
    if encoding == "latin-1":
        text = run(wordy, "show 1042", PYTHONIOENCODING=encoding).stdout.decode(encoding)
        assert 'Zoë\'s "board" and so on' in text
        assert "It is dark - again..." in text


def test_json_is_whole_whatever_the_terminal_knows(wordy: Path) -> None:
    shown = run(wordy, "show 1042 --json", PYTHONIOENCODING="latin-1").stdout
    assert json.loads(shown.decode("latin-1")) == json.loads(done("show", "1042", "--json"))


@pytest.mark.parametrize("words", ["list", "show 1041", "held", "register list people", "held show 2"])
def test_a_reader_that_goes_away_ends_it_quietly(wordy: Path, words: str) -> None:
    shown = run(wordy, f"{words} | true")
    assert shown.stderr == b""


def test_a_narrow_terminal_never_cuts_what_names_a_line(wordy: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "50", "TERM": "dumb"}
    command = [sys.executable, "-m", "mailtick", "list"]
    process = subprocess.Popen(command, cwd=wordy, env=environment, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:
        pass  # The terminal ends with whoever wrote to it.
    assert process.wait(60) == 0
    os.close(ours)
    lines = shown.decode().splitlines()
    assert [word for line in lines for word in line.split() if word.startswith("ICT-")] == ["ICT-1041", "ICT-1042"]
    assert max(map(len, lines)) <= 50


@pytest.mark.usefixtures("folder")
def test_a_number_of_another_desk_is_none_of_ours() -> None:
    for reference in ("ICT-1041", "ict-1041", "1041"):
        assert "Board in my room" in done("show", reference)
    for reference in ("XYZ-1041", "a-b-1041", "-1041"):
        assert f"there is no incident {reference}" in refused("show", "--", reference)


@pytest.mark.usefixtures("folder")
def test_what_is_empty_says_so() -> None:
    assert done("register", "list", "people", "zzzz") == 'Nothing in people holds "zzzz".\n'
    done("register", "list", "diary")
    done("cancel", "1041", "a mistake")
    assert done("list") == "Nothing is open.\n"


@pytest.mark.parametrize("place", ["/proc/nowhere", "config.toml/desk"], ids=["not to be written", "below a file"])
@pytest.mark.usefixtures("folder")
def test_the_demo_says_where_it_cannot_keep_its_files(place: str) -> None:
    result = say("demo", "--once", "--keep", place)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "cannot be used: " in result.stderr


def test_a_database_that_is_no_database_is_one_sentence(new_folder: Path) -> None:
    (new_folder / "desk.db").mkdir()
    assert "the database cannot be used: unable to open database file" in refused("list")
    (new_folder / "desk.db").rmdir()
    (new_folder / "desk.db").write_text("no database at all, only a text " * 100)
    assert "the database cannot be used: file is not a database" in refused("list")

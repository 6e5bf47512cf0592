"""The commands that look at a desk, and act on it: results, sentences, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mailtick.desk import wall_clock
from mailtick.incidents.lookup import Stop
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.outbox import put_stop
from tests.cli.saying import refused, say
from tests.support.desks import letter, make_desk, put_in


def test_list_and_show_tell_what_there_is(folder: Path) -> None:
    assert "ICT-1041" in say("list").stdout
    assert "Board in my room won't turn on again. C" in say("show", "1041").stdout
    (listed,) = json.loads(say("list", "--json").stdout)
    assert (listed["reference"], listed["state"]) == ("ICT-1041", "new")
    shown = json.loads(say("show", "ICT-1041", "--json").stdout)
    assert shown["log"][0]["event"] == "opened"


def test_a_word_works_from_the_command_line_for_whoever_may_say_it(folder: Path) -> None:
    assert "ICT-1041: given to Mr Amir Shah; they are told." in say("assign", "1041", "amir.shah").stdout
    assert "being worked on" in say("start", "1041", "--as", "amir.shah").stdout
    assert json.loads(say("resolve", "1041", "New", "board", "--json").stdout)["resolution"] == "New board"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "4711"), "there is no incident 4711"),
        (("resolve", "1041"), "say what was done"),
        (("assign", "1041", "claire.brown"), "is nobody of the team"),
        (("second", "1041", "nobody"), "no provider is called"),
        (("start", "1041", "--as", "claire.brown"), "`mailtick start` is for"),
        (("start", "1041", "--as", "nobody"), "nobody on the list of people"),
        (("priority", "1041", "9 because"), "is no priority"),
        (("held", "release", "99"), "no held mail has the number 99"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_one_sentence(folder: Path, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in refused(*words)


def test_a_held_mail_is_released_as_a_new_incident(folder: Path) -> None:
    (held,) = json.loads(say("held", "--json").stdout)
    assert "is not known here" in held["because"]
    assert say("held", "release", str(held["id"])).exit_code == 0
    assert "Nothing" not in say("list").stdout
    assert len(json.loads(say("list", "--json").stdout)) == 2
    assert say("held").stdout == "No mail is held.\n"


def test_a_held_mail_is_released_onto_an_incident(folder: Path) -> None:
    assert say("held", "release", "2", "--to", "ICT-1041").exit_code == 0
    assert "Hall speakers no sound at all" in say("show", "1041").stdout


def test_a_held_mail_is_dropped_with_a_reason(folder: Path) -> None:
    assert say("held", "drop", "2", "advertising").exit_code == 0
    assert json.loads(say("held", "--json").stdout) == []
    assert "decided already: Mrs Sandra Kemp dropped it" in refused("held", "drop", "2", "again")


def test_the_outbox_shows_what_waits(folder: Path) -> None:
    (waiting,) = json.loads(say("outbox", "--json").stdout)
    assert (waiting["state"], waiting["to"]) == ("waiting", "claire.brown@saltmarshprimary.example")
    assert "We have it" in say("outbox").stdout


def test_a_register_comes_in_whole_or_not_at_all(folder: Path) -> None:
    csv = folder / "assets.csv"
    csv.write_text(say("register", "export", "assets").stdout.replace(",SUITE,", ",SUIT,", 2))
    result = say("register", "import", "assets", str(csv))
    assert result.exit_code == 1
    assert "nothing was imported" in result.stderr
    assert result.stderr.count("line ") == 2
    csv.write_text(say("register", "export", "assets").stdout)
    assert "60 as they were" in say("register", "import", "assets", str(csv)).stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_the_program(shell: str) -> None:
    assert "_MAILTICK_COMPLETE" in say("completion", shell).stdout


def test_without_a_configuration_every_command_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (["list"], ["check"], ["run"], ["held"], ["outbox"]):
        result = say(*words)
        assert result.exit_code == 1
        assert "config.toml" in result.stderr
        assert "Traceback" not in result.stderr


def test_nothing_of_a_mail_moves_the_cursor(folder: Path) -> None:
    put = make_desk(database := Database(f"sqlite:///{folder / 'desk.db'}"))
    put_in(put, letter(subject="bell", text="ring \x1b[2J\x07 the bell"))
    process(put)
    database.close()
    assert "\x1b" not in say("show", "1042").stdout


def test_an_address_that_gets_no_automatic_mail_is_shown_and_allowed_again(folder: Path) -> None:
    assert say("outbox", "stopped").stdout == "Automatic mail goes to every address.\n"
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    with database.writing() as session:
        put_stop(session, Stop("claire.brown@saltmarshprimary.example", "the address does not exist", wall_clock()))
    database.close()
    assert "1 address gets no automatic mail" in say("outbox").stdout
    assert "the address does not exist" in say("outbox", "stopped").stdout
    (stop,) = json.loads(say("outbox", "stopped", "--json").stdout)
    assert (stop["address"], stop["until_at"]) == ("claire.brown@saltmarshprimary.example", None)
    assert "goes to claire.brown@" in say("outbox", "allow", "Claire.Brown@saltmarshprimary.example").stdout
    assert "is not stopped" in refused("outbox", "allow", "claire.brown@saltmarshprimary.example")
    assert json.loads(say("outbox", "stopped", "--json").stdout) == []

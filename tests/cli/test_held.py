"""`mailtick held`: what a mail says that waits for a person, where it may belong, and what can be done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mailtick.rounds.process import process
from mailtick.store.database import Database
from tests.cli.saying import done, refused, say
from tests.support.desks import letter, make_desk, put_in

_STRANGER = "Kim <kim@elsewhere.example>"


def comes_in(folder: Path, *mails: bytes) -> None:
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    desk = make_desk(database)
    put_in(desk, *mails)
    process(desk)
    database.close()


def in_database(folder: Path, statement: str) -> None:
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    with database.writing() as session:
        session.connection().exec_driver_sql(statement)
    database.close()


@pytest.mark.usefixtures("folder")
def test_the_list_says_who_wrote_what_and_why_it_waits() -> None:
    lines = done("held").splitlines()
    assert lines[0] == "Mail 2  its Mo"
    assert lines[1].startswith("    from mo.rahman77@personalmail.example, Mon 16 Nov")
    assert lines[2] == "    | Hall speakers no sound at all"
    assert lines[3].startswith("    held because mo.rahman77@personalmail.example is not known here")
    assert "mailtick held show MAIL" in done("held")


def test_a_long_text_is_one_line_of_the_list_and_whole_when_it_is_shown(folder: Path) -> None:
    text = "The board is dark.\n\n" + "It was bright on Monday. " * 20 + "\n\nKim"
    comes_in(folder, letter(_STRANGER, "board", text))
    (line,) = [line for line in done("held").splitlines() if "The board is dark." in line]
    assert line.endswith(" …")
    assert len(line) < 100
    assert done("held", "show", "3").count("It was bright on Monday.") == 20


@pytest.mark.usefixtures("folder")
def test_a_held_mail_is_shown_with_its_sender_its_text_and_the_commands() -> None:
    shown = done("held", "show", "2")
    assert "  From:        its Mo <mo.rahman77@personalmail.example>" in shown
    assert "  Sender:      unknown" in shown
    assert "    | Hall speakers no sound at all" in shown
    assert "  mailtick held release 2\n" in shown
    assert "  mailtick held release 2 --for ADDRESS\n" in shown
    assert '  mailtick held drop 2 "reason"\n' in shown


def test_each_command_that_is_named_can_be_given(folder: Path) -> None:
    comes_in(folder, letter(_STRANGER, "[ICT-1041] Re: board", "It is dark again"))
    commands = json.loads(done("held", "show", "3", "--json"))["commands"]
    assert "mailtick held release 3" in commands
    for command in commands:
        words = command.removeprefix("mailtick ").replace('"', "").split()
        assert say(*words, "--help").exit_code == 0


def test_where_it_may_belong_is_said_with_how_sure_that_is(folder: Path) -> None:
    done("second", "1041", "BBA", "dead")
    done("held", "release", "2")
    done("second", "1042", "BBA", "dead")
    in_database(folder, "UPDATE handovers SET state = 'sent', handed_at = '2026-11-16 09:00:00'")
    comes_in(folder, letter("Kev <jobs@brightboard.example>", "your job", "We come on Tuesday. Kev"))
    shown = done("held", "show", "3")
    assert "  May belong:  to ICT-1041, Board in my room won't turn on again: likely (50 of 100): " in shown
    assert "  mailtick held release 3 --to ICT-1041\n      it is added to ICT-1041\n" in shown
    assert "    may belong to ICT-1042: likely" in done("held")


def test_what_it_names_and_is_not_believed_is_said(folder: Path) -> None:
    comes_in(folder, letter(_STRANGER, "[ICT-1041] board", "It is dark again"))
    assert "  Doubt:       it names ICT-1041" in done("held", "show", "3")


def test_its_files_are_named(folder: Path) -> None:
    raw = (
        b"From: kim@elsewhere.example\r\nTo: ict@saltmarshprimary.example\r\nSubject: photo\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nLook.\r\n--b\r\n'
        b'Content-Type: image/png\r\nContent-Disposition: attachment; filename="board.png"\r\n\r\nxxxx\r\n--b--\r\n'
    )
    comes_in(folder, raw)
    assert "  Attached:    board.png (image/png, 1 kB)" in done("held", "show", "3")


@pytest.mark.usefixtures("folder")
def test_who_may_decide_may_look_and_nobody_else() -> None:
    assert "Hall speakers" in done("held", "show", "2", "--as", "leah.dunn")
    assert "is for coordinator and deputy" in refused("held", "show", "2", "--as", "amir.shah")
    assert "is for coordinator and deputy" in refused("held", "show", "2", "--as", "claire.brown")


def test_of_a_restricted_matter_the_list_tells_no_text_and_who_decides_sees_it(folder: Path) -> None:
    done("restrict", "1041", "yes")
    comes_in(folder, letter(_STRANGER, "[ICT-1041] who clicked it", "I know who it was"))
    assert "I know who" not in done("held")
    assert [each["text"] for each in json.loads(done("held", "--json"))] == ["Hall speakers no sound at all", ""]
    assert "I know who it was" in done("held", "show", "3")


def test_no_text_of_a_mail_moves_the_cursor(folder: Path) -> None:
    comes_in(folder, letter(_STRANGER, "bell", "ring \x1b[2J\x07 the bell"))
    assert "\x1b" not in done("held") + done("held", "show", "3")


def test_a_mail_that_could_not_be_processed_is_shown_all_the_same(folder: Path) -> None:
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    desk = make_desk(database)
    put_in(desk, letter(_STRANGER, "killer", "It kills."))
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE mails SET attempts = 3 WHERE id = 3")
    process(desk)
    database.close()
    assert "Mail 3  killer\n    from kim@elsewhere.example, " in done("held")
    assert "held because mailtick stopped 3 times" in done("held")
    assert "    | It kills." in done("held", "show", "3")


@pytest.mark.usefixtures("folder")
def test_the_list_can_be_cut_short(folder: Path) -> None:
    comes_in(folder, letter(_STRANGER, "second", "Two"), letter(_STRANGER, "third", "Three"))
    cut = done("held", "--most", "1")
    assert "second" not in cut
    assert "2 more are held; --most shows them." in cut


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("number", ["0", "99999999999999999999", "two"])
def test_what_is_no_number_of_a_mail_is_said(number: str) -> None:
    result = say("held", "show", number)
    assert result.exit_code == 2
    assert "Invalid value for 'MAIL'" in result.stderr


@pytest.mark.usefixtures("folder")
def test_a_mail_that_is_not_held_is_said() -> None:
    assert "no held mail has the number 1; `mailtick held` lists them" in refused("held", "show", "1")


def test_a_desk_without_a_coordinator_says_so(folder: Path) -> None:
    in_database(folder, "DELETE FROM person_roles WHERE role = 'coordinator'")
    assert "the list of people has no coordinator; say with --as who you are" in refused("held", "show", "2")
    assert "Hall speakers" in done("held", "show", "2", "--as", "leah.dunn")


@pytest.mark.usefixtures("folder")
def test_what_was_dropped_is_shown_with_its_reason_and_held_again_by_a_word() -> None:
    assert done("held", "dropped", "--days", "36500") == "No mail was dropped in 36500 days.\n"
    done("held", "drop", "2", "we never ordered it")
    (listed,) = json.loads(done("held", "dropped", "--days", "36500", "--json"))
    assert (listed["id"], listed["subject"]) == (2, "its Mo")
    assert "dropped by Mrs Sandra Kemp: we never ordered it" in done("held", "dropped", "--days", "36500")
    done("held", "undo", "2")
    assert json.loads(done("held", "dropped", "--days", "36500", "--json")) == []


@pytest.mark.usefixtures("folder")
def test_a_blocked_address_is_listed_and_seen_again_when_it_is_unblocked() -> None:
    told = done("held", "block", "2", "we never ordered it")
    assert told == "Mail 2 is dropped. Nobody is shown what mo.rahman77@personalmail.example writes any more.\n"
    (listed,) = json.loads(done("held", "blocked", "--json"))
    assert (listed["address"], listed["by"]) == ("mo.rahman77@personalmail.example", "Mrs Sandra Kemp")
    assert "Mrs Sandra Kemp said so" in done("held", "blocked")
    assert "is shown again" in done("held", "unblock", "mo.rahman77@personalmail.example")
    assert done("held", "blocked") == "No address is blocked.\n"
    assert "is not blocked" in refused("held", "unblock", "mo.rahman77@personalmail.example")


@pytest.mark.usefixtures("folder")
def test_what_was_dropped_is_held_again_when_it_is_taken_back() -> None:
    done("held", "drop", "2", "advertising")
    assert done("held", "undo", "2") == "Mail 2: it is held again.\n"
    assert "Mail 2  its Mo" in done("held")
    assert "nobody has dropped it" in refused("held", "undo", "2")

"""`status`, `help` and `explain` by mail: what comes back, to whom, and that nothing is opened by them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from mailtick.desk import Desk
from mailtick.incidents.asking import Asked, read_asked
from mailtick.incidents.incident import State
from mailtick.reports.mail_balance import MailPart, balance
from mailtick.reports.week import Week
from mailtick.rounds.act import act
from mailtick.rounds.week import gather_week
from mailtick.store import people
from mailtick.store.database import Database
from mailtick.store.tables import IncidentRow, MailRow, MailState
from tests.rounds.commanding import BROWN, KEMP, LLOYD, SHAH, log, run, say, standing, written
from tests.support.desks import SetClock, letter, make_desk

TOM = "Mr Tom Whitfield <tom.whitfield@saltmarshprimary.example>"


@pytest.fixture
def desk(school: Database) -> Desk:
    """Mrs Brown's board, which Mr Shah has, and the sound in the hall; Mr Lloyd's wifi."""
    desk = make_desk(school, clock=SetClock())
    run(desk, letter(), letter(LLOYD, "wifi slow", "It is slow in my room."), letter(BROWN, "hall", "No sound there."))
    act(desk, "1041", "assign", "amir.shah")
    return desk


def incidents_of(desk: Desk) -> int:
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(IncidentRow)) or 0


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("status", ""),
        ("Status?", "Thanks,\nClaire Brown\nYear 3"),
        ("ICT", "#status"),
        ("question", "Hi,\n\nstatus please\n\nKind regards\nMrs C Brown\nSaltmarsh Primary"),
    ],
)
def test_status_answers_with_the_sender_s_own_open_matters_and_opens_none(desk: Desk, subject: str, text: str) -> None:
    run(desk, letter(BROWN, subject, text))
    ((to, answered, told),) = written(desk, "asked")
    assert (to, answered) == ("claire.brown@saltmarshprimary.example", "2 matters of yours are open")
    assert "ICT-1041: Board in my room won't turn on again (Mrs Brown's class)" in told
    assert "given to somebody, with Mr Amir Shah; somebody answers by Mon 16 Nov 13:00" in told
    assert "ICT-1043" in told
    assert "ICT-1042" not in told
    assert "wifi" not in told
    assert incidents_of(desk) == 3


def test_status_says_by_when_and_what_waits_for_whom(desk: Desk) -> None:
    act(desk, "1041", "tell", "We look at it.")
    act(desk, "1043", "wait", "Which loudspeaker?")
    run(desk, letter(BROWN, "status", ""))
    ((_, _, told),) = written(desk, "asked")
    assert "to be done by Thu 19 Nov 16:30" in told
    assert "wait for your answer; just reply to our question" in told
    # It was no answer to the question.
    assert standing(desk, "1043").state is State.WAITING_REQUESTER


def test_status_of_one_is_for_whose_it_is(desk: Desk) -> None:
    run(desk, letter(BROWN, "status 1042", ""), letter(LLOYD, "hello", "Status of ICT-1042?"))
    ((refused, _, why),) = written(desk, "transcript")
    ((to, subject, told),) = written(desk, "asked")
    assert (refused, to) == ("claire.brown@saltmarshprimary.example", "gareth.lloyd@saltmarshprimary.example")
    assert "no matter of yours has the number 1042" in why
    assert "It is slow" not in why
    assert subject == "[ICT-1042] How ICT-1042 stands"
    assert "wifi slow" in told
    assert incidents_of(desk) == 3


def test_status_in_an_answer_is_of_that_matter_and_stands_in_its_log(desk: Desk) -> None:
    act(desk, "1041", "resolve", "New cable fitted")
    run(desk, letter(BROWN, "Re: [ICT-1041] Resolved: board", "status?\n\nClaire"))
    ((_, subject, told),) = written(desk, "asked")
    assert subject == "[ICT-1041] How ICT-1041 stands"
    assert "resolved on Mon 16 Nov 09:00: New cable fitted" in told
    # Whoever asks has not said that it is wrong.
    assert standing(desk).state is State.RESOLVED
    assert ("mail", "", "status?\n\nClaire") in log(desk)


def test_what_was_merged_stands_as_that_as_which_it_goes_on(desk: Desk) -> None:
    act(desk, "1042", "merge", "1041")
    run(desk, letter(LLOYD, "status", ""), letter(LLOYD, "status 1042", ""))
    for _, _, told in written(desk, "asked"):
        assert "ICT-1041: Board in my room" in told


def test_a_restricted_matter_is_told_its_reporter_and_nobody_whose_it_is_not(desk: Desk) -> None:
    act(desk, "1041", "restrict", "yes")
    run(desk, letter(BROWN, "status", ""), letter(LLOYD, "status 1041", ""))
    ((_, _, told),) = written(desk, "asked")
    assert "ICT-1041: Display and AV given to somebody, with Mr Amir Shah" in told
    assert "no matter of yours has the number 1041" in written(desk, "transcript")[0][2]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("help", "My printer is broken."),
        ("status", "What about the projector in the hall?"),
        ("Help!", "Help!\nThe projector smokes."),
        ("explain", "explain why nothing works"),
        ("help desk", ""),
    ],
)
def test_what_says_more_is_a_matter(desk: Desk, subject: str, text: str) -> None:
    run(desk, letter(BROWN, subject, text))
    assert incidents_of(desk) == 4
    assert not written(desk, "asked")


def test_help_says_what_can_be_written_and_to_the_team_their_words(desk: Desk) -> None:
    run(desk, letter(BROWN, "help", ""), letter(SHAH, "Help", "#help"))
    (_, subject, hers), (_, _, his) = written(desk, "asked")
    assert subject == "What you can write to the ICT desk"
    assert "status ICT-1041 the same of one" in hers
    assert "#" not in hers
    assert "#resolve <what was done>" in his
    assert "#merge" not in his
    assert incidents_of(desk) == 3


def test_a_stranger_who_asks_is_held_and_told_nothing(desk: Desk) -> None:
    run(desk, letter("Mo <mo@personalmail.example>", "status", ""), letter("mo@personalmail.example", "help", ""))
    assert not written(desk, "asked")
    with desk.database.reading() as session:
        held = session.scalars(select(MailRow.state).order_by(MailRow.id.desc()).limit(2)).all()
    assert held == [MailState.HELD, MailState.HELD]


def test_an_address_noted_by_hand_learns_nothing_its_owner_does(desk: Desk) -> None:
    with desk.database.writing() as session:
        claire = people.person_by_address(session, "claire.brown@saltmarshprimary.example")
        assert claire is not None
        people.note_address(session, claire, "claire@home.example")
    run(desk, letter("Claire <claire@home.example>", "status", ""))
    assert [to for to, _, _ in written(desk, "asked")] == ["claire.brown@saltmarshprimary.example"]


def test_explain_tells_the_team_the_log_with_its_reasons_and_the_working_of_the_clock(desk: Desk) -> None:
    act(desk, "1041", "note", "The cable looked worn.", "amir.shah")
    clock = desk.clock
    assert isinstance(clock, SetClock)
    clock.move(timedelta(hours=2))
    say(desk, "explain #1041", SHAH, "a question")
    say(desk, "#explain", KEMP)
    first, second = written(desk, "asked")
    for _, subject, told in (first, second):
        assert subject.startswith("[ICT-1041] What became of ICT-1041, and why: Board")
        assert "Mon 16 Nov 09:00 given to: Mr Amir Shah [Mrs Sandra Kemp said so]" in told
        assert "[Mr Amir Shah said so] The cable looked worn." in told
        assert "2 h of 33 h used" in told
    assert not written(desk, "transcript")


def test_explain_is_for_the_team_alone_with_proof_and_of_what_they_may_see(desk: Desk) -> None:
    act(desk, "1042", "restrict", "yes")
    run(desk, letter(BROWN, "Re: [ICT-1041] board", "explain 1041"), letter(SHAH, "explain 1041", ""))
    say(desk, "", SHAH, "explain 1042")
    say(desk, "", SHAH, "explain 1099")
    say(desk, "", TOM, "explain 1042")
    unproven, restricted, missing = (told for _, _, told in written(desk, "transcript"))
    assert "To prove it, answer a mail" in unproven
    assert "there is no incident 1042 that you may see" in restricted
    assert "there is no incident 1099 that you may see" in missing
    assert [to for to, _, _ in written(desk, "asked")] == ["tom.whitfield@saltmarshprimary.example"]
    # What she wrote is an answer like any other.
    assert ("mail", "", "explain 1041") in log(desk)


@pytest.mark.parametrize(
    ("subject", "text", "asked"),
    [
        ("status", "", Asked("status")),
        ("STATUS 1041", "", Asked("status", 1041)),
        ("status [ICT-1041]", "", Asked("status", 1041)),
        ("status of #1041", "", Asked("status", 1041)),
        ("Status: ICT-1041", "", Asked("status", 1041)),
        ("", "*#status*", Asked("status")),
        ("", "status\n\nThanks\nx", Asked("status")),
        ("", "status\nC Brown", Asked("status")),
        ("status ABC-1041", "", None),
        ("Re: status", "Thanks", None),
        ("status report", "", None),
        ("", "status\nand please look at the printer", None),
        ("", "status 1041 1042", None),
        ("help", "Brown bread in the printer", None),
        ("", "", None),
    ],
)
def test_a_word_that_stands_alone_is_read(subject: str, text: str, asked: Asked | None) -> None:
    assert read_asked(subject, text, "Mrs Claire Brown", "ICT") == asked


def test_the_summary_counts_what_was_asked_as_words_for_the_desk(desk: Desk) -> None:
    run(desk, letter(BROWN, "status", ""), letter(LLOYD, "help", ""), letter(BROWN, "status 1042", ""))
    say(desk, "#resolve", KEMP, "without a number")
    with desk.database.reading() as session:
        week = Week.of(desk.clock(), desk.policy.zone)
        parts = balance(gather_week(session, week, "ICT").mails)
    assert {part: count for part, count in parts.items() if count} == {MailPart.INCIDENTS: 3, MailPart.COMMANDS: 4}

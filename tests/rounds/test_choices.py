"""A question with choices goes to whoever reported it; their answer, by number or in words, ends the wait."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.choice import Choice
from mailtick.incidents.choices import chosen_in
from mailtick.incidents.incident import State
from mailtick.rounds.escalate import escalate
from mailtick.store.database import Database
from mailtick.store.tables import OutgoingRow
from tests.rounds.commanding import BROWN, KEMP, SCHOOL, log, run, say, standing, written
from tests.support.desks import SetClock, letter, make_desk

pytestmark = pytest.mark.both_databases

ELLISON = Choice("Mrs Ellison's class", (("place", "YR"),))
OFFICE, ELSE = Choice("School office"), Choice("somewhere else")
PLACES = (ELLISON, OFFICE, ELSE)
RULE: dict[str, object] = {
    "name": "Which printer",
    "when": {"subject": "printer"},
    "then": {
        "ask": {
            "question": "Which printer is it?",
            "choices": [{"answer": "The one in the library", "place": "LIB"}, "Mrs Brown's own", "somewhere else"],
        }
    },
}


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    made = make_desk(school, clock=clock, rules=[RULE])
    run(made, letter(BROWN, "our printer", "It is jammed and says call service."))
    return made


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("1", ELLISON),
        ("2.", OFFICE),
        ("(3)", ELSE),
        ("Hi Sandra, number 2 please. Ruth", OFFICE),
        ("Hi Sandra,\n\n2\n\nRuth Ellison\nYear 1", OFFICE),
        ("number 2 please, thanks", OFFICE),
        ("2\n\nRuth", OFFICE),
        ("It's the school office one", OFFICE),
        ("the office", OFFICE),
        ("In Mrs Ellison’s class", ELLISON),
        ("Ellison's", ELLISON),
        ("It is in room 2", None),
        ("4", None),
        ("not the office", None),
        ("the class or the office, I forget", None),
        ("somewhere else: by the hall", ELSE),
        ("", None),
    ],
)
def test_an_answer_picks_a_choice_by_number_or_in_words_and_never_by_a_guess(text: str, picked: Choice | None) -> None:
    assert chosen_in(text, PLACES) == picked


def test_the_longer_of_two_names_is_meant_where_both_stand_in_the_answer() -> None:
    store = Choice("Hall store")
    assert chosen_in("it is in the hall store", (Choice("Hall"), store)) == store


def test_a_rule_asks_with_numbered_choices_and_the_matter_rests(desk: Desk) -> None:
    [(to, subject, text)] = written(desk, "question")
    assert (to, subject) == (f"claire.brown@{SCHOOL}", "[ICT-1041] One question: our printer")
    assert "Which printer is it? 1. The one in the library 2. Mrs Brown's own 3. somewhere else" in text
    assert "reply with the number, or in your own words" in text
    assert standing(desk).state is State.WAITING_REQUESTER
    asked = "Which printer is it? (1: The one in the library; 2: Mrs Brown's own; 3: somewhere else)"
    assert any(asked in line for _, _, line in log(desk))


def test_the_question_of_a_rule_is_marked_as_a_machine_s(desk: Desk) -> None:
    with desk.database.reading() as session:
        [raw] = session.scalars(select(OutgoingRow.raw).where(OutgoingRow.template == "question"))
    assert b"Auto-Submitted: auto-replied" in raw


def test_the_number_sets_the_place_ends_the_wait_and_they_read_how_they_were_understood(desk: Desk) -> None:
    run(desk, letter(BROWN, "Re: [ICT-1041] One question: our printer", "1\n\nClaire"))
    found = standing(desk)
    assert (found.state, found.place) == (State.NEW, "Library")
    [(to, _, text)] = written(desk, "noted")
    assert to == f"claire.brown@{SCHOOL}"
    assert "The one in the library" in text


def test_whoever_has_it_reads_what_they_chose(school: Database) -> None:
    then = RULE["then"]
    assert isinstance(then, dict)
    desk = make_desk(school, rules=[{**RULE, "then": {**then, "assign": "amir.shah"}}])
    run(desk, letter(BROWN, "our printer", "It is jammed and says call service."))
    assert standing(desk).state is State.WAITING_REQUESTER
    run(desk, letter(BROWN, "Re: [ICT-1041] One question: our printer", "the library one"))
    assert standing(desk).state is State.ASSIGNED
    [(to, _, text)] = written(desk, "team_news")
    assert to == f"amir.shah@{SCHOOL}"
    assert "They chose: The one in the library." in text


def test_an_answer_that_picks_none_ends_the_wait_too_and_a_person_reads_it(desk: Desk) -> None:
    run(desk, letter(BROWN, "Re: [ICT-1041] One question: our printer", "No idea, it is grey."))
    assert standing(desk).state is State.NEW
    [(_, _, text)] = written(desk, "team_news")
    assert "Which of these they mean is for you to say: The one in the library, Mrs Brown's own" in text


def test_whoever_is_asked_by_hand_afterwards_is_not_offered_the_old_choices(desk: Desk) -> None:
    run(desk, letter(BROWN, "Re: [ICT-1041] One question: our printer", "3"))
    say(desk, "#wait Which one then?", subject="Re: [ICT-1041] our printer")
    run(desk, letter(BROWN, "Re: [ICT-1041] One question: our printer", "1"))
    assert standing(desk).place == ""


def test_no_answer_is_asked_for_again_with_the_choices(desk: Desk, clock: SetClock) -> None:
    clock.move(timedelta(days=2))
    escalate(desk)
    [(_, _, text)] = written(desk, "still_asking")
    assert "1: The one in the library" in text


def test_where_no_mail_may_go_nothing_is_asked_and_the_coordinator_reads_the_question(school: Database) -> None:
    desk = make_desk(school, rules=[RULE])
    run(desk, letter(BROWN, "printer", "Jammed.", headers={"X-Auto-Response-Suppress": "All"}))
    assert standing(desk).state is State.NEW
    assert written(desk, "question") == []
    [(to, _, text)] = written(desk, "team_news")
    assert to == KEMP.partition("<")[2].strip(">")
    assert "Which printer is it?" in text


def test_whoever_picks_a_piece_of_equipment_tells_where_it_stands(school: Database) -> None:
    ask = {"question": "Which one?", "choices": [{"answer": "The panel in Year 3", "asset": "SP-0037"}, "another"]}
    desk = make_desk(school, rules=[{"name": "Which", "when": {"text": "board"}, "then": {"ask": ask, "place": "LIB"}}])
    run(desk, letter(BROWN, "The board", "It is dark."))
    assert standing(desk).place == "Library"
    run(desk, letter(BROWN, "Re: [ICT-1041] One question: The board", "The panel please"))
    assert ([each.tag for each in standing(desk).equipment], standing(desk).place) == (["SP-0037"], "Mrs Brown's class")

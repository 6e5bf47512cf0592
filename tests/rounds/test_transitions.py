"""Each step in the life of an incident, by each door that it has: a mail, the command line, the clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import TABLE, By, NotAllowed, Transition
from mailtick.rounds.act import act
from mailtick.rounds.escalate import escalate
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.incidents import log_of
from mailtick.store.tables import IncidentRow
from tests.support.desks import SetClock, letter, make_desk, put_in

# The store's two databases are tried where something is asked of them; here it is the table that is tried.
SCHOOL = "saltmarshprimary.example"
PROOF = {"Authentication-Results": f"mx.{SCHOOL}; dmarc=pass header.from={SCHOOL}"}
# How a state is reached from a new incident that is Mr Shah's.
REACHED: dict[State, tuple[str, ...]] = {
    State.NEW: (),
    State.ASSIGNED: ("assign amir.shah",),
    State.IN_PROGRESS: ("start",),
    State.WAITING_REQUESTER: ("start", "wait Which board is it?"),
    State.WAITING_PROVIDER: ("second fenland broken",),
    State.WAITING_APPROVAL: ("ask-approval tom.whitfield: a new board",),
    State.SCHEDULED: ("start", "visit 24 Nov 09:00"),
    State.TEMPORARY_FIX: ("temp Loan projector until 24 Nov",),
    State.RESOLVED: ("resolve New board.",),
    State.CLOSED: ("resolve New board.", "close"),
    State.CANCELLED: ("cancel reported by mistake",),
}
# What follows a word, so that it can be done.
FOLLOWED = {
    "assign": "leah.dunn",
    "wait": "Which board is it?",
    "second": "BBA it is broken",
    "ask-approval": "£285.00 + VAT a new board",
    "visit": "25 Nov 10:00",
    "temp": "Loan projector until 25 Nov",
    "resolve": "New board fitted.",
    "cancel": "reported by mistake",
    "merge": "1042",
    "heard": "All done, tested and working.",
}
ANSWERS = {
    "an answer": "It is the big one by the window.",
    '"it has failed again"': "It has failed again.",
    '"works now, thanks"': "Works now, thanks",
    "more than thanks": "It is dark again, and I need it at two.",
}


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    made = make_desk(school, clock=clock)
    arrive(made, letter(message_id=f"<first@{SCHOOL}>"))
    arrive(made, letter(subject="printer", text="The printer in the library prints only black pages."))
    return made


def arrive(desk: Desk, *raws: bytes) -> None:
    put_in(desk, *raws)
    while process(desk):
        pass


def bring(desk: Desk, state: State) -> None:
    for said in REACHED[state]:
        word, _, rest = said.partition(" ")
        act(desk, "1041", word, rest)
    assert state_of(desk) is state


def state_of(desk: Desk) -> State:
    with desk.database.reading() as session:
        return session.scalars(select(IncidentRow.state).where(IncidentRow.number == 1041)).one()


def words_of(transition: Transition) -> list[str]:
    return re.findall(r"#([a-z-]+)", transition.how)


def _steps(*by: By) -> Iterator[object]:
    for transition in TABLE:
        for start in transition.start:
            for word in words_of(transition):
                if start in REACHED and set(by) & set(transition.by):
                    yield pytest.param(start, transition.to, word, id=f"{start.value} #{word}")


BY_WORD = list(_steps(By.COORDINATION))
OF_FIRST_LEVEL = list(_steps(By.FIRST_LEVEL))


@pytest.mark.parametrize(("start", "to", "word"), BY_WORD)
def test_the_coordinator_by_command_line(desk: Desk, start: State, to: State, word: str) -> None:
    bring(desk, start)
    act(desk, "1041", word, FOLLOWED.get(word, ""))
    assert state_of(desk) is to
    assert start is to or _last_change(desk) == (start.value, to.value)


@pytest.mark.parametrize(("start", "to", "word"), BY_WORD)
def test_the_coordinator_by_mail(desk: Desk, start: State, to: State, word: str) -> None:
    bring(desk, start)
    say(desk, "Sandra Kemp <sandra.kemp", f"#{word} {FOLLOWED.get(word, '')}")
    assert state_of(desk) is to
    assert start is to or _last_change(desk) == (start.value, to.value)


@pytest.mark.parametrize(("start", "to", "word"), OF_FIRST_LEVEL)
def test_first_level_by_mail_on_what_is_theirs_alone(desk: Desk, start: State, to: State, word: str) -> None:
    bring(desk, start)
    say(desk, "Amir Shah <amir.shah", f"#{word} {FOLLOWED.get(word, '')}")
    # What was not given to Mr Shah he may not move.
    is_his = start is State.ASSIGNED
    assert state_of(desk) is (to if is_his else start)


def _last_change(desk: Desk) -> tuple[str, str]:
    with desk.database.reading() as session:
        [last] = [entry for entry in log_of(session, 1) if entry.field == "state"][-1:]
        return last.old, last.new


def say(desk: Desk, sender: str, text: str) -> None:
    subject = "Re: [ICT-1041] Board in my room"
    arrive(desk, letter(sender=f"{sender}@{SCHOOL}>", subject=subject, text=text, headers=PROOF))


BY_ANSWER = [
    pytest.param(start, transition.to, ANSWERS[how], id=f"{start.value} {how}")
    for transition in TABLE
    if By.REQUESTER in transition.by
    for how in [transition.how.partition(", ")[0] if transition.how not in ANSWERS else transition.how]
    for start in transition.start
    if how in ANSWERS and transition.to not in (State.NEW, State.ASSIGNED)
]


@pytest.mark.parametrize(("start", "to", "text"), BY_ANSWER)
def test_who_reported_it_by_mail(desk: Desk, start: State, to: State, text: str) -> None:
    bring(desk, start)
    say(desk, "Claire Brown <claire.brown", text)
    assert state_of(desk) is to


@pytest.mark.parametrize(("before", "words"), [(State.NEW, ()), (State.ASSIGNED, ("assign amir.shah",))])
def test_an_answer_goes_back_to_where_it_was(desk: Desk, before: State, words: tuple[str, ...]) -> None:
    for said in (*words, "wait Which board is it?"):
        act(desk, "1041", *said.split(" ", 1))
    say(desk, "Claire Brown <claire.brown", "It is the big one by the window.")
    assert state_of(desk) is before


BY_CLOCK: dict[State, tuple[timedelta, State]] = {
    State.SCHEDULED: (timedelta(days=8), State.IN_PROGRESS),
    State.WAITING_REQUESTER: (timedelta(days=14, hours=8), State.RESOLVED),
    State.RESOLVED: (timedelta(days=3, hours=8), State.CLOSED),
}


@pytest.mark.parametrize(("start", "span", "to"), [(start, *then) for start, then in BY_CLOCK.items()])
def test_the_clock_by_itself(desk: Desk, clock: SetClock, start: State, span: timedelta, to: State) -> None:
    bring(desk, start)
    clock.move(span)
    escalate(desk)
    assert state_of(desk) is to
    of_the_clock = {each.start[0]: each.to for each in TABLE if By.CLOCK in each.by}
    assert of_the_clock == {state: then for state, (_, then) in BY_CLOCK.items()}


@pytest.mark.parametrize("word", ["approve", "refuse"])
def test_whoever_decides_by_command_line(desk: Desk, word: str) -> None:
    [moved] = [each for each in TABLE if By.OWNER in each.by]
    bring(desk, moved.start[0])
    act(desk, "1041", word, "", "tom.whitfield")
    assert state_of(desk) is moved.to


def test_what_is_not_in_the_table_is_refused_with_what_is_possible(desk: Desk) -> None:
    bring(desk, State.CANCELLED)
    for word, argument in FOLLOWED.items():
        if word not in ("assign", "merge", "heard"):
            with pytest.raises(NotAllowed, match="ICT-1041 is cancelled; write #reopen first"):
                act(desk, "1041", word, argument)


def test_a_temporary_fix_has_a_day_for_the_rest(desk: Desk) -> None:
    for words, said in (
        ("Loan projector", "say by when the rest is done"),
        ("Loan projector until 9 Nov", "Monday 9 November 2026 is over"),
        ("until 24 Nov", "say what was done as well"),
    ):
        with pytest.raises(NotAllowed, match=said):
            act(desk, "1041", "temp", words)
    act(desk, "1041", "temp", "until 24 Nov: Loan projector in Room 5")
    with desk.database.reading() as session:
        row = session.get_one(IncidentRow, 1)
        assert (row.temporary_fix, row.fix_kind) == ("Loan projector in Room 5", "temporary")
        assert row.rest_due_on == date(2026, 11, 24)
        assert row.restored_at == desk.clock()


def test_a_visit_has_a_day_and_a_time_to_come(desk: Desk) -> None:
    act(desk, "1041", "start", "")
    for words, said in (
        ("tomorrow", "says no day and time"),
        ("16 Nov 08:00", "is over"),
        ("24 Nov 09:00 nobody we know", '"nobody we know" is no firm of the list'),
        ("24 Nov 25:00", "says no time of day"),
    ):
        with pytest.raises(NotAllowed, match=said):
            act(desk, "1041", "visit", words)
    act(desk, "1041", "visit", "Tues 24 Nov at 2pm fenland")
    assert state_of(desk) is State.SCHEDULED

"""Whatever people, mails, firms and the clock do to incidents, in whatever order: what must hold, holds.

Source: DOMAIN.md 5, RULINGS 17 to 21. What may be read by whom is tried in test_few.py.
"""

from __future__ import annotations

import contextlib
import itertools
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from mailtick.incidents.clock import read_clock
from mailtick.incidents.incident import DONE, OPEN, State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.act import act
from mailtick.rounds.deliver import deliver
from mailtick.rounds.escalate import escalate
from mailtick.rounds.process import process
from mailtick.store.calendar import school_days
from mailtick.store.clock import life_of
from mailtick.store.database import Database
from mailtick.store.tables import AlarmRow, IncidentRow, LogEntryRow, WaitRow
from tests.support.desks import SetClock, letter, make_desk, put_in
from tests.support.examples import examples
from tests.support.smtp_sink import SmtpSink

SCHOOL = "saltmarshprimary.example"
PROOF = {"Authentication-Results": f"mx.{SCHOOL}; dmarc=pass header.from={SCHOOL}"}
BROWN = f"Claire Brown <claire.brown@{SCHOOL}>"
KEMP = f"Sandra Kemp <sandra.kemp@{SCHOOL}>"
# In each of these somebody or something is waited for: what the wait is on.
WAITS = {
    State.WAITING_REQUESTER: "requester",
    State.WAITING_PROVIDER: "provider",
    State.SCHEDULED: "visit",
}
WORDS = (
    "start",
    "assign amir.shah",
    "wait Which board is it?",
    "second FEN it is broken",
    "second BBA it is broken",
    "visit 3 Dec 09:00",
    "temp Loan projector until 30 Nov",
    "resolve New board fitted.",
    "close",
    "reopen",
    "cancel reported by mistake",
    "priority 1 because of the exam",
    "priority 3 because it can wait",
    "priority 5 because there is time",
    "reply The big one by the window.",
    "reply Works now, thanks",
    "reply It has failed again.",
    "merge 1042",
    "unmerge 1042",
    "parent 1042",
    "parent none",
    "resolve-parts New board fitted.",
    "done New board fitted.",
    "place Y3",
)
ANSWERS = ("Works now, thanks", "It is dark again.", "The big one by the window.", "Please ignore that, my mistake.")
SPANS = (timedelta(minutes=5), timedelta(hours=2), timedelta(hours=9), timedelta(days=1), timedelta(days=4))
# Used time falls only with these (RULINGS 21), or where an end is taken back.
MAY_FALL = ("priority", "merge", "unmerge")

steps = st.one_of(
    st.tuples(st.just("word"), st.sampled_from(WORDS), st.integers(0, 2)),
    st.tuples(st.just("mail"), st.sampled_from(WORDS), st.integers(0, 2)),
    st.tuples(st.just("answer"), st.sampled_from(ANSWERS), st.integers(0, 2)),
    st.tuples(st.just("time"), st.sampled_from(SPANS), st.just(0)),
    st.tuples(st.just("time"), st.sampled_from(SPANS), st.just(0)),
)
_copies = itertools.count(1)


@pytest.fixture(scope="module")
def sink() -> Iterator[SmtpSink]:
    server = SmtpSink()
    yield server
    server.close()


class Life:
    """One desk with three incidents, and what its clocks showed last."""

    def __init__(self, path: Path, port: int) -> None:
        self.database = Database(f"sqlite:///{path}")
        self.clock = SetClock()
        self.desk = make_desk(self.database, smtp_port=port, clock=self.clock)
        self.used: dict[int, timedelta] = defaultdict(timedelta)
        for subject in ("board", "printer", "sound"):
            self.arrive(letter(sender=BROWN, subject=subject, text=f"The {subject} in my room is dead."))

    def arrive(self, raw: bytes) -> None:
        put_in(self.desk, raw)
        while process(self.desk):
            pass

    def take(self, kind: str, what: object, about: int) -> str:
        """Take one step, let the desk do what is due, and return the word that was said."""
        reference = f"ICT-{1041 + about}"
        word = ""
        if kind == "time":
            assert isinstance(what, timedelta)
            self.clock.move(what)
        elif kind == "answer":
            self.arrive(letter(sender=BROWN, subject=f"Re: [{reference}] x", text=str(what), headers=PROOF))
        else:
            word, _, argument = str(what).partition(" ")
            if kind == "mail":
                text = f"#{what}"
                self.arrive(letter(sender=KEMP, subject=f"Re: [{reference}] x", text=text, headers=PROOF))
            else:
                with contextlib.suppress(NotAllowed):
                    act(self.desk, reference, word, argument)
        deliver(self.desk)
        escalate(self.desk)
        deliver(self.desk)
        return word


@settings(max_examples=examples(15), deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
@given(st.lists(steps, min_size=1, max_size=25))
def test_whatever_happens_what_must_hold_holds(
    school_file: Path, sink: SmtpSink, taken: list[tuple[str, object, int]]
) -> None:
    path = school_file.with_name(f"life{next(_copies)}.db")
    shutil.copy(school_file, path)
    life = Life(path, sink.port)
    try:
        for step in taken:
            word = life.take(*step)
            with life.database.reading() as session:
                rows = list(session.scalars(select(IncidentRow).order_by(IncidentRow.number)))
                for row in rows:
                    check_waits(session, row)
                    check_moments(row)
                    check_log(session, row)
                    check_clock(session, life, row, word)
                check_open(session, rows)
                check_alarms(session)
    finally:
        life.desk.sender.close()
        life.database.close()
        path.unlink()


def check_waits(session: Session, row: IncidentRow) -> None:
    """Nothing waits without a date and a reason, and nothing waits twice."""
    waits = list(session.scalars(select(WaitRow).where(WaitRow.incident_id == row.id).order_by(WaitRow.id)))
    still = [wait for wait in waits if wait.to_at is None]
    assert len(still) <= 1, f"{row.number} waits twice"
    assert all(wait.why and wait.follow_up_at > wait.from_at for wait in waits), f"{row.number} waits without a date"
    assert all(wait.to_at is None or wait.to_at >= wait.from_at for wait in waits)
    wanted = WAITS.get(row.state)
    if wanted and not (wanted == "provider" and not still):
        # With a firm it waits from the successful send on.
        assert [wait.waiting_on for wait in still] == [wanted], f"{row.number} is {row.state}"
    if row.state in (State.NEW, State.ASSIGNED, State.IN_PROGRESS, State.CANCELLED, *DONE):
        assert not still, f"{row.number} is {row.state} and waits for {still[0].waiting_on}"


def check_moments(row: IncidentRow) -> None:
    """What is done has its moments, what is open has none."""
    assert (row.resolved_at is not None) == (row.state in DONE), f"{row.number} is {row.state}"
    assert (row.closed_at is not None) == (row.state is State.CLOSED)
    assert row.restored_at is not None or row.state not in (State.TEMPORARY_FIX, *DONE)
    assert (row.how_closed != "") == (row.state is State.CLOSED), f"{row.number}: {row.how_closed}, {row.state}"
    assert row.rest_due_on is not None or row.state is not State.TEMPORARY_FIX
    if row.state in OPEN - {State.TEMPORARY_FIX}:
        assert row.restored_at is None
        assert row.fix_kind == ""


def check_log(session: Session, row: IncidentRow) -> None:
    """The log explains every field's value, step by step."""
    entries = session.scalars(select(LogEntryRow).where(LogEntryRow.incident_id == row.id).order_by(LogEntryRow.id))
    said: dict[str, str] = {"state": State.NEW.value}
    for entry in entries:
        if entry.field in ("state", "priority", "place"):
            assert said.get(entry.field, entry.old) == entry.old, f"{row.number}: {entry.field} was {entry.old}"
            said[entry.field] = entry.new
        assert entry.because, f"{row.number}: {entry.event} without a reason"
    assert said["state"] == row.state
    assert said.get("priority", row.priority) == row.priority
    assert said.get("place", row.place) == row.place


def check_clock(session: Session, life: Life, row: IncidentRow, word: str) -> None:
    """Used time is part of the service time, and falls only where it may."""
    service = life.desk.policy.service_time(school_days(session))
    clock = read_clock(life_of(session, row), service, life.desk.policy.promises, life.clock.now)
    passed = service.between(clock.start, life.clock.now)
    assert timedelta() <= clock.used <= passed
    assert clock.used >= life.used[row.number] or word in MAY_FALL, f"{row.number}: used time fell by {word}"
    life.used[row.number] = clock.used
    assert clock.resolve_by >= clock.start
    if row.state in OPEN and clock.stopped_at is None and not clock.is_late:
        assert clock.resolve_by >= min(life.clock.now, clock.start)


def check_open(session: Session, rows: list[IncidentRow]) -> None:
    """What is open is what was opened and taken up again, less what ended (DOMAIN.md 4.2, A8)."""
    entries = list(session.scalars(select(LogEntryRow).where(LogEntryRow.field == "state")))
    ended = sum(State(each.old) in OPEN and State(each.new) not in OPEN for each in entries)
    again = sum(State(each.old) not in OPEN and State(each.new) in OPEN for each in entries)
    assert sum(row.state in OPEN for row in rows) == len(rows) + again - ended


def check_alarms(session: Session) -> None:
    """Nothing is said twice of the same due date."""
    marks = session.execute(select(AlarmRow.incident_id, AlarmRow.rung, AlarmRow.about))
    said = Counter(tuple(mark) for mark in marks)
    assert not said or max(said.values()) == 1

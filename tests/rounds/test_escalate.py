"""What the clock does by itself, on a real database: it warns, asks again, closes, and says nothing twice."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import Priority, State
from mailtick.registers.calendar import CALENDAR
from mailtick.registers.changing import Author, add
from mailtick.rounds.act import act
from mailtick.rounds.clocks import clock_of
from mailtick.rounds.escalate import escalate
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.incidents import log_of
from mailtick.store.tables import IncidentRow, OutgoingRow
from tests.support.desks import MONDAY, SetClock, letter, make_desk, put_in

pytestmark = pytest.mark.both_databases

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    made = make_desk(school, clock=clock)
    put_in(made, letter())
    while process(made):
        pass
    return made


def at(words: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{words}").replace(tzinfo=LONDON).astimezone(UTC)


def run_until(desk: Desk, clock: SetClock, end: str, minutes: int = 30) -> None:
    """Let the round take its turns up to a moment, as a daemon would."""
    while clock.now < at(end):
        clock.now = min(at(end), clock.now + timedelta(minutes=minutes))
        escalate(desk)


def told(desk: Desk, template: str = "alert") -> list[tuple[str, str, str]]:
    """What was written from a template: when, local, to whom, under which subject."""
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).where(OutgoingRow.template == template).order_by(OutgoingRow.id))
        mails = [(row.created_at, row.recipient.partition("@")[0], email.message_from_bytes(row.raw)) for row in rows]
    shown = [(f"{when.astimezone(LONDON):%a %H:%M}", whom, _subject(mail)) for when, whom, mail in mails]
    return [(when, whom, subject.partition(": ")[0].partition("] ")[2]) for when, whom, subject in shown]


def _subject(mail: email.message.Message) -> str:
    return str(email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)["Subject"])


def state(desk: Desk) -> State:
    with desk.database.reading() as session:
        return session.scalars(select(IncidentRow.state)).one()


def priority(desk: Desk, level: Priority) -> None:
    act(desk, "1041", "priority", f"{level} because we say so")


def test_nobody_answers_and_the_coordinator_hears_of_it_in_time(desk: Desk, clock: SetClock) -> None:
    priority(desk, Priority.P3)
    run_until(desk, clock, "16 16:30")
    assert told(desk) == [
        ("Mon 12:00", "sandra.kemp", "Nobody has answered yet"),
        ("Mon 13:00", "sandra.kemp", "Nobody has answered yet, and it is late"),
    ]


def test_what_is_answered_is_not_warned_of(desk: Desk, clock: SetClock) -> None:
    priority(desk, Priority.P3)
    act(desk, "1041", "tell", "We come this afternoon.")
    run_until(desk, clock, "17 16:30")
    assert told(desk) == []


def test_the_time_for_all_of_it_runs_out(desk: Desk, clock: SetClock) -> None:
    priority(desk, Priority.P2)
    act(desk, "1041", "tell", "We come this afternoon.")
    run_until(desk, clock, "18 10:00")
    assert told(desk) == [
        ("Tue 12:30", "sandra.kemp", "75% of the time is used"),
        ("Tue 16:30", "sandra.kemp", "It is late"),
        ("Tue 16:30", "tom.whitfield", "It is late"),
    ]


def test_another_priority_arms_the_warnings_anew(desk: Desk, clock: SetClock) -> None:
    priority(desk, Priority.P2)
    act(desk, "1041", "tell", "We come this afternoon.")
    run_until(desk, clock, "17 13:00")
    priority(desk, Priority.P3)
    run_until(desk, clock, "19 17:00")
    assert [what for _, whom, what in told(desk) if whom == "sandra.kemp"] == [
        "75% of the time is used",
        "75% of the time is used",
        "It is late",
    ]


def test_while_it_waits_for_an_answer_nothing_runs_out_and_the_question_is_repeated(
    desk: Desk, clock: SetClock
) -> None:
    priority(desk, Priority.P3)
    act(desk, "1041", "wait", "Which board is it?")
    run_until(desk, clock, "30 17:00", minutes=60)
    assert told(desk) == []
    assert [when for when, _, _ in told(desk, "still_asking")] == ["Wed 08:00", "Mon 08:00", "Thu 08:00", "Mon 17:00"]
    assert state(desk) is State.RESOLVED


def test_an_answer_ends_the_asking(desk: Desk, clock: SetClock) -> None:
    act(desk, "1041", "wait", "Which board is it?")
    run_until(desk, clock, "18 09:00")
    token_mail = letter(subject="Re: [ICT-1041] One question", text="The big one.")
    put_in(desk, token_mail)
    while process(desk):
        pass
    assert state(desk) is not State.WAITING_REQUESTER
    run_until(desk, clock, "30 17:00", minutes=60)
    assert len(told(desk, "still_asking")) == 1


def test_nobody_objects_and_it_is_closed_as_the_desk_shuts_on_the_third_day(desk: Desk, clock: SetClock) -> None:
    act(desk, "1041", "resolve", "New power board fitted.")
    run_until(desk, clock, "19 16:00")
    assert state(desk) is State.RESOLVED
    run_until(desk, clock, "19 16:30")
    assert state(desk) is State.CLOSED
    with desk.database.reading() as session:
        row = session.scalars(select(IncidentRow)).one()
        assert row.how_closed == "automatic"
        assert row.closed_at == at("19 16:30")
        assert log_of(session, row.id)[-1].who == "the clock"


def test_at_night_nobody_is_warned_and_in_the_morning_once(desk: Desk, clock: SetClock) -> None:
    priority(desk, Priority.P2)
    act(desk, "1041", "tell", "We come this afternoon.")
    clock.now = at("17 22:00")
    escalate(desk)
    assert told(desk) == []
    run_until(desk, clock, "18 09:00")
    assert told(desk) == [("Wed 08:00", "sandra.kemp", "It is late"), ("Wed 08:00", "tom.whitfield", "It is late")]


def test_many_warnings_at_once_are_one_mail(desk: Desk, clock: SetClock) -> None:
    for number in range(5):
        put_in(desk, letter(subject=f"printer {number}", text=f"Printer number {number} prints nothing at all."))
    while process(desk):
        pass
    for number in range(1041, 1047):
        act(desk, str(number), "priority", "3 because we say so")
    clock.now = at("16 16:00")
    escalate(desk)
    with desk.database.reading() as session:
        [mail] = session.scalars(select(OutgoingRow).where(OutgoingRow.template == "alert")).all()
        text = " ".join(email.message_from_bytes(mail.raw, policy=email.policy.default).as_string().split())
    assert "6 matters need somebody" in text
    assert all(f"ICT-{number} " in text for number in range(1041, 1047))


def test_after_the_holidays_what_came_due_in_them_is_one_mail(desk: Desk, clock: SetClock) -> None:
    put_in(desk, letter(subject="printer", text="The printer prints nothing at all."))
    while process(desk):
        pass
    clock.now = datetime(2026, 12, 18, 14, 0, tzinfo=UTC)
    for number in ("1041", "1042"):
        act(desk, number, "temp", "a loan until 21 Dec")
    with desk.database.reading() as session:
        before = len(session.scalars(select(OutgoingRow.id).where(OutgoingRow.template == "alert")).all())
    while clock.now < datetime(2027, 1, 4, 12, 0, tzinfo=UTC):
        clock.now += timedelta(hours=2)
        escalate(desk)
    with desk.database.reading() as session:
        alerts = select(OutgoingRow).where(OutgoingRow.template == "alert").order_by(OutgoingRow.id)
        [mail] = session.scalars(alerts).all()[before:]
        text = " ".join(email.message_from_bytes(mail.raw, policy=email.policy.default).as_string().split())
    assert "2 matters need somebody" in text
    assert mail.created_at.date() == datetime(2027, 1, 4, tzinfo=UTC).date()


def test_a_snow_day_moves_what_is_due(desk: Desk, clock: SetClock) -> None:
    priority(desk, Priority.P2)
    act(desk, "1041", "tell", "We come this afternoon.")
    run_until(desk, clock, "17 07:00")
    with desk.database.writing() as session:
        closure = {"kind": "closure", "from": "2026-11-17", "to": "2026-11-17", "name": "Snow"}
        add(session, CALENDAR, closure, Author("Mrs Sandra Kemp", "by hand", clock.now))
    run_until(desk, clock, "18 16:00")
    assert told(desk) == [("Wed 12:30", "sandra.kemp", "75% of the time is used")]
    with desk.database.reading() as session:
        row = session.scalars(select(IncidentRow)).one()
        assert clock_of(session, desk.policy, row.id, clock.now).resolve_by == at("18 16:30")


def test_a_turn_without_anything_due_looks_at_nothing(desk: Desk, clock: SetClock) -> None:
    escalate(desk)
    assert escalate(desk) == 0
    clock.move(timedelta(minutes=1))
    assert escalate(desk) == 0


def test_a_closed_incident_is_never_looked_at_again(desk: Desk, clock: SetClock) -> None:
    act(desk, "1041", "cancel", "reported by mistake")
    escalate(desk)
    clock.now = MONDAY + timedelta(days=60)
    assert escalate(desk) == 0

"""What the clock of an incident is worked out from; which steps it has taken, and when it looks again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from mailtick.incidents.clock import Life, WaitSpan
from mailtick.incidents.incident import OPEN, Priority, State
from mailtick.incidents.watched import Mark
from mailtick.store.tables import AlarmRow, IncidentRow, LogEntryRow, WaitRow


def life_of(session: Session, row: IncidentRow) -> Life:
    """Return what happened to an incident, as far as its clock goes.

    The log says which priority and which state it had from when on; what it does not say is as it is now.
    """
    entry = LogEntryRow
    query = select(entry.at, entry.field, entry.old, entry.new).where(
        entry.incident_id == row.id,
        or_(entry.field == "priority", entry.field == "state"),
    )
    changes = list(session.execute(query.order_by(entry.id)))
    priorities = [(at, Priority(old), Priority(new)) for at, field, old, new in changes if field == "priority"]
    states = [(at, State(old), State(new)) for at, field, old, new in changes if field == "state"]
    first_priority = priorities[0][1] if priorities else row.priority
    first_state = states[0][1] if states else row.state
    return Life(
        received_at=row.received_at,
        priorities=((row.received_at, first_priority), *((at, new) for at, _, new in priorities)),
        states=((row.received_at, first_state), *((at, new) for at, _, new in states)),
        waits=waits_of(session, row.id),
        responded_at=row.responded_at,
    )


def waits_of(session: Session, incident_id: int) -> tuple[WaitSpan, ...]:
    """Return the waits of an incident, oldest first; those that were voided count no time and are not among them."""
    rows = session.scalars(select(WaitRow).where(WaitRow.incident_id == incident_id).order_by(WaitRow.id))
    return tuple(
        WaitSpan(row.waiting_on, row.from_at, row.to_at, row.follow_up_at, row.why)
        for row in rows
        if row.to_at != row.from_at
    )


def look_again(session: Session, incidents: Collection[int], now: datetime) -> None:
    """Let the clock look at these incidents at its next turn: something happened to them."""
    if incidents:
        query = update(IncidentRow).where(IncidentRow.id.in_(incidents)).values(next_look_at=now)
        session.execute(query, execution_options={"synchronize_session": False})


def look_again_at_all(session: Session, now: datetime) -> None:
    """Let the clock look at whatever is not closed: what is counted, or promised, has changed."""
    states = sorted(OPEN | {State.RESOLVED})
    session.execute(update(IncidentRow).where(IncidentRow.state.in_(states)).values(next_look_at=now))


def is_look_due(session: Session, now: datetime) -> bool:
    """Whether there is an incident whose moment has come."""
    return session.scalar(select(IncidentRow.id).where(IncidentRow.next_look_at <= now).limit(1)) is not None


def next_look(session: Session) -> datetime | None:
    """Return the next moment at which there is something to look at."""
    return session.scalar(select(func.min(IncidentRow.next_look_at)))


def due_for_a_look(session: Session, now: datetime, most: int) -> Sequence[IncidentRow]:
    """Return the incidents whose moment has come, the longest due first; those in another daemon's hands are not."""
    query = select(IncidentRow).where(IncidentRow.next_look_at <= now).order_by(IncidentRow.next_look_at)
    return session.scalars(query.limit(most).with_for_update(skip_locked=True)).all()


def said_of(session: Session, incident_id: int) -> frozenset[Mark]:
    """Return the steps that the clock has taken about an incident."""
    query = select(AlarmRow.rung, AlarmRow.about).where(AlarmRow.incident_id == incident_id)
    return frozenset(Mark(rung, about) for rung, about in session.execute(query))


def note_said(session: Session, incident_id: int, marks: Collection[Mark], now: datetime) -> None:
    session.add_all(AlarmRow(incident_id=incident_id, rung=each.rung, about=each.about, said_at=now) for each in marks)

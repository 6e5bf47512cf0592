"""What waits for somebody at the desk, and how the desk is doing, as the first page says it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from mailtick.incidents.actions import Event
from mailtick.incidents.incident import DONE, OPEN, Incident, Priority, State
from mailtick.store.incidents import as_incident
from mailtick.store.tables import HandoverRow, IncidentRow, LogEntryRow, MailRow, MailState, WaitRow

WAITING = (
    State.WAITING_REQUESTER,
    State.WAITING_PROVIDER,
    State.WAITING_APPROVAL,
    State.SCHEDULED,
    State.TEMPORARY_FIX,
)
# What went out by itself is no sign that anybody has read what came in.
_NO_HAND = (Event.SENT.value, Event.NOT_SENT.value, Event.BOUNCED.value, Event.MAIL.value, Event.AUTOMATIC.value)


@dataclass(frozen=True, slots=True)
class Unread:
    """An open incident to which mail came since anybody of the desk had a hand in it: who wrote last, what and when."""

    incident: Incident
    who: str
    text: str
    at: datetime


def unread(session: Session, team: Collection[str], prefix: str, most: int) -> list[Unread]:
    """Return what came in since somebody of the team did anything, the oldest first. New matters are the triage's."""
    entry = LogEntryRow
    came = func.max(case((entry.event == Event.MAIL.value, case((entry.who.not_in(team), entry.id)))))
    seen = func.max(case((entry.event.not_in(_NO_HAND), case((entry.who.in_(team), entry.id)))))
    query = (
        select(came)
        .join(IncidentRow, IncidentRow.id == entry.incident_id)
        .where(IncidentRow.state.in_(sorted(OPEN - {State.NEW})))
        .group_by(entry.incident_id)
        .having(came > func.coalesce(seen, 0))
    )
    ids = session.scalars(query.order_by(came).limit(most)).all()
    rows = session.execute(
        select(entry, IncidentRow)
        .join(IncidentRow, IncidentRow.id == entry.incident_id)
        .where(entry.id.in_(ids))
        .order_by(entry.id)
    )
    return [Unread(as_incident(session, row, prefix), each.who, each.text, each.at) for each, row in rows]


def waits_due(session: Session, now: datetime, prefix: str, most: int) -> list[tuple[Incident, str, datetime]]:
    """Return what rests on somebody and is to be looked at by now: on what, and since when. Firms are chased apart."""
    query = (
        select(IncidentRow, WaitRow)
        .join(WaitRow, WaitRow.incident_id == IncidentRow.id)
        .where(WaitRow.to_at.is_(None), WaitRow.follow_up_at <= now, IncidentRow.state.in_(WAITING))
        .order_by(WaitRow.follow_up_at)
    )
    return [
        (as_incident(session, row, prefix), wait.waiting_on, wait.follow_up_at)
        for row, wait in session.execute(query.limit(most))
    ]


def with_firms(session: Session, most: int) -> Sequence[tuple[int, Priority]]:
    """Return the open incidents that an outside firm has a job of, by id and with their priority."""
    job = select(HandoverRow.incident_id).where(HandoverRow.done_at.is_(None), HandoverRow.handed_at.is_not(None))
    query = select(IncidentRow.id, IncidentRow.priority).where(IncidentRow.id.in_(job))
    query = query.where(IncidentRow.state.in_(sorted(OPEN))).order_by(IncidentRow.priority, IncidentRow.number)
    return [(key, priority) for key, priority in session.execute(query.limit(most))]


def waiting(session: Session, prefix: str, most: int) -> list[tuple[Incident, datetime]]:
    """Return what waits and since when, the longest waiting first."""
    query = (
        select(IncidentRow, WaitRow.from_at)
        .join(WaitRow, WaitRow.incident_id == IncidentRow.id)
        .where(WaitRow.to_at.is_(None), IncidentRow.state.in_(WAITING))
        .order_by(WaitRow.from_at)
    )
    return [(as_incident(session, row, prefix), since) for row, since in session.execute(query.limit(most))]


def held_in_short(session: Session) -> tuple[int, datetime | None]:
    """Return how many mails are held, and since when the oldest is."""
    query = select(func.count(), func.min(MailRow.received_at)).where(MailRow.state == MailState.HELD)
    count, oldest = session.execute(query).one()
    return count, oldest


def counted_by_state(session: Session) -> Mapping[State, int]:
    """Return how many incidents are in each open state."""
    query = select(IncidentRow.state, func.count()).where(IncidentRow.state.in_(sorted(OPEN)))
    return dict(session.execute(query.group_by(IncidentRow.state)).all())


def counted_open(session: Session) -> Sequence[tuple[str, State, int]]:
    """Return how many open incidents there are of each priority in each state."""
    row = IncidentRow
    query = select(row.priority, row.state, func.count()).where(row.state.in_(sorted(OPEN)))
    return session.execute(query.group_by(row.priority, row.state)).all()


def came_in(session: Session, start: datetime, end: datetime) -> int:
    """Return how many incidents came in from `start` until just before `end`."""
    query = select(func.count()).where(IncidentRow.created_at >= start, IncidentRow.created_at < end)
    return session.scalar(query) or 0


def went_out(session: Session, start: datetime, end: datetime) -> int:
    """Return how many incidents were done or called off from `start` until just before `end`, each once."""
    entry = LogEntryRow
    over = sorted(DONE | {State.CANCELLED})
    query = select(func.count(func.distinct(entry.incident_id))).where(
        entry.at >= start, entry.at < end, entry.field == "state", entry.new.in_(over), entry.old.in_(sorted(OPEN))
    )
    return session.scalar(query) or 0

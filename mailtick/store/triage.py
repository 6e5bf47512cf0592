"""What is new and nobody has confirmed, when somebody looked at it last, and who was told that nobody did."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailtick.incidents.actions import Event
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.people import Role
from mailtick.store.desk import put_setting, setting
from mailtick.store.incidents import as_incident
from mailtick.store.lock import wait_for_turn
from mailtick.store.tables import IncidentRow, LogEntryRow, PersonRow, RecordChangeRow, WaitRow

_TELLING_KEY = 7_112_003
_LOOKED_AT = "triage_looked_at"
_TOLD_AT = "nobody_looked_told"


def take_turn(session: Session) -> None:
    """Let one daemon at a time look whether somebody is to be told."""
    wait_for_turn(session.connection(), _TELLING_KEY)


def in_triage_since(session: Session) -> Sequence[datetime]:
    """Return when each of what is new came in, the oldest first."""
    query = select(IncidentRow.created_at).where(IncidentRow.state == State.NEW)
    return session.scalars(query.order_by(IncidentRow.created_at)).all()


def in_triage(session: Session, prefix: str, most: int) -> list[Incident]:
    """Return what is new, the most urgent first."""
    query = select(IncidentRow).where(IncidentRow.state == State.NEW).order_by(IncidentRow.priority, IncidentRow.number)
    return [as_incident(session, row, prefix) for row in session.scalars(query.limit(most))]


def note_look(session: Session, now: datetime) -> None:
    """Note that somebody looked at what is new."""
    put_setting(session, _LOOKED_AT, now.isoformat())


def last_look(session: Session, names: Collection[str], since: datetime) -> datetime | None:
    """Return when somebody looked last, or one of these people did anything; nothing older than `since` counts."""
    entry, change = LogEntryRow, RecordChangeRow
    theirs = select(func.max(entry.at)).where(
        entry.at >= since, entry.who.in_(names), entry.event != Event.AUTOMATIC.value
    )
    in_lists = select(func.max(change.at)).where(change.at >= since, change.who.in_(names), change.mail_id.is_(None))
    found: Sequence[datetime | None] = (
        _moment(setting(session, _LOOKED_AT)),
        session.scalar(theirs),
        session.scalar(in_lists),
    )
    return max((each for each in found if each is not None), default=None)


def told_at(session: Session, role: Role) -> datetime | None:
    """Return when a role was told last that nobody looks."""
    return _moment(setting(session, f"{_TOLD_AT}_{role.value}"))


def note_told(session: Session, role: Role, now: datetime) -> None:
    put_setting(session, f"{_TOLD_AT}_{role.value}", now.isoformat())


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def readers_of_triage(session: Session) -> list[tuple[str, str]]:
    """Return the addresses of those who want what is new as a mail, each with when."""
    wanted = (PersonRow.triage_at != "", PersonRow.retired_on.is_(None))
    query = select(PersonRow.address, PersonRow.triage_at).where(*wanted).order_by(PersonRow.id)
    return [(address, at) for address, at in session.execute(query)]


def how_sorted(session: Session, incident_id: int) -> tuple[str, str]:
    """Return why an incident was sorted as it was when it was opened, and what its report says."""
    query = select(LogEntryRow.because, LogEntryRow.text).where(
        LogEntryRow.incident_id == incident_id, LogEntryRow.event == Event.OPENED.value
    )
    row = session.execute(query.order_by(LogEntryRow.id).limit(1)).first()
    return (row.because, row.text) if row else ("", "")


def last_moved_by(session: Session, incident_id: int) -> str:
    """Return who changed the state of an incident last, or the empty string."""
    query = select(LogEntryRow.who).where(
        LogEntryRow.incident_id == incident_id, LogEntryRow.event == Event.STATE.value
    )
    return session.scalar(query.order_by(LogEntryRow.id.desc()).limit(1)) or ""


def entries_after(session: Session, incident_id: int, seen: int) -> Sequence[LogEntryRow]:
    """Return what the log of an incident says since an entry, the oldest first."""
    query = select(LogEntryRow).where(LogEntryRow.incident_id == incident_id, LogEntryRow.id > seen)
    return session.scalars(query.order_by(LogEntryRow.id)).all()


def how_many_new(session: Session) -> int:
    """Return how many incidents nobody has confirmed."""
    return session.scalar(select(func.count()).where(IncidentRow.state == State.NEW)) or 0


def asked_by_itself(session: Session, prefix: str, most: int) -> list[tuple[Incident, str, datetime]]:
    """Return what the desk itself asked its reporter about, no person having answered yet: the question, and when."""
    row = IncidentRow
    query = (
        select(row, WaitRow.why, WaitRow.from_at)
        .join(WaitRow, WaitRow.incident_id == row.id)
        .where(row.state == State.WAITING_REQUESTER, row.responded_at.is_(None), WaitRow.to_at.is_(None))
        .order_by(row.priority, row.number)
    )
    return [(as_incident(session, each, prefix), why, at) for each, why, at in session.execute(query.limit(most))]

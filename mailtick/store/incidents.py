"""Queries about incidents, their log and their hand-overs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from mailtick.incidents.actions import Event
from mailtick.incidents.incident import OPEN, CameWith, Incident, State
from mailtick.incidents.lookup import RecentIncident
from mailtick.store.affected import affected_of
from mailtick.store.equipment import equipment_of
from mailtick.store.merged import goes_on_as, reference_of_whole
from mailtick.store.participants import participants_of
from mailtick.store.people import person_by_id
from mailtick.store.tables import (
    HandoverRow,
    IncidentRow,
    LogEntryRow,
    MailRow,
    PersonRow,
    ProviderRow,
    WaitRow,
)

# An incident that is in one of these may go back to where it was before.
_GO_BACK = (State.WAITING_REQUESTER, State.CANCELLED)


def incident_by_id(session: Session, incident_id: int, prefix: str) -> Incident | None:
    row = session.get(IncidentRow, incident_id)
    return as_incident(session, row, prefix) if row else None


def channel_of(session: Session, incident_id: int) -> str:
    """Return how an incident came."""
    return session.get_one(IncidentRow, incident_id).channel


def number_of(session: Session, incident_id: int) -> int:
    """Return the number of an incident that is known to exist."""
    return session.scalars(select(IncidentRow.number).where(IncidentRow.id == incident_id)).one()


def id_of_number(session: Session, number: int) -> int | None:
    """Return the id of the incident with this number."""
    return session.scalar(select(IncidentRow.id).where(IncidentRow.number == number))


def open_incidents_in(session: Session, category: str, since: datetime, prefix: str) -> list[Incident]:
    query = select(IncidentRow).where(
        IncidentRow.category == category, IncidentRow.received_at >= since, IncidentRow.state.in_(OPEN)
    )
    return [as_incident(session, row, prefix) for row in session.scalars(query.order_by(IncidentRow.received_at))]


_OPENED_SINCE = (
    select(
        IncidentRow.number,
        IncidentRow.category,
        IncidentRow.place,
        IncidentRow.title,
        func.substr(IncidentRow.first_text, 1, 2000).label("first_text"),
        IncidentRow.received_at,
        PersonRow.address,
    )
    .join(PersonRow, PersonRow.id == IncidentRow.reporter_id)
    .where(IncidentRow.received_at >= bindparam("since"), IncidentRow.state.in_(sorted(OPEN)))
    .where(~IncidentRow.is_restricted)
    .where(
        or_(
            PersonRow.address == bindparam("reporter"),
            (IncidentRow.category == bindparam("category")) & (IncidentRow.category != ""),
            (IncidentRow.place == bindparam("place")) & (IncidentRow.place != ""),
        )
    )
    .order_by(IncidentRow.received_at.desc(), IncidentRow.id.desc())
    .limit(20)
)


def incidents_opened_since(
    session: Session, since: datetime, reporter: str, category: str, place: str, prefix: str
) -> list[RecentIncident]:
    """Return open incidents since then of a reporter, a category or a place, none restricted, the newest first."""
    wanted = {"since": since, "reporter": reporter, "category": category, "place": place}
    return [
        RecentIncident(
            f"{prefix}-{row.number}",
            row.address,
            row.category,
            row.place,
            row.title,
            row.first_text,
            row.received_at,
        )
        for row in session.connection().execute(_OPENED_SINCE, wanted)
    ]


def open_of_archive(session: Session, archive: str) -> list[tuple[int, datetime]]:
    """Return the open incidents that an archive opened and no other mail came to, each with its last mail's moment."""
    other = aliased(MailRow)
    came = select(other.id).where(other.incident_id == IncidentRow.id, other.mailbox != archive).exists()
    query = (
        select(IncidentRow.id, func.max(MailRow.received_at))
        .join(MailRow, MailRow.incident_id == IncidentRow.id)
        .where(IncidentRow.channel == archive, IncidentRow.state.in_(sorted(OPEN | {State.RESOLVED})), ~came)
        .group_by(IncidentRow.id)
        .order_by(IncidentRow.id)
    )
    return [(incident_id, last_at) for incident_id, last_at in session.execute(query)]


def list_incidents(session: Session, prefix: str, states: Sequence[State], limit: int) -> list[Incident]:
    """Return incidents in these states, the most urgent first, then the oldest."""
    query = select(IncidentRow).where(IncidentRow.state.in_(states))
    rows = session.scalars(query.order_by(IncidentRow.priority, IncidentRow.received_at).limit(limit))
    return [as_incident(session, row, prefix) for row in rows]


def state_before(session: Session, incident_id: int, state: State) -> State | None:
    """Return the state from which an incident came to the one that it is in; None if the log does not say.

    What it was before it was called off and taken up again counts, not that. Nobody waits any more for a provider who
    never got the job: what was called off or merged before its hand-over came back was in progress.
    """
    entry = LogEntryRow
    query = select(entry.old).where(entry.incident_id == incident_id, entry.field == "state", entry.new == state.value)
    query = query.where(entry.old != State.CANCELLED.value).order_by(entry.id.desc()).limit(1)
    found = session.scalar(query)
    if found == State.WAITING_PROVIDER and _is_bounced(session, incident_id):
        return State.IN_PROGRESS
    return State(found) if found else None


def _is_bounced(session: Session, incident_id: int) -> bool:
    """Whether the last hand-over of an incident came back."""
    query = select(HandoverRow.state).where(HandoverRow.incident_id == incident_id).order_by(HandoverRow.id.desc())
    return session.scalar(query.limit(1)) == "bounced"


def own_received_at(session: Session, row: IncidentRow) -> datetime:
    """Return when an incident itself came in, whatever was merged into it."""
    entry = LogEntryRow
    query = select(entry.old).where(entry.incident_id == row.id, entry.field == "received_at")
    first = session.scalar(query.order_by(entry.id).limit(1))
    return datetime.fromisoformat(first) if first else row.received_at


def merged_into(session: Session, incident_id: int) -> list[IncidentRow]:
    """Return what was merged into an incident, and not into another before."""
    return list(session.scalars(select(IncidentRow).where(IncidentRow.merged_into_id == incident_id)))


def all_merged_into(session: Session, incident_id: int) -> list[IncidentRow]:
    """Return what was merged into an incident, also along chains."""
    direct = merged_into(session, incident_id)
    return [row for each in direct for row in (each, *all_merged_into(session, each.id))]


def with_merged(session: Session, incident_id: int) -> list[int]:
    """Return the id of an incident, and those of all that was merged into it."""
    return [incident_id, *(row.id for row in all_merged_into(session, incident_id))]


def log_of(session: Session, incident_id: int) -> list[LogEntryRow]:
    """Return the log of an incident, oldest first."""
    query = select(LogEntryRow).where(LogEntryRow.incident_id == incident_id)
    return list(session.scalars(query.order_by(LogEntryRow.id)))


class ReceivedLine(NamedTuple):
    """A log entry that a received mail made for the team alone."""

    entry: int
    who: str
    text: str
    from_address: str
    mail_id: int
    because: str
    is_released: bool


def received_lines(session: Session, incident_id: int) -> list[ReceivedLine]:
    """Return what mails told the team alone, oldest first, and whether somebody has shown it to others since."""
    events = (Event.MAIL.value, Event.AUTOMATIC.value)
    query = (
        select(LogEntryRow.id, LogEntryRow.who, LogEntryRow.text, MailRow.from_address, MailRow.id, LogEntryRow.because)
        .join(MailRow, MailRow.id == LogEntryRow.mail_id)
        .where(LogEntryRow.incident_id == incident_id, LogEntryRow.event.in_(events), LogEntryRow.is_internal)
        .order_by(LogEntryRow.id)
    )
    released = select(LogEntryRow.new).where(
        LogEntryRow.incident_id == incident_id, LogEntryRow.event == Event.RELEASED.value
    )
    shown = set(session.scalars(released))
    return [ReceivedLine(*row, str(row[0]) in shown) for row in session.execute(query)]


def open_wait(session: Session, incident_id: int) -> WaitRow | None:
    """Return the wait that an incident is in; there is one at most."""
    return session.scalar(select(WaitRow).where(WaitRow.incident_id == incident_id, WaitRow.to_at.is_(None)))


def wait_cut_off(session: Session, incident_id: int) -> WaitRow | None:
    """Return the wait that ended only because the incident was last called off or merged."""
    entry = LogEntryRow
    cut_off = select(func.max(entry.at)).where(
        entry.incident_id == incident_id, entry.field == "state", entry.new == State.CANCELLED.value
    )
    query = select(WaitRow).where(WaitRow.incident_id == incident_id, WaitRow.to_at == cut_off.scalar_subquery())
    return session.scalar(query.order_by(WaitRow.id.desc()).limit(1))


def as_incident(session: Session, row: IncidentRow, prefix: str) -> Incident:
    """Return an incident's row as the value that decisions and mails see."""
    reporter = person_by_id(session, row.reporter_id)
    taking_part = participants_of(session, row.id)
    affected = affected_of(session, row.id)
    own = {each.person_id for each in affected if each.incident_id == row.id}
    others = {each.person_id: person_by_id(session, each.person_id) for each in affected}
    others.pop(row.reporter_id, None)
    addresses = {person.address for person in (reporter, *others.values())}
    came_with = {each.person_id: each.number for each in affected if each.person_id in others.keys() - own}
    return Incident(
        id=row.id,
        number=row.number,
        reference=f"{prefix}-{row.number}",
        type=row.type,
        title=row.title,
        state=row.state,
        category=row.category,
        place=row.place,
        impact=row.impact,
        urgency=row.urgency,
        priority=row.priority,
        reporter=reporter,
        affected=(reporter, *others.values()),
        assignee=person_by_id(session, row.assignee_id) if row.assignee_id else None,
        provider=_latest_provider(session, row),
        received_at=row.received_at,
        resolved_at=row.resolved_at,
        closed_at=row.closed_at,
        first_text=row.first_text,
        resolution=row.resolution,
        responded_at=row.responded_at,
        merged_into=row.merged_into_id,
        related_to=f"{prefix}-{number_of(session, row.related_to_id)}" if row.related_to_id else "",
        is_restricted=row.is_restricted,
        places=tuple(dict.fromkeys(each.place for each in affected if each.place)),
        participants=tuple(each for each in taking_part.present if each.address not in addresses),
        without=taking_part.without,
        came_with=tuple(CameWith(others[each].address, f"{prefix}-{number}") for each, number in came_with.items()),
        participants_merged=taking_part.merged,
        state_before=state_before(session, row.id, row.state) if row.state in _GO_BACK else None,
        goes_on_as=goes_on_as(session, row, prefix),
        parent=reference_of_whole(session, row.parent_id, prefix),
        comment=row.comment,
        passed_on_by=row.passed_on_by,
        files=row.files,
        equipment=equipment_of(session, row.id),
        chasers=row.chasers,
        needed_by=row.needed_by,
        article=row.article,
    )


def _latest_provider(session: Session, row: IncidentRow) -> str:
    if row.level < 2:
        return ""
    query = select(ProviderRow.name).join(HandoverRow, HandoverRow.provider_id == ProviderRow.id)
    return session.scalar(query.where(HandoverRow.incident_id == row.id).order_by(HandoverRow.id.desc()).limit(1)) or ""

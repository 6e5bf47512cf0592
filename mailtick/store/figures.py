"""What the weekly summary asks of the log, the mails and the registers.

Promise: a few queries, whatever the number of incidents; those long done are not read.
Failures: none of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from mailtick.incidents.incident import OPEN, State
from mailtick.store.merged import parts_of
from mailtick.store.tables import (
    AffectedRow,
    ContractRow,
    DeliveryRow,
    DeliveryState,
    DiaryRow,
    HandoverRow,
    IncidentRow,
    LicenceRow,
    LogEntryRow,
    MailRow,
    MailState,
    OutgoingRow,
    PersonRow,
    ProviderRow,
)

_FAILED = (DeliveryState.REFUSED, DeliveryState.GIVEN_UP, DeliveryState.BOUNCED)


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One hand-over that was sent."""

    code: str
    provider: str
    state: str
    handed_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class MailLine:
    """One received mail, without its bytes."""

    id: int
    state: MailState
    kind: str
    decision: str


@dataclass(frozen=True, slots=True)
class FailedMail:
    """A mail of ours that did not arrive."""

    recipient: str
    number: int | None
    is_restricted: bool


def incidents_of_week(session: Session, start: datetime, end: datetime) -> list[IncidentRow]:
    """The incidents that were there before `end`, and are open now or had a change of state since `start`."""
    query = select(IncidentRow).where(IncidentRow.id.in_(_touched(start, end)))
    return list(session.scalars(query.order_by(IncidentRow.number)))


def _touched(start: datetime, end: datetime) -> Select[int]:
    changed = select(LogEntryRow.incident_id).where(LogEntryRow.at >= start, LogEntryRow.event.in_(("opened", "state")))
    return select(IncidentRow.id).where(
        IncidentRow.created_at < end, or_(IncidentRow.state.in_(OPEN), IncidentRow.id.in_(changed))
    )


def state_changes(
    session: Session, start: datetime, end: datetime
) -> Mapping[int, list[tuple[datetime, State, State]]]:
    """When each of those incidents changed its state, from what to what, oldest first."""
    entry = LogEntryRow
    query = select(entry.incident_id, entry.at, entry.old, entry.new).where(
        entry.incident_id.in_(_touched(start, end)), entry.event == "state", entry.field == "state"
    )
    found: dict[int, list[tuple[datetime, State, State]]] = {}
    for incident_id, at, old, new in session.execute(query.order_by(entry.at, entry.id)):
        found.setdefault(incident_id, []).append((at, State(old), State(new)))
    return found


def last_entries(session: Session, start: datetime, end: datetime) -> Mapping[int, datetime]:
    """When each of those incidents had its last log entry before `end`."""
    query = select(LogEntryRow.incident_id, func.max(LogEntryRow.at)).where(
        LogEntryRow.incident_id.in_(_touched(start, end)), LogEntryRow.at < end
    )
    return {incident_id: at for incident_id, at in session.execute(query.group_by(LogEntryRow.incident_id))}  # noqa: C416  rows are no plain tuples for the type checker


def joined_in(session: Session, start: datetime, end: datetime) -> Mapping[int, list[datetime]]:
    """When further people reported one of those incidents, from `start` to `end`."""
    parts = parts_of(IncidentRow.id.in_(_touched(start, end)))
    joined_at = func.min(AffectedRow.joined_at)
    query = (
        select(parts.c.whole, joined_at)
        .join(AffectedRow, AffectedRow.incident_id == parts.c.part)
        .join(IncidentRow, IncidentRow.id == parts.c.whole)
        .where(AffectedRow.person_id != IncidentRow.reporter_id)
        .group_by(parts.c.whole, AffectedRow.person_id)
        .having(joined_at >= start, joined_at < end)
    )
    found: dict[int, list[datetime]] = {}
    for incident_id, at in session.execute(query):
        found.setdefault(incident_id, []).append(at)
    return found


def handovers_in(session: Session, start: datetime, end: datetime) -> Mapping[int, list[HandoverLine]]:
    """The hand-overs of those incidents that were sent, oldest first."""
    query = (
        select(
            HandoverRow.incident_id,
            ProviderRow.code,
            ProviderRow.name,
            HandoverRow.state,
            HandoverRow.handed_at,
            HandoverRow.done_at,
        )
        .join(ProviderRow, ProviderRow.id == HandoverRow.provider_id)
        .where(HandoverRow.incident_id.in_(_touched(start, end)), HandoverRow.handed_at.is_not(None))
    )
    found: dict[int, list[HandoverLine]] = {}
    for incident_id, code, provider, state, handed_at, done_at in session.execute(query.order_by(HandoverRow.id)):
        if handed_at is not None:
            found.setdefault(incident_id, []).append(HandoverLine(code, provider, state, handed_at, done_at))
    return found


def names_of_people(session: Session) -> Mapping[int, str]:
    """Everybody's name by id."""
    return {person_id: name for person_id, name in session.execute(select(PersonRow.id, PersonRow.name))}  # noqa: C416  see above


def mails_of_week(session: Session, start: datetime, end: datetime) -> list[MailLine]:
    """The mails received from `start` to `end`, by the server's date."""
    query = select(MailRow.id, MailRow.state, MailRow.kind, MailRow.decision).where(_received(start, end))
    return [MailLine(*row) for row in session.execute(query.order_by(MailRow.id))]


def events_of_mails(session: Session, start: datetime, end: datetime) -> Mapping[int, set[str]]:
    """What each of those mails did, by the events of its log entries."""
    query = (
        select(MailRow.id, LogEntryRow.event)
        .join(LogEntryRow, and_(LogEntryRow.incident_id == MailRow.incident_id, LogEntryRow.mail_id == MailRow.id))
        .where(_received(start, end))
        .distinct()
    )
    found: dict[int, set[str]] = {}
    for mail_id, event in session.execute(query):
        found.setdefault(mail_id, set()).add(event)
    return found


def held_since(session: Session) -> list[datetime]:
    """When the mails arrived that are held now, oldest first."""
    query = select(MailRow.received_at).where(MailRow.state == MailState.HELD)
    return sorted(session.scalars(query))


def failed_mails(session: Session, start: datetime, end: datetime) -> list[FailedMail]:
    """Mails of ours that failed for good from `start` to `end` and were not sent again since, to whomever it was."""
    noted = select(LogEntryRow.outgoing_id).where(
        LogEntryRow.at >= start, LogEntryRow.at < end, LogEntryRow.event.in_(("not_sent", "bounced"))
    )
    of_the_desk = and_(OutgoingRow.incident_id.is_(None), OutgoingRow.created_at >= start, OutgoingRow.created_at < end)
    query = (
        select(OutgoingRow.recipient, IncidentRow.number, func.coalesce(IncidentRow.is_restricted, false()))
        .join(DeliveryRow, DeliveryRow.outgoing_id == OutgoingRow.id)
        .outerjoin(IncidentRow, IncidentRow.id == OutgoingRow.incident_id)
        .where(DeliveryRow.state.in_(_FAILED), or_(OutgoingRow.id.in_(noted), of_the_desk), ~_sent_again())
    )
    return [FailedMail(*row) for row in session.execute(query.order_by(OutgoingRow.id))]


def _sent_again() -> ColumnElement[bool]:
    later, delivery = aliased(OutgoingRow), aliased(DeliveryRow)
    again = select(later.id).where(
        later.incident_id == OutgoingRow.incident_id,
        later.template == OutgoingRow.template,
        later.id > OutgoingRow.id,
        delivery.outgoing_id == later.id,
        delivery.state == DeliveryState.SENT,
    )
    return again.exists()


def diary_between(session: Session, first: date, last: date) -> list[tuple[date, str]]:
    """What the diary holds for these days and is not done."""
    query = select(DiaryRow.on, DiaryRow.what).where(DiaryRow.on.between(first, last), DiaryRow.done_on.is_(None))
    return [(on, what) for on, what in session.execute(query.order_by(DiaryRow.on, DiaryRow.id))]


def contracts_ending(session: Session, first: date, last: date) -> list[tuple[date, str, str, str]]:
    """The contracts whose last day is one of these: day, reference, provider and description."""
    query = (
        select(ContractRow.end_on, ContractRow.ref, ProviderRow.name, ContractRow.description)
        .join(ProviderRow, ProviderRow.code == ContractRow.provider)
        .where(ContractRow.end_on.between(first, last))
    )
    return [(on, ref, name, what) for on, ref, name, what in session.execute(query.order_by(ContractRow.end_on))]


def licences_ending(session: Session, first: date, last: date) -> list[tuple[date, str, str]]:
    """The licences whose last day is one of these: day, reference and product."""
    query = select(LicenceRow.end_on, LicenceRow.ref, LicenceRow.product).where(LicenceRow.end_on.between(first, last))
    return [(on, ref, product) for on, ref, product in session.execute(query.order_by(LicenceRow.end_on)) if on]


def _received(start: datetime, end: datetime) -> ColumnElement[bool]:
    # What lies in the Sent folder alone was written by the office, and did not come in.
    return and_(MailRow.received_at >= start, MailRow.received_at < end, MailRow.is_received)

"""What was written to and fro about an incident: mails that were sent, mails that came, and whose they are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from mailtick.store.incidents import with_merged
from mailtick.store.tables import (
    AffectedRow,
    DeliveryRow,
    DeliveryState,
    IncidentRow,
    LogEntryRow,
    MailRow,
    OutgoingRow,
    PersonAddressRow,
    PersonRow,
)


class SentLine(NamedTuple):
    """One mail of the outbox to one recipient, and what became of it. `answer` is the server's last word."""

    id: int
    template: str
    recipient: str
    subject: str
    is_automatic: bool
    created_at: datetime
    raw: bytes
    state: DeliveryState
    answer: str


def sent_about(session: Session, incident_id: int) -> dict[int, SentLine]:
    """Return the mails that the log of an incident names, by their ids."""
    named = select(LogEntryRow.outgoing_id).where(
        LogEntryRow.incident_id == incident_id, LogEntryRow.outgoing_id.is_not(None)
    )
    out, gone = OutgoingRow, DeliveryRow
    query = (
        select(
            out.id,
            out.template,
            out.recipient,
            out.subject,
            out.is_automatic,
            out.created_at,
            out.raw,
            gone.state,
            gone.answer,
        )
        .join(gone, gone.outgoing_id == out.id)
        .where(out.id.in_(named))
    )
    return {row[0]: SentLine(*row) for row in session.execute(query)}


def mail_about(session: Session, mail_id: int, incident_id: int) -> MailRow | None:
    """Return a received mail with its bytes if it is filed on an incident, or on one that was merged into it."""
    query = select(MailRow).where(MailRow.id == mail_id, MailRow.incident_id.in_(with_merged(session, incident_id)))
    return session.scalar(query.options(undefer(MailRow.raw)))


def senders_of(session: Session, mail_ids: Collection[int]) -> dict[int, str]:
    """Return from which address each of these mails came, in lower case."""
    query = select(MailRow.id, MailRow.from_address).where(MailRow.id.in_(mail_ids))
    return {mail_id: address.lower() for mail_id, address in session.execute(query)}


def addresses_of(session: Session, person_id: int) -> frozenset[str]:
    """Return all addresses that somebody writes from and is written to at, in lower case."""
    first = select(PersonRow.address).where(PersonRow.id == person_id)
    further = select(PersonAddressRow.address).where(PersonAddressRow.person_id == person_id)
    return frozenset(each.lower() for each in (*session.scalars(first), *session.scalars(further)))


def last_entry(session: Session, incident_id: int) -> int:
    """Return the id of the newest line of an incident's log."""
    query = select(LogEntryRow.id).where(LogEntryRow.incident_id == incident_id).order_by(LogEntryRow.id.desc())
    return session.scalar(query.limit(1)) or 0


def incidents_of(session: Session, person_id: int, most: int) -> list[int]:
    """Return the numbers of the incidents that are for somebody, or were reported by them, the newest first."""
    theirs = select(AffectedRow.incident_id).where(AffectedRow.person_id == person_id)
    query = select(IncidentRow.number).where((IncidentRow.reporter_id == person_id) | IncidentRow.id.in_(theirs))
    return list(session.scalars(query.order_by(IncidentRow.received_at.desc(), IncidentRow.id.desc()).limit(most)))

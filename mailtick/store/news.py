"""What was written to those an incident is for, and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailtick.incidents.actions import Event
from mailtick.store.tables import LogEntryRow, MailRow, OutgoingRow, PersonAddressRow, PersonRow


def told_at(session: Session, incident_id: int, person_id: int) -> datetime | None:
    """Return when words of a person last went to somebody through the desk."""
    first = select(PersonRow.address).where(PersonRow.id == person_id)
    further = select(PersonAddressRow.address).where(PersonAddressRow.person_id == person_id)
    query = select(func.max(OutgoingRow.created_at)).where(
        OutgoingRow.incident_id == incident_id,
        OutgoingRow.is_automatic.is_(False),
        OutgoingRow.handover_id.is_(None),
        OutgoingRow.recipient.in_(first.union(further)),
    )
    return session.scalar(query)


def open_mails(session: Session, incident_id: int) -> list[tuple[datetime, str, bool]]:
    """Return the mails on an incident that all may read whom it is for: when, from which address, whether from Sent."""
    query = (
        select(MailRow.received_at, MailRow.from_address, MailRow.is_in_sent)
        .join(LogEntryRow, LogEntryRow.mail_id == MailRow.id)
        .where(
            LogEntryRow.incident_id == incident_id,
            LogEntryRow.event == Event.MAIL.value,
            LogEntryRow.is_internal.is_(False),
        )
    )
    return [(at, address, in_sent) for at, address, in_sent in session.execute(query)]

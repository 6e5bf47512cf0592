"""Rows that are written once: incidents, log entries, outgoing mails, deliveries.

They stand on the path of every mail, so they go past the unit of work: one prepared statement each.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from mailtick.incidents.actions import Event, OpenIncident
from mailtick.incidents.incident import State
from mailtick.store.tables import (
    AffectedRow,
    DeliveryRow,
    DeliveryState,
    IncidentRow,
    LogEntryRow,
    OutgoingRow,
)


def _table(row: type[IncidentRow | AffectedRow | LogEntryRow | OutgoingRow | DeliveryRow]) -> Table:
    return cast("Table", row.__table__)


_ADD_INCIDENT = insert(_table(IncidentRow)).returning(_table(IncidentRow).c.id)
_ADD_AFFECTED = insert(_table(AffectedRow))
_ADD_ENTRY = insert(_table(LogEntryRow))
_ADD_OUTGOING = insert(_table(OutgoingRow)).returning(_table(OutgoingRow).c.id)
_ADD_DELIVERY = insert(_table(DeliveryRow))


def add_incident(
    session: Session, number: int, opening: OpenIncident, reporter_id: int, received_at: datetime, now: datetime
) -> int:
    """Write a new incident, for its reporter, and return its id."""
    values = {
        "number": number,
        "type": opening.type,
        "title": opening.title,
        "state": State.NEW,
        "channel": opening.channel,
        "category": opening.category,
        "place": opening.place,
        "impact": opening.impact,
        "urgency": opening.urgency,
        "priority": opening.priority,
        "reporter_id": reporter_id,
        "received_at": received_at,
        "created_at": now,
        "first_text": opening.text,
    }
    incident_id: int = session.execute(_ADD_INCIDENT, values).scalar_one()
    add_affected(session, incident_id, reporter_id, received_at)
    return incident_id


def add_affected(session: Session, incident_id: int, person_id: int, joined_at: datetime) -> None:
    session.execute(_ADD_AFFECTED, {"incident_id": incident_id, "person_id": person_id, "joined_at": joined_at})


def add_entry(
    session: Session,
    incident_id: int,
    at: datetime,
    who: str,
    event: Event,
    because: str,
    *,
    field: str = "",
    old: str = "",
    new: str = "",
    text: str = "",
    is_internal: bool = True,
    mail_id: int | None = None,
    outgoing_id: int | None = None,
) -> None:
    """Write one line of an incident's log."""
    values = {
        "incident_id": incident_id,
        "at": at,
        "who": who,
        "event": event.value,
        "field": field,
        "old": old,
        "new": new,
        "text": text,
        "is_internal": is_internal,
        "because": because,
        "mail_id": mail_id,
        "outgoing_id": outgoing_id,
    }
    session.execute(_ADD_ENTRY, values)


def add_outgoing(
    session: Session,
    *,
    once: str,
    message_id: str,
    token: str,
    template: str,
    recipient: str,
    envelope_from: str,
    subject: str,
    raw: bytes,
    is_automatic: bool,
    now: datetime,
    incident_id: int | None,
    handover_id: int | None,
    mail_id: int | None,
) -> int:
    """Put one mail into the outbox, due at once, and return its id."""
    values = {
        "once": once,
        "message_id": message_id,
        "token": token,
        "template": template,
        "recipient": recipient,
        "envelope_from": envelope_from,
        "subject": subject,
        "raw": raw,
        "is_automatic": is_automatic,
        "created_at": now,
        "incident_id": incident_id,
        "handover_id": handover_id,
        "mail_id": mail_id,
    }
    outgoing_id: int = session.execute(_ADD_OUTGOING, values).scalar_one()
    delivery = {"outgoing_id": outgoing_id, "state": DeliveryState.WAITING, "next_try_at": now}
    session.execute(_ADD_DELIVERY, delivery)
    return outgoing_id

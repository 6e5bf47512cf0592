"""Rows that are written once: incidents, log entries, outgoing mails, deliveries.

They stand on the path of every mail, so they go past the unit of work: one prepared statement each, on the
session's own connection and in its transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, cast

from sqlalchemy import Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from mailtick.incidents.actions import OpenIncident
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.people import Person
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
# A name that is there already is no error: the mail was written before.
_ADD_OUTGOING = {
    dialect: insert_into(_table(OutgoingRow))
    .on_conflict_do_nothing(index_elements=["once"])
    .returning(_table(OutgoingRow).c.id)
    for dialect, insert_into in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
_ADD_DELIVERY = insert(_table(DeliveryRow))


def add_incident(
    session: Session,
    number: int,
    reference: str,
    opening: OpenIncident,
    reporter: Person,
    received_at: datetime,
    now: datetime,
) -> Incident:
    """Write a new incident, for its reporter, and return it as it stands."""
    values = {
        "number": number,
        "type": opening.type,
        "title": opening.title,
        "state": State.NEW,
        "category": opening.category,
        "place": opening.place,
        "impact": opening.impact,
        "urgency": opening.urgency,
        "priority": opening.priority,
        "received_at": received_at,
        "is_restricted": opening.is_restricted,
        "first_text": opening.text,
        "comment": opening.comment,
        "passed_on_by": opening.passed_on_by,
        "files": opening.files,
    }
    written = {
        **values,
        "channel": opening.channel,
        "reporter_id": reporter.id,
        "related_to_id": opening.related_to,
        "created_at": now,
    }
    incident_id: int = session.connection().execute(_ADD_INCIDENT, written).scalar_one()
    add_affected(session, incident_id, reporter.id, received_at, opening.place)
    return Incident(
        id=incident_id,
        reference=reference,
        reporter=reporter,
        affected=(reporter,),
        assignee=None,
        provider="",
        resolved_at=None,
        closed_at=None,
        resolution="",
        places=(opening.place,) if opening.place else (),
        **values,  # type: ignore[arg-type]  # the values are the incident's own
    )


def add_affected(session: Session, incident_id: int, person_id: int, joined_at: datetime, place: str) -> None:
    values = {"incident_id": incident_id, "person_id": person_id, "joined_at": joined_at, "place": place}
    session.connection().execute(_ADD_AFFECTED, values)


class NewEntry(NamedTuple):
    """One line to be written into an incident's log."""

    incident_id: int
    at: datetime
    who: str
    event: str
    because: str
    field: str = ""
    old: str = ""
    new: str = ""
    text: str = ""
    is_internal: bool = True
    mail_id: int | None = None
    outgoing_id: int | None = None


def add_entries(session: Session, entries: Sequence[NewEntry]) -> None:
    """Write lines of the log, in their order."""
    if entries:
        session.connection().execute(_ADD_ENTRY, [entry._asdict() for entry in entries])


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
    proposal_id: int | None = None,
    approval_id: int | None = None,
    listed: str = "",
    is_shadow: bool = False,
) -> int | None:
    """Put one mail into the outbox, due at once, and return its id; None if one of that name is there already.

    With `is_shadow` it is kept there and never sent.
    """
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
        "proposal_id": proposal_id,
        "approval_id": approval_id,
        "listed": listed,
    }
    statement = _ADD_OUTGOING[session.get_bind().dialect.name]
    outgoing_id: int | None = session.connection().execute(statement, values).scalar_one_or_none()
    if outgoing_id is None:
        return None
    state = DeliveryState.SHADOW if is_shadow else DeliveryState.WAITING
    delivery = {"outgoing_id": outgoing_id, "state": state, "next_try_at": now}
    session.connection().execute(_ADD_DELIVERY, delivery)
    return outgoing_id

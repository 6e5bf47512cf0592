"""Queries about those an incident is for: its own people, and those of all that was merged into it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mailtick.store.merged import PARTS
from mailtick.store.tables import AffectedRow, IncidentRow, LogEntryRow, MailRow

_AFFECTED = (
    select(AffectedRow.person_id, AffectedRow.place, PARTS.c.part, PARTS.c.number)
    .join(PARTS, PARTS.c.part == AffectedRow.incident_id)
    .order_by(AffectedRow.joined_at, PARTS.c.depth, AffectedRow.person_id)
)


class AffectedLine(NamedTuple):
    """Somebody and the place where it hits them; on which incident, itself or one merged into it, and its number."""

    person_id: int
    place: str
    incident_id: int
    number: int


def affected_of(session: Session, incident_id: int) -> list[AffectedLine]:
    """Return those an incident is for, in the order in which they came; who came to several parts stands for each."""
    rows = session.connection().execute(_AFFECTED, {"incident": incident_id})
    return [AffectedLine(row.person_id, row.place, row.part, row.number) for row in rows]


def own_affected(session: Session, incident_id: int) -> dict[int, str]:
    """Return the ids of those who came to the incident itself, each with the place where it hits them."""
    return {each.person_id: each.place for each in affected_of(session, incident_id) if each.incident_id == incident_id}


def remove_affected(session: Session, incident_id: int, person_ids: Collection[int]) -> None:
    """Take people off the incident itself; it is not for them."""
    which = (AffectedRow.incident_id == incident_id) & AffectedRow.person_id.in_(person_ids)
    session.execute(delete(AffectedRow).where(which))


def mails_of_join(session: Session, incident_id: int, who: str) -> list[int]:
    """Return the mails with which somebody joined the incident itself, as far as they still lie there.

    `who` is the person as the log has them.
    """
    query = (
        select(LogEntryRow.mail_id)
        .join(MailRow, MailRow.id == LogEntryRow.mail_id)
        .where(
            LogEntryRow.incident_id == incident_id,
            LogEntryRow.event == "joined",
            LogEntryRow.new == who,
            LogEntryRow.text == "",
            MailRow.incident_id == incident_id,
        )
    )
    return [each for each in session.scalars(query) if each is not None]


def incident_of_taken_off(session: Session, incident_id: int, person_id: int) -> int | None:
    """Return what somebody's report became when it was taken off an incident or a part of it; None if none was."""
    query = (
        select(MailRow.incident_id)
        .join(IncidentRow, IncidentRow.id == MailRow.incident_id)
        .where(MailRow.taken_off_id.in_(select(PARTS.c.part)), IncidentRow.reporter_id == person_id)
    )
    return session.scalar(query.order_by(MailRow.id.desc()).limit(1), {"incident": incident_id})

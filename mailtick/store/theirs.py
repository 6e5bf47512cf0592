"""Whose incidents are open: those that are for somebody, and those that they have."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mailtick.incidents.incident import OPEN, Incident
from mailtick.store.incidents import as_incident
from mailtick.store.tables import AffectedRow, IncidentRow

_MOST = 100


def open_incidents_of(session: Session, person_id: int, prefix: str) -> list[Incident]:
    """Return the open incidents for somebody, or with them, the most urgent first.

    What was merged is open as the one as which it goes on.
    """
    theirs = select(AffectedRow.incident_id).where(AffectedRow.person_id == person_id)
    query = select(IncidentRow).where(
        or_(IncidentRow.state.in_(sorted(OPEN)), IncidentRow.merged_into_id.is_not(None)),
        or_(
            IncidentRow.reporter_id == person_id,
            IncidentRow.assignee_id == person_id,
            IncidentRow.id.in_(theirs),
        ),
    )
    ends = {end.id: end for row in session.scalars(query) if (end := _end(session, row)).state in OPEN}
    ordered = sorted(ends.values(), key=lambda row: (row.priority, row.received_at, row.id))
    return [as_incident(session, row, prefix) for row in ordered[:_MOST]]


def _end(session: Session, row: IncidentRow) -> IncidentRow:
    while row.merged_into_id is not None:
        row = session.get_one(IncidentRow, row.merged_into_id)
    return row

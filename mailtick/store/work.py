"""What somebody has to do, and by when the rest of what was fixed for now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailtick.incidents.incident import OPEN
from mailtick.store.tables import IncidentRow


def open_with(session: Session, person_id: int) -> Sequence[IncidentRow]:
    """Return the open incidents that somebody has."""
    query = select(IncidentRow).where(IncidentRow.assignee_id == person_id, IncidentRow.state.in_(sorted(OPEN)))
    return session.scalars(query.order_by(IncidentRow.number)).all()


def fixes_due(session: Session, first: date, last: date) -> Sequence[IncidentRow]:
    """Return what was fixed for now with the rest due on these days, also where it is done by now."""
    is_due = IncidentRow.rest_due_on.between(first, last)
    return session.scalars(select(IncidentRow).where(is_due).order_by(IncidentRow.number)).all()

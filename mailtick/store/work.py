"""What somebody has to do."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailtick.incidents.incident import OPEN
from mailtick.store.tables import IncidentRow


def open_with(session: Session, person_id: int) -> Sequence[IncidentRow]:
    """Return the open incidents that somebody has."""
    query = select(IncidentRow).where(IncidentRow.assignee_id == person_id, IncidentRow.state.in_(sorted(OPEN)))
    return session.scalars(query.order_by(IncidentRow.number)).all()

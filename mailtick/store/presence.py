"""Who is away on a day, who is on the rota for a role, and what has not been started by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailtick.incidents.incident import Incident, State
from mailtick.incidents.people import Person, Role
from mailtick.store.incidents import as_incident
from mailtick.store.people import person_by_address
from mailtick.store.tables import AbsenceRow, CoverRow, IncidentRow


def away_on(session: Session, day: date) -> Mapping[str, date]:
    """Return who is away on a day, by address, and the last day of it."""
    row = AbsenceRow
    query = select(row.person, row.to_on).where(row.from_on <= day, row.to_on >= day, row.retired_on.is_(None))
    found: dict[str, date] = {}
    for address, last in session.execute(query):
        found[address] = max(last, found.get(address, last))
    return found


def is_anybody_away_from(session: Session, day: date) -> bool:
    """Whether an absence lasts until this day, or begins later."""
    query = select(AbsenceRow.id).where(AbsenceRow.to_on >= day, AbsenceRow.retired_on.is_(None))
    return session.scalar(query.limit(1)) is not None


def on_rota(session: Session, role: Role, day: date) -> Sequence[Person]:
    """Return who is on the rota for a role on a day; often nobody, for a rota is kept only where it is needed."""
    row = CoverRow
    query = select(row.person).where(
        row.role == role.value, row.from_on <= day, row.to_on >= day, row.retired_on.is_(None)
    )
    addresses = session.scalars(query.order_by(row.id))
    return [person for address in addresses if (person := person_by_address(session, address))]


def unstarted(session: Session, person_id: int, prefix: str) -> list[Incident]:
    """Return what somebody was given and has not started, the oldest first."""
    query = select(IncidentRow).where(IncidentRow.assignee_id == person_id, IncidentRow.state == State.ASSIGNED)
    return [as_incident(session, row, prefix) for row in session.scalars(query.order_by(IncidentRow.number))]

"""Who has left, and what still hangs on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from mailtick.incidents.incident import OPEN, Incident
from mailtick.incidents.people import Person, Role
from mailtick.store.incidents import as_incident
from mailtick.store.people import people_with_role
from mailtick.store.tables import IncidentRow, PersonRoleRow, PersonRow, RecordChangeRow

# Who takes over what nobody has any more, in this order.
SUCCESSORS = (Role.COORDINATOR, Role.DEPUTY, Role.OWNER)


def left_with_something(session: Session, today: date) -> Sequence[PersonRow]:
    """The people who have left or are retired, and who have an open incident or a role beside the requester's still."""
    has_incident = exists().where(IncidentRow.assignee_id == PersonRow.id, IncidentRow.state.in_(OPEN))
    has_role = exists().where(PersonRoleRow.person_id == PersonRow.id, PersonRoleRow.role != Role.REQUESTER)
    query = select(PersonRow).where(or_(*_gone(today)), or_(has_incident, has_role))
    return session.scalars(query.order_by(PersonRow.id)).all()


def has_left(session: Session, address: str, today: date) -> bool:
    """Whether somebody of this address is there no more."""
    query = select(PersonRow.id).where(PersonRow.address == address.lower(), or_(*_gone(today)))
    return session.scalar(query) is not None


def _gone(today: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Either says that somebody is there no more: their last day is past, or they are out of use on the list."""
    return PersonRow.active_to_on < today, PersonRow.retired_on <= today


def open_incidents_of(session: Session, person_id: int, prefix: str) -> list[Incident]:
    """The open incidents that somebody has or has reported, the oldest first."""
    is_theirs = or_(IncidentRow.assignee_id == person_id, IncidentRow.reporter_id == person_id)
    query = select(IncidentRow).where(is_theirs, IncidentRow.state.in_(OPEN)).order_by(IncidentRow.number)
    return [as_incident(session, row, prefix) for row in session.scalars(query)]


def successor(session: Session, address: str, day: date) -> Person | None:
    """Who takes over from somebody, of those who are still here on a day; None where nobody could."""
    return next((each for role in SUCCESSORS for each in others_with_role(session, role, address, day)), None)


def others_with_role(session: Session, role: Role, address: str, day: date) -> list[Person]:
    """Who has a role beside somebody, and is still here on a day."""
    found = [each for each in people_with_role(session, role) if each.address != address]
    here = here_today(session, [each.id for each in found], day)
    return [each for each in found if each.id in here]


def here_today(session: Session, person_ids: Sequence[int], today: date) -> frozenset[int]:
    """Those of some people who are there still."""
    gone = frozenset(session.scalars(select(PersonRow.id).where(PersonRow.id.in_(person_ids), or_(*_gone(today)))))
    return frozenset(person_ids) - gone


def changes_because(session: Session, *reasons: str) -> Sequence[RecordChangeRow]:
    """The changes of the registers that were made because of this, the oldest first."""
    query = select(RecordChangeRow).where(RecordChangeRow.because.in_(reasons))
    return session.scalars(query.order_by(RecordChangeRow.id)).all()

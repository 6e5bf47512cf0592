"""Which incidents have to do with each other."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from mailtick.incidents.incident import State
from mailtick.store.merged import PARTS
from mailtick.store.tables import IncidentRow, RelatedRow


def link(session: Session, one: int, other: int, *, is_off: bool = False) -> None:
    """Note that two incidents have to do with each other, or have not."""
    first, second = sorted((one, other))
    session.execute(delete(RelatedRow).where(RelatedRow.first_id == first, RelatedRow.second_id == second))
    if not is_off:
        session.add(RelatedRow(first_id=first, second_id=second))
        session.flush()


def related_to(session: Session, incident_id: int) -> list[IncidentRow]:
    """Return what has to do with an incident: linked to it, what it follows, and what follows it; by number."""
    this, linked = session.get_one(IncidentRow, incident_id), _linked(incident_id)
    query = select(IncidentRow).where(
        or_(linked, IncidentRow.related_to_id == incident_id, IncidentRow.id == (this.related_to_id or 0)),
        IncidentRow.id != incident_id,
    )
    return list(session.scalars(query.order_by(IncidentRow.number)))


def linked_numbers(session: Session, incident_id: int) -> list[int]:
    """Return the numbers of what somebody linked to an incident, or split off it."""
    return list(session.scalars(select(IncidentRow.number).where(_linked(incident_id)).order_by(IncidentRow.number)))


def split_off(session: Session, incident_id: int) -> list[IncidentRow]:
    """Return what was split off an incident and is linked to it still, by number: it came in with the same words."""
    this = session.get_one(IncidentRow, incident_id)
    of_same_mail = (IncidentRow.received_at == this.received_at, IncidentRow.first_text == this.first_text)
    query = select(IncidentRow).where(_linked(incident_id), *of_same_mail)
    return list(session.scalars(query.order_by(IncidentRow.number)))


def parts_of_incident(session: Session, incident_id: int) -> list[int]:
    """Return what is part of an incident, or of one that was merged into it, and was not called off; by number."""
    query = select(IncidentRow.id).where(
        IncidentRow.parent_id.in_(select(PARTS.c.part)), IncidentRow.state != State.CANCELLED
    )
    return list(session.scalars(query.order_by(IncidentRow.number), {"incident": incident_id}))


def set_parent(session: Session, incident_id: int, parent_id: int | None) -> None:
    """Note that an incident is part of another, or of none."""
    session.get_one(IncidentRow, incident_id).parent_id = parent_id
    session.flush()


def _linked(incident_id: int) -> ColumnElement[bool]:
    pairs = or_(
        and_(RelatedRow.first_id == incident_id, RelatedRow.second_id == IncidentRow.id),
        and_(RelatedRow.second_id == incident_id, RelatedRow.first_id == IncidentRow.id),
    )
    return select(RelatedRow.first_id).where(pairs).exists()

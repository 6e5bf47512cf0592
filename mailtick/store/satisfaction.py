"""Who was asked how content they are, when, and what they said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailtick.store.tables import PersonRow, SatisfactionRow


class Said(NamedTuple):
    """How content somebody is, from 1 to 3, what they wrote below it, and when."""

    name: str
    address: str
    grade: int
    comment: str
    at: datetime


def was_asked(session: Session, incident_id: int, person_id: int) -> bool:
    return session.get(SatisfactionRow, (incident_id, person_id)) is not None


def last_asked_at(session: Session, person_id: int) -> datetime | None:
    """Return when somebody was last asked, about whatever."""
    return session.scalar(select(func.max(SatisfactionRow.asked_at)).where(SatisfactionRow.person_id == person_id))


def note_asked(session: Session, incident_id: int, person_id: int, at: datetime) -> None:
    session.add(SatisfactionRow(incident_id=incident_id, person_id=person_id, asked_at=at))


def note_answer(session: Session, incident_id: int, person_id: int, grade: int, comment: str, at: datetime) -> int:
    """Keep what somebody says now; return what they had said before, 0 for nothing. Only who was asked can."""
    row = session.get_one(SatisfactionRow, (incident_id, person_id))
    before = row.grade
    row.grade, row.comment, row.answered_at = grade, comment, at
    return before or 0


def said_of(session: Session, incident_id: int) -> Sequence[Said]:
    """Return how content people are with what was done on an incident, the first answer first."""
    row = SatisfactionRow
    query = select(PersonRow.name, PersonRow.address, row.grade, row.comment, row.answered_at)
    query = query.join(PersonRow, PersonRow.id == row.person_id).where(row.incident_id == incident_id)
    return [
        Said(name, address, grade, comment, at)
        for name, address, grade, comment, at in session.execute(query.order_by(row.answered_at))
        if grade is not None and at is not None
    ]

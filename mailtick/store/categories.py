"""Read what matters may be about, and which incidents are about one of it.

Promise: an incident keeps the name that its category had; it is found under the name of today as well.
Failures: none of its own; what the database refuses flies to the caller.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from mailtick.incidents.category import Category, Route
from mailtick.incidents.incident import OPEN, Grade
from mailtick.store.tables import CategoryRow, IncidentRow, RecordChangeRow

_RENAMED = select(RecordChangeRow.key, RecordChangeRow.old).where(
    RecordChangeRow.register == "categories", RecordChangeRow.column == "name"
)


def all_categories(session: Session) -> list[Category]:
    """Return every category, those that are not offered too; they are few."""
    former: dict[str, list[str]] = defaultdict(list)
    for code, old in session.execute(_RENAMED):
        former[code].append(old)
    rows = session.scalars(select(CategoryRow).order_by(CategoryRow.id))
    return [as_category(row, tuple(former[row.code])) for row in rows]


def as_category(row: CategoryRow, former_names: tuple[str, ...] = ()) -> Category:
    return Category(
        name=row.name,
        code=row.code,
        words=row.words,
        is_shared=row.is_shared,
        is_restricted=row.is_restricted,
        subcategories=row.subcategories,
        first_checks=row.first_checks,
        emergency_text=row.emergency_text,
        route=Route(row.route),
        provider=row.provider,
        impact=Grade(row.impact) if row.impact else None,
        urgency=Grade(row.urgency) if row.urgency else None,
        former_names=former_names,
        is_offered=row.retired_on is None and not row.is_hidden,
    )


def open_incidents_about(session: Session, code: str, name: str) -> Sequence[int]:
    """The numbers of the open incidents of a category."""
    query = select(IncidentRow.number).where(_is_about(code, name), IncidentRow.state.in_(OPEN))
    return session.scalars(query.order_by(IncidentRow.number)).all()


def incidents_about(session: Session, code: str, name: str, most: int) -> Sequence[IncidentRow]:
    """The newest incidents of a category."""
    query = select(IncidentRow).where(_is_about(code, name))
    return session.scalars(query.order_by(IncidentRow.received_at.desc(), IncidentRow.id.desc()).limit(most)).all()


def _is_about(code: str, name: str) -> ColumnElement[bool]:
    renamed = _RENAMED.with_only_columns(RecordChangeRow.old).where(RecordChangeRow.key == code)
    return or_(IncidentRow.category == name, IncidentRow.category.in_(renamed))

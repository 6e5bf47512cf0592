"""Which incidents come again, on one piece of equipment or of one category in one place; and which are fixed for now.

Promise: neither a restricted incident nor one that was called off or merged counts.
Failures: none of its own; what the database refuses flies to the caller.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from mailtick.incidents.actions import Event
from mailtick.incidents.incident import State
from mailtick.store.merged import parts_of
from mailtick.store.tables import AssetRow, IncidentAssetRow, IncidentRow, LogEntryRow

_COUNTS = (
    ~IncidentRow.is_restricted,
    IncidentRow.state != State.CANCELLED,
    IncidentRow.merged_into_id.is_(None),
)


def by_equipment(session: Session, since: datetime) -> dict[tuple[str, str], list[int]]:
    """The numbers of the incidents received since then, by the tag and the model of the equipment they are about.

    What was merged into an incident counts with that one, once.
    """
    parts = parts_of(and_(IncidentRow.received_at >= since, *_COUNTS))
    query = (
        select(AssetRow.tag, AssetRow.make_model, IncidentRow.number)
        .join(IncidentAssetRow, IncidentAssetRow.asset_id == AssetRow.id)
        .join(parts, parts.c.part == IncidentAssetRow.incident_id)
        .join(IncidentRow, IncidentRow.id == parts.c.whole)
        .distinct()
        .order_by(AssetRow.tag, IncidentRow.number)
    )
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for tag, model, number in session.execute(query):
        found[tag, model].append(number)
    return found


def by_category_and_place(session: Session, since: datetime) -> dict[tuple[str, str], list[int]]:
    """The numbers of the incidents received since then, by category and the name of the place."""
    query = (
        select(IncidentRow.category, IncidentRow.place, IncidentRow.number)
        .where(IncidentRow.received_at >= since, IncidentRow.category != "", IncidentRow.place != "", *_COUNTS)
        .order_by(IncidentRow.category, IncidentRow.place, IncidentRow.number)
    )
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for category, place, number in session.execute(query):
        found[category, place].append(number)
    return found


def fixed_for_now(session: Session) -> list[tuple[int, str, datetime]]:
    """The incidents with a temporary fix: number, title, and since when; where no log tells it, since they came in."""
    fixed_at = (
        select(func.max(LogEntryRow.at))
        .where(
            LogEntryRow.incident_id == IncidentRow.id,
            LogEntryRow.event == Event.STATE,
            LogEntryRow.new == State.TEMPORARY_FIX,
        )
        .scalar_subquery()
    )
    query = select(IncidentRow.number, IncidentRow.title, func.coalesce(fixed_at, IncidentRow.received_at))
    rows = session.execute(query.where(IncidentRow.state == State.TEMPORARY_FIX, *_COUNTS).order_by(IncidentRow.number))
    return [(number, title, at) for number, title, at in rows]

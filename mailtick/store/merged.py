"""Which incidents are one matter: one of them, and all that was merged into it, also along chains.

Nothing is copied when incidents are merged: each keeps the people that came to itself, and whoever asks whom a matter
is for looks at all its parts. So it can be taken apart in any order.
"""

from __future__ import annotations

from sqlalchemy import CTE, ColumnElement, bindparam, literal, select
from sqlalchemy.orm import Session

from mailtick.store.tables import IncidentRow

# Nobody merges more often, one into the other.
_LONGEST_CHAIN = 20


def parts_of(which: ColumnElement[bool]) -> CTE:
    """The parts of each incident: `whole`, the incident; `part`, itself or one merged into it; its `number`; `parent`.

    `parent` is what the part was merged into, and says nothing for the whole itself.
    """
    whole = (
        select(
            IncidentRow.id.label("whole"),
            IncidentRow.id.label("part"),
            IncidentRow.number.label("number"),
            IncidentRow.merged_into_id.label("parent"),
            literal(0).label("depth"),
        )
        .where(which)
        .cte("parts", recursive=True)
    )
    merged = select(
        whole.c.whole, IncidentRow.id, IncidentRow.number, IncidentRow.merged_into_id, whole.c.depth + 1
    ).where(IncidentRow.merged_into_id == whole.c.part, whole.c.depth < _LONGEST_CHAIN)
    return whole.union_all(merged)


# Of the one incident that is asked for.
PARTS = parts_of(IncidentRow.id == bindparam("incident"))


def goes_on_as(session: Session, row: IncidentRow, prefix: str) -> str:
    """The reference of the incident as which a merged one goes on; empty for others."""
    return reference_of_whole(session, row.merged_into_id, prefix)


def reference_of_whole(session: Session, incident_id: int | None, prefix: str) -> str:
    """The reference of an incident, or of the one as which it goes on; empty for none."""
    end = session.get(IncidentRow, incident_id) if incident_id is not None else None
    while end is not None and end.merged_into_id is not None:
        end = session.get(IncidentRow, end.merged_into_id)
    return f"{prefix}-{end.number}" if end is not None else ""

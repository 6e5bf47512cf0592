"""What a change of a field or a state writes into the row of an incident."""

from __future__ import annotations

from datetime import date, datetime

from mailtick.incidents.incident import DONE, OPEN, Grade, IncidentType, Priority, State
from mailtick.store.tables import IncidentRow


def field_value(field: str, value: str) -> object:
    if field == "is_restricted":
        return value == "yes"
    if field == "rest_due_on":
        return date.fromisoformat(value)
    if field == "chasers":
        return int(value)
    if field == "responded_at":
        return datetime.fromisoformat(value)
    kinds = {"priority": Priority, "impact": Grade, "urgency": Grade, "type": IncidentType}
    return kinds[field](value) if field in kinds else value


def shown_value(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def note_state(row: IncidentRow, to: State, now: datetime) -> None:
    """Write a state and what goes with it: since when they can work again, when it was resolved, how it ended."""
    row.state = to
    row.resolved_at = moment_of(to is State.RESOLVED, now, row.resolved_at, to)
    row.closed_at = now if to is State.CLOSED else None
    if to in (State.TEMPORARY_FIX, *DONE):
        row.restored_at = row.restored_at or now
    elif to in OPEN:
        # It has failed again, or was never done.
        row.restored_at, row.rest_due_on, row.fix_kind, row.how_closed = None, None, "", ""


def moment_of(is_now: bool, now: datetime, present: datetime | None, to: State) -> datetime | None:
    """When it was resolved: now, or as it was while it is only being closed, or never once it is open again."""
    if is_now:
        return now
    return present if to is State.CLOSED else None

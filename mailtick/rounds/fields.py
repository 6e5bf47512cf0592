"""What a change of a field or a state writes into the row of an incident."""

from __future__ import annotations

from datetime import datetime

from mailtick.incidents.incident import Grade, IncidentType, Priority, State


def field_value(field: str, value: str) -> object:
    if field == "is_restricted":
        return value == "yes"
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


def restored_at(to: State, now: datetime, present: datetime | None) -> datetime | None:
    """When those it is for could work again: now, or as it was, or never once it has failed again."""
    if to in (State.TEMPORARY_FIX, State.RESOLVED, State.CLOSED):
        return present or now
    return present if to is State.CANCELLED else None


def moment_of(is_now: bool, now: datetime, present: datetime | None, to: State) -> datetime | None:
    """When it was resolved: now, or as it was while it is only being closed, or never once it is open again."""
    if is_now:
        return now
    return present if to is State.CLOSED else None

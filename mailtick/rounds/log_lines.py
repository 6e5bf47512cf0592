"""The log of an incident, each entry in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from mailtick.incidents.actions import Event
from mailtick.incidents.moments import Moments
from mailtick.incidents.words import EVENT_WORDS, FIELD_WORDS, plain_value
from mailtick.store.tables import LogEntryRow


def log_lines(entry: LogEntryRow, moments: Moments) -> Iterator[str]:
    """Yield when, what, who and because of what; then the lines of its text."""
    yield f"  {moments.at(entry.at)}  {what(entry, moments)}  [{why(entry)}]"
    yield from (f"      | {line}" for line in entry.text.strip().splitlines())


def why(entry: LogEntryRow) -> str:
    """Who did it, and because of what."""
    return entry.because if entry.because.startswith(entry.who) else f"{entry.who}; {entry.because}"


def what(entry: LogEntryRow, moments: Moments) -> str:
    """What became of it, or what it is about."""
    if entry.field:
        return _change(entry, moments)
    event = Event(entry.event)
    # What was released is named by the id of its entry, which tells a reader nothing.
    new = "" if event is Event.RELEASED else entry.new
    to = "to " if event is Event.HANDOVER and new else ""
    return f"{EVENT_WORDS[event]} {to}{new}".rstrip()


def _change(entry: LogEntryRow, moments: Moments) -> str:
    words = FIELD_WORDS[entry.field]
    old, new = (_value(entry.field, value, moments) for value in (entry.old, entry.new))
    if not new:
        return f"{words}: no more {old}"
    return f"{words}: {old} -> {new}" if old else f"{words}: {new}"


def _value(field: str, value: str, moments: Moments) -> str:
    if field.endswith("_at") and value:
        return moments.at(datetime.fromisoformat(value))
    if field.endswith("_on") and value:
        return moments.on(date.fromisoformat(value))
    return plain_value(field, value)

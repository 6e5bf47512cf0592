"""Say in a sentence what a calendar entry says: what, when, where, and who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

# Not strftime's, for those depend on the machine's locale.
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a calendar. `intent` is what the sender wants with it: "Invitation", "Accepted by Tom Reed" …

    `end` of whole days is the day after the last one (RFC 5545 section 3.6.1). `zone` is the name of the clock that
    the times are on; empty where it is not known. `repeats` is such as "every week".
    """

    intent: str
    title: str
    start: datetime | date | None = None
    end: datetime | date | None = None
    zone: str = ""
    place: str = ""
    organizer: str = ""
    repeats: str = ""
    words: str = ""


def say_event(event: Event) -> str:
    """One line, such as "Invitation: ICT visit, Tue 24 November 2026 10:00 to 11:00 (UTC), room 12, from Anna Head"."""
    facts = [event.title or "(no title)", _when(event), event.repeats, event.place]
    if event.organizer:
        facts.append(f"from {event.organizer}")
    return " ".join(f"{event.intent}: {', '.join(each for each in facts if each)}".split())[:1000]


def _when(event: Event) -> str:
    start, end = event.start, event.end
    if start is None:
        return ""
    if not isinstance(start, datetime):
        last = (
            end - timedelta(days=1)
            if isinstance(end, date) and not isinstance(end, datetime) and end > start
            else start
        )
        return _day(start) if last <= start else f"{_day(start)} to {_day(last)}"
    zone = f" ({event.zone})" if event.zone else ""
    until = _until(start, end) if isinstance(end, datetime) else ""
    return f"{_day(start)} {start:%H:%M}{until}{zone}"


def _until(start: datetime, end: datetime) -> str:
    if end.replace(tzinfo=None) <= start.replace(tzinfo=None):
        return ""
    return f" to {end:%H:%M}" if end.date() == start.date() else f" to {_day(end)} {end:%H:%M}"


def _day(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"

"""Work that a firm plans and announces: its day, its hours, its number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from mailtick.mail.when import When, find_times, find_whens

_PLANNED = re.compile(
    r"\b(?:planned|scheduled|essential|routine)\s+(?:\w+\s+){0,2}?"
    r"(?:maintenance|works?|outages?|downtime|upgrades?|interruptions?|engineering)\b|\bmaintenance window\b",
    re.IGNORECASE,
)
# Who asks whether a day suits has planned nothing yet; what is over or called off needs nobody.
_NOT_YET = re.compile(r"\?|\b(?:cancelled|canceled|postponed|completed?|has been carried out|was carried out)\b", re.I)
_NUMBER = re.compile(r"\b[A-Z]{2,5}-?\d{4,10}\b")


@dataclass(frozen=True, slots=True)
class Planned:
    """When it is to be, and their number of it; the words that call it planned."""

    when: When
    number: str
    words: str

    @property
    def hours(self) -> str:
        """As "06:00-10:00"; empty where they name none."""
        start, end = self.when.start, self.when.end
        return f"{start:%H:%M}-{end:%H:%M}" if start and end else f"{start:%H:%M}" if start else ""


def read_planned(text: str, now: datetime) -> Planned | None:
    """Return the planned work that a text announces; None where it announces none. `now` is a local time."""
    planned = _PLANNED.search(text)
    days = [each for each in find_whens(text, now) if each.first >= now.date()]
    if planned is None or not days or _NOT_YET.search(text):
        return None
    number = _NUMBER.search(text)
    return Planned(_with_hours(days[0], text, now), number[0] if number else "", planned[0])


def _with_hours(day: When, text: str, now: datetime) -> When:
    """A span of hours counts before a single time."""
    hours = next((each for each in find_times(text, now) if each.end), None)
    if hours is None or day.end:
        return day
    return When(day.first, day.last, hours.start, hours.end)

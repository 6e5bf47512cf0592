"""The service time of Saltmarsh Primary and of a firm, for tests of clocks."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mailtick.incidents.hours import read_hours, read_opening
from mailtick.incidents.school_days import SchoolDays, Span
from mailtick.incidents.service_time import ServiceTime

LONDON = ZoneInfo("Europe/London")
_CALENDAR = Path(__file__).parents[2] / "mailtick" / "demo" / "school" / "calendar.csv"


def _spans() -> dict[str, tuple[Span, ...]]:
    found: dict[str, tuple[Span, ...]] = defaultdict(tuple)
    with _CALENDAR.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["kind"]] += (Span(date.fromisoformat(row["from"]), date.fromisoformat(row["to"])),)
    return found


SCHOOL = ServiceTime(
    read_hours("Mon-Thu 08:00-16:30, Fri 08:00-16:00"),
    SchoolDays(_spans()["term"], _spans()["inset"], _spans()["bank_holiday"]),
    read_opening("08:30-15:30"),
    LONDON,
)
FENLAND = ServiceTime(read_hours("Mon-Fri 08:00-17:00"), SchoolDays(closures=_spans()["bank_holiday"]), zone=LONDON)


def at(words: str) -> datetime:
    """The moment of a local time such as "2026-11-16 13:10"."""
    return datetime.fromisoformat(words).replace(tzinfo=LONDON).astimezone(UTC)

"""By when somebody needs it: what a report or an answer says of it, as a day with or without a time.

It is kept as "2026-11-19" or "2026-11-19T15:00", in the desk's own time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from mailtick.incidents.opened import IncidentId
from mailtick.incidents.prose import is_stated
from mailtick.incidents.soon import clock_time, days_named, may_name_day, needed_by, soon

FIELD = "needed_by"
# What waits for nobody: its day is the one by which it is needed.
_OCCASION = re.compile(
    r"\b(?:assembl(?:y|ies)|meetings?|observations?|exams?|tests?|assessments?|lessons?|governors?|parents'? evening"
    r"|open (?:day|evening)|inspections?|inspectors?|ofsted|interviews?|training|inset|visits?|visitors?|performances?"
    r"|concert|plays?|trip|fair|workshop|presentation|deadline|census|hearing|appointment)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Needed:
    """By when, and the words that say so."""

    by: str
    words: str


@dataclass(frozen=True, slots=True)
class ProposeNeeded:
    """An answer says by when it is needed; whether that holds, a person says."""

    incident: IncidentId
    needed_by: str
    because: str

    @property
    def words(self) -> str:
        return f"Needed by {said(self.needed_by)}? #needed {_typed(self.needed_by)} notes it."


def needed_in(sentences: Sequence[str], at: datetime) -> Needed | None:
    """Return by when something is needed as the sentences say, the nearest of several; `at` is local."""
    found = [needed for each in sentences if (needed := _needed(each, at))]
    return min(found, key=lambda each: each.by, default=None)


def _needed(sentence: str, at: datetime) -> Needed | None:
    if not may_name_day(sentence):
        return None
    today = at.date()
    if day := needed_by(sentence, today):
        return Needed(_by(day, clock_time(sentence), at), sentence)
    occasion = _OCCASION.search(sentence)
    if occasion is None or sentence.endswith("?") or not is_stated(sentence, occasion.start()):
        return None
    if soon(sentence, at):
        days = [each for each in days_named(sentence, today) if each >= today]
        return Needed(_by(min(days, default=today), clock_time(sentence), at), sentence)
    days = [each for each in days_named(sentence, today) if each > today]
    return Needed(_by(min(days), clock_time(sentence), at), sentence) if days else None


def _by(day: date, clock: time | None, at: datetime) -> str:
    """A time that is over today is none of the ones to come."""
    if clock is None or (day == at.date() and clock <= at.time()):
        return day.isoformat()
    return f"{day.isoformat()}T{clock:%H:%M}"


def said(by: str) -> str:
    """By when, as people say it: "Thu 19 Nov 15:00"."""
    moment = datetime.fromisoformat(by)
    day = f"{moment:%a} {moment.day} {moment:%b}"
    return f"{day} {moment:%H:%M}" if "T" in by else day


def _typed(by: str) -> str:
    return said(by).partition(" ")[2]

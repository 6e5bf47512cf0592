"""What a firm asks of the school by a day: an answer, or they close it; something ready for their visit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from mailtick.incidents.news.facts import Asked, Fact, NewsKind, Visit

_DAYS = r"(\d{1,2})\s+(working\s+|school\s+|business\s+)?days?\b"
_ANSWER = re.compile(
    rf"\b(?:confirm|reply|respond|answer|contact\s+us|let\s+us\s+know|get\s+back\s+to\s+us)\b[^.?!]{{0,40}}?"
    rf"\b(?:within|in\s+the\s+next)\s+{_DAYS}",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    rf"\b(?:will|to)\s+(?:be\s+)?(?:\w+\s+)?clos(?:e|ed|ing)\b[^.?!]{{0,30}}?\b(?:in|after|within)\s+{_DAYS}",
    re.IGNORECASE,
)
_READY = re.compile(
    r"\bplease\s+have\s+(?:a|an|the|your|any)?\s*([^.,?!]{3,60}?)\s+(?:ready|available|to\s+hand)\b", re.I
)
_IF = re.compile(r"\s*(?:if|where|should)\b", re.IGNORECASE)
_MOST_DAYS = 60


def read_asked(said: Sequence[str], visit: Fact | None, now: datetime) -> Fact | None:
    """Return what they ask of the school, and by when; what is to be ready is so for their visit."""
    for sentence in said:
        if _IF.match(sentence):
            continue
        if found := _ANSWER.search(sentence) or _CLOSES.search(sentence):
            days = int(found[1])
            if 0 < days <= _MOST_DAYS:
                return Fact(NewsKind.ASKED, sentence, Asked(_after(now.date(), days, is_working=bool(found[2]))))
        ready = _READY.search(sentence)
        if ready and visit is not None and isinstance(visit.what, Visit):
            return Fact(NewsKind.ASKED, sentence, Asked(visit.what.when.first, ready[1].strip()), visit.doubt)
    return None


def _after(day: date, days: int, *, is_working: bool) -> date:
    """The day so many days later; of working days only Monday to Friday count."""
    while days:
        day += timedelta(days=1)
        days -= not is_working or day.weekday() < 5
    return day

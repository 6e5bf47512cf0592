"""Which day and time a sentence names: what comes today or tomorrow, what is due, by when something is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from mailtick.incidents.prose import is_stated
from mailtick.incidents.school_days import SchoolDays
from mailtick.mail.days import DAY, find_days

_TODAY = re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
_TONIGHT = re.compile(r"\b(?:tonight|this evening)\b", re.IGNORECASE)
_WHOLE_DAY = re.compile(DAY, re.IGNORECASE)
# Whatever names a day has one of these; "in an hour" names one, too.
_MAY_NAME_DAY = re.compile(
    r"\d|day|night|morning|afternoon|evening|tomorrow|week|hour|minute|mon|tue|wed|thu|fri|sat|sun", re.IGNORECASE
)
_SHORTLY = re.compile(
    r"\bin (?:(?:half )?an hour|(?:\d{1,2}|ten|twenty|thirty) min(?:ute)?s?|(?:two|three|\d) hours)\b", re.IGNORECASE
)
_THIS_WEEK = re.compile(r"\b(?:this week|the end of (?:the|this) week|the weekend)\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?P<at>\bat )?(?<![\d:.£/-])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?(?![\d:/-])"
    r"\s?(?P<half>am\b|pm\b|a\.m\.|p\.m\.|o'?clock\b)?",
    re.IGNORECASE,
)
_NO_SUCH_DAY = re.compile(
    r"\b(?:yesterday|last|every|each|always|usually|weekly|cancel+ed|postponed|next (?:week|month|term|year))\b",
    re.IGNORECASE,
)
# What has happened is not to come, where no time says that it is.
_PAST = re.compile(r"\b(?:was|were|had|did|didn't|wasn't|weren't|went|stopped|during|since|after)\b", re.IGNORECASE)
# "the 3rd", where no month stands beside it.
_NTH = re.compile(r"\bthe (\d{1,2})(?:st|nd|rd|th)\b(?! of\b)", re.IGNORECASE)
_DUE = re.compile(
    r"\b(?:due|deadline|by|before|until|clos(?:es|ing)|submit\w*|has to|have to|must|needs? to|runs?|goes|latest)\b",
    re.IGNORECASE,
)
_NEEDED_BY = re.compile(
    r"\b(?:by|before|until|till|for|no later than|in time for|(?:need|needs|needed|want|wanted)\b[^.!?]{0,60}?"
    r"\b(?:on|this|today|tonight|tomorrow))\b",
    re.IGNORECASE,
)
# Before this hour a bare "at 3" is the afternoon's.
_FIRST_HOUR = 7
# A holiday is shorter; nothing further away is near.
_FAR = timedelta(days=60)
# What stands after "by" and the like within so many characters is the day that is meant.
_NEAR = 24


def may_name_day(sentence: str) -> bool:
    """Whether a sentence has anything that a day or a time has; most have not."""
    return _MAY_NAME_DAY.search(sentence) is not None


def soon(sentence: str, at: datetime) -> bool:
    """Whether a sentence names a time that is still to come today, or one of tomorrow; `at` is local."""
    if _NO_SUCH_DAY.search(sentence):
        return False
    if _SHORTLY.search(sentence):
        return True
    today, clock = at.date(), clock_time(sentence)
    named = set(find_days(sentence, today))
    if today + timedelta(days=1) in named:
        return True
    if _TODAY.search(sentence) or today in named:
        return clock > at.time() if clock is not None else not _PAST.search(sentence)
    return not named and clock is not None and clock > at.time()


def clock_time(sentence: str) -> time | None:
    """The first time of day in a sentence; a bare number is one after "at" alone."""
    for found in _CLOCK.finditer(sentence):
        if not (found["at"] or found["minute"] or found["half"]):
            continue
        hour, half = int(found["hour"]), (found["half"] or "").lower()
        is_evening = not half and hour < 12 and _TONIGHT.search(sentence) is not None
        if (half.startswith("p") and hour < 12) or is_evening or (not half and hour < _FIRST_HOUR):
            hour += 12
        if hour < 24:
            return time(hour, int(found["minute"] or 0))
    return None


def due_on(sentence: str, today: date) -> date | None:
    """The first day from today on by which a sentence says that something is due."""
    return (
        min((day for day in days_named(sentence, today) if day >= today), default=None)
        if _DUE.search(sentence)
        else None
    )


def needed_by(sentence: str, today: date) -> date | None:
    """The day by which a sentence asks for something: "by Friday", "before the 3rd", "for tomorrow"."""
    if not may_name_day(sentence):
        return None
    for found in _NEEDED_BY.finditer(sentence):
        near = sentence[found.end() : found.end() + _NEAR]
        if found[0].lower().endswith(("today", "tonight", "tomorrow", "this")):
            near = found[0].rpartition(" ")[2] + near
        day = min((each for each in days_named(near, today) if each >= today), default=None)
        if day is not None and is_stated(sentence, found.start()):
            return day
    return None


def days_named(words: str, today: date) -> Iterator[date]:
    """Yield the days that words name, today and the end of this week among them."""
    if not may_name_day(words):
        return
    yield from find_days(words, today)
    if _TODAY.search(words):
        yield today
    if _THIS_WEEK.search(words):
        yield today + timedelta(days=max(0, 4 - today.weekday()))
    for found in _NTH.finditer(_WHOLE_DAY.sub(" ", words)) if _NTH.search(words) else ():
        yield from _next_nth(int(found[1]), today)


def _next_nth(day: int, today: date) -> Iterator[date]:
    """The next day of this number, in this month or the one after."""
    for first in (today.replace(day=1), (today.replace(day=1) + timedelta(days=32)).replace(day=1)):
        try:
            found = first.replace(day=day)
        except ValueError:
            continue
        if found >= today:
            yield found
            return


def is_within(day: date, today: date, count: int, days: SchoolDays) -> bool:
    """Whether a day comes within so many open days from today on."""
    return today <= day <= today + _FAR and len(list(days.between(today + timedelta(days=1), day))) <= count

"""Days as offices write them, the day before the month: "24 Nov", "Tues 24th November", "16/12/2026", "Friday"."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)(?:s|rs|urs|nes|ur)?(?:day)?\b\.?"
# A day of the pattern DAY, wherever it stands.
DAY = (
    r"(?:\d{4}-\d\d?-\d\d?"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]{{1,3}}{_MONTH}(?:,?[\s-]{{1,3}}(?:20\d\d|\d\d(?![\d:.,%])))?"
    rf"|{_MONTH}\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s{{1,3}}20\d\d)?"
    r"|\d{1,2}/\d{1,2}(?![\d/])"
    rf"|\b{_WEEKDAY}(?!\.?,?\s{{1,3}}(?:the\s)?\d{{1,2}}(?:st|nd|rd|th|\s|/)))"
)
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d\d))?")
_IN_WORDS = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]{{1,3}}({_MONTH})(?:,?[\s-]{{1,3}}(\d{{2,4}}))?", re.I
)
_MONTH_FIRST = re.compile(rf"({_MONTH})\s{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s{{1,3}}(\d{{4}}))?", re.I)
_FAR = timedelta(days=400)
# A day without a year that is so long past is one of the next year.
_PAST = timedelta(days=60)


def read_day(text: str, written_on: date) -> date | None:
    """Return the day that words of the pattern DAY mean, in a mail written on `written_on`; None if there is none.

    The day comes before the month, unless only the other way makes a date. One without a year is the nearest that is
    not long past; a weekday is the next one.
    """
    text = text.strip().lower()
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _IN_WORDS.fullmatch(text):
        return _dated(int(found[1]), _month(found[2]), found[3], written_on)
    if found := _MONTH_FIRST.fullmatch(text):
        return _dated(int(found[2]), _month(found[1]), found[3], written_on)
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        day, month = (second, first) if second > 12 >= first else (first, second)
        return _dated(day, month, found[3], written_on)
    if text[:3] in _WEEKDAYS:
        ahead = (_WEEKDAYS.index(text[:3]) - written_on.weekday()) % 7
        return written_on + timedelta(days=ahead or 7)
    return None


def _month(word: str) -> int:
    return _MONTH_NAMES.index(word[:3]) + 1


def _dated(day: int, month: int, year: str | None, written_on: date) -> date | None:
    if year:
        found = _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
        return found if found and abs(found - written_on) <= 3 * _FAR else None
    years = (written_on.year - 1, written_on.year, written_on.year + 1)
    near = (found for each in years if (found := _day(each, month, day)))
    return next((each for each in near if each >= written_on - _PAST), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

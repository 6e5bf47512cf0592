"""Find days in English text, as British offices write them: the day first, the year where it is not plain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|weds|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
DAY = (
    rf"(?:{WEEKDAY}\.?,?\s+)?(?:the\s+)?(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{MONTH}\b\.?"
    rf"(?:,?[\s-]+\d{{4}}|[\s-]\d\d(?!\d|[:.]\d))?|{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s+\d{{4}})?"
    rf"|\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d\d)(?!\d))|(?:next\s+)?\b{WEEKDAY}\b(?!\s+\d)|\btomorrow\b"
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_FIGURES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d\d)")
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?({MONTH})\b\.?"
    r"(?:,?[\s-]+(\d{4})|[\s-](\d\d)(?!\d|[:.]\d))?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(rf"({MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?(?:\s+(\d{{4}}))?", re.IGNORECASE)
_ANY = re.compile(DAY, re.IGNORECASE)
_NEAR = timedelta(days=60)
_YEARS = range(1900, 2200)


def read_day(words: str, today: date) -> date | None:
    """Return the day that the words begin with. Without a year it is the nearest one that is not long past."""
    return next(find_days(words, today), None)


def find_days(text: str, today: date) -> Iterator[date]:
    """Yield the days in a text, in their order; what is no day of the calendar is left out."""
    for found in _ANY.finditer(text):
        if day := _as_day(found[0], today):
            yield day


def weekday_number(words: str) -> int:
    """The weekday that words begin with; Monday is 0."""
    return _WEEKDAYS.index(words.strip()[:3].lower())


def _as_day(words: str, today: date) -> date | None:
    if found := _ISO.search(words):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _FIGURES.search(words):
        return _date(_year(found[3]), int(found[2]), int(found[1]))
    if found := _DAY_MONTH.search(words):
        return _in_year(int(found[1]), found[2], found[3] or found[4], today)
    if found := _MONTH_DAY.search(words):
        return _in_year(int(found[2]), found[1], found[3], today)
    word = words.strip().lower()
    if word == "tomorrow":
        return today + timedelta(days=1)
    weekday = weekday_number(word.removeprefix("next"))
    # "On Tuesday" is the next one to come, never today.
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _in_year(day: int, month: str, year: str | None, today: date) -> date | None:
    number = _MONTHS.index(month[:3].lower()) + 1
    if year:
        return _date(_year(year), number, day)
    this_year = _date(today.year, number, day)
    return this_year if this_year and this_year >= today - _NEAR else _date(today.year + 1, number, day)


def _year(figures: str) -> int:
    return int(figures) + (2000 if len(figures) == 2 else 0)


def _date(year: int, month: int, day: int) -> date | None:
    """The day; None for one that is not in the calendar, or too far away to be meant."""
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None

"""Find when something is to happen, as firms write it: "Tues 17th, first call", "w/c 30th", "03/12", "by 14:00"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from mailtick.mail.days import DAY, MONTH, WEEKDAY, read_day, weekday_number

_ORDINAL = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)"
_IN_WORDS = (
    rf"(?:{WEEKDAY}\.?,?\s+)(?:the\s+)?(?:{_ORDINAL}|\d{{1,2}}\b(?![:./]\d|\s?(?:am|pm|-)))(?!\s+(?:of\s+)?{MONTH})"
)
_IN_FIGURES = r"(?<![\d/.-])(?:3[01]|[12]\d|0?[1-9])/(?:1[0-2]|0?[1-9])(?![\d/.])"
_WEEK = r"(?:w/c|w\.c\.|week\s+(?:commencing|beginning|of))\s+"
_DAY_ALONE = rf"(?:the\s+)?\b{_ORDINAL}\b(?!\s+(?:of\s+)?{MONTH}|\s+(?:class|year|floor|form|time))"
_ANY_DAY = re.compile(
    rf"(?P<week>{_WEEK})?(?:(?P<words>{_IN_WORDS})|(?P<full>{DAY})|(?P<figures>{_IN_FIGURES})|(?P<alone>{_DAY_ALONE})"
    r"|(?P<today>\btoday\b|\bthis\s+(?:morning|afternoon)\b|\btonight\b))",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?:(?<![\d.,£:/])(?:[01]?\d|2[0-3])[:.][0-5]\d(?!\d|[.,/]\d|%)(?:\s?[ap]\.?m\b\.?)?"
    r"|(?<![\d.,£:/])(?:1[0-2]|0?[1-9])\s?[ap]\.?m\b\.?"
    r"|\bhalf(?:\s+past)?\s+(?:1[0-2]|[1-9])\b|\bnoon\b|\bmidday\b|\bmidnight\b)"
)
_BARE = r"(?:[01]\d|2[0-3])[0-5]\d|1[0-2]|[1-9]"
_TO = r"\s*(?:-|–|—|to|until|till|and|&)\s*"
_SPAN = re.compile(
    rf"(?P<start>{_CLOCK}){_TO}(?P<end>{_CLOCK})"
    rf"|\b(?:between|betw\.?|from)\s+(?P<bare>{_BARE}){_TO}(?P<bare_end>{_CLOCK}|{_BARE})\b"
    r"|(?<![\d/-])(?P<short>1[0-2]|[1-9])\s?(?:-|–|to)\s?(?P<short_end>(?:1[0-2]|[1-9])\s?[ap]\.?m\b)"
    r"|(?<![\d/-])(?P<four>(?:[01]\d|2[0-3])[0-5]\d)\s?-\s?(?P<four_end>(?:[01]\d|2[0-3])[0-5]\d)(?![\d/-])",
    re.IGNORECASE,
)
_ONE = re.compile(_CLOCK, re.IGNORECASE)
# "10.30" alone may be a sum or a measure.
_POINT = re.compile(r"\d\.\d\d\Z")
_BEFORE_TIME = re.compile(r"\b(?:at|from|by|until|till|before|about|around|since|after|site|@)\s+\Z", re.IGNORECASE)
_PARTS = (
    (re.compile(r"\bfirst\s+(?:thing|call|slot|job)\b", re.IGNORECASE), "first thing"),
    (re.compile(r"\bmorning\b|(?<!\d)(?<!\d )\ba\.?m\b", re.IGNORECASE), "morning"),
    (re.compile(r"\bafternoon\b|(?<!\d)(?<!\d )\bp\.?m\b", re.IGNORECASE), "afternoon"),
    (re.compile(r"\blunch(?:\s?time)?\b", re.IGNORECASE), "lunch time"),
    (re.compile(r"\bevening\b|\bafter\s+school\b", re.IGNORECASE), "evening"),
)
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_FIGURES = re.compile(r"(\d{1,2})(?:[:.]?([0-5]\d))?(?!\d)")
_DAYS_FROM = re.compile(r"(?<![\d/.-])(\d{1,2})(?:st|nd|rd|th)?\s?(?:-|–|to)\s?\Z")
_SCHOOL_WEEK = timedelta(days=4)
# How far ahead a day without its year may lie, and the number of a day without its month.
_MOST_AHEAD = timedelta(days=200)
_MOST_MONTHS = 2


@dataclass(frozen=True, slots=True)
class When:
    """A day, or the days from `first` to `last`; with a time, a span of hours, or a part of the day.

    `at` is where it begins in the text, `to` where it ends.
    """

    first: date
    last: date
    start: time | None = None
    end: time | None = None
    part: str = ""
    at: int = 0
    to: int = 0

    def __str__(self) -> str:
        """As "2026-11-18 09:00-12:00", "2026-11-17 first thing", "2026-11-30..2026-12-04"."""
        day = self.first.isoformat() if self.first == self.last else f"{self.first}..{self.last}"
        hours = f"{self.start:%H:%M}" if self.start else self.part
        hours += f"-{self.end:%H:%M}" if self.start and self.end else ""
        return f"{day} {hours}".rstrip()


def find_whens(text: str, now: datetime) -> list[When]:
    """Return the days in a text with the hours beside them, in their order. `now` is a local time.

    A day without a year or a month is the next one. What is no day, or lies too far ahead, is left out.
    """
    spans = [*_spans(text)]
    found: list[When] = []
    days = [(each, days) for each in _ANY_DAY.finditer(text) if (days := _days(each, now.date()))]
    for number, (each, (first, last)) in enumerate(days):
        until = days[number + 1][0].start() if number + 1 < len(days) else len(text)
        after = text[each.end() : until]
        nearest = next((hours for hours in spans if each.end() <= hours.at < until), None)
        if nearest is None and number == 0:
            nearest = next((hours for hours in reversed(spans) if hours.at < each.start()), None)
        first = _from(text[: each.start()], first) if first == last else first
        when = When(first, last, at=each.start(), to=each.end())
        if nearest is not None:
            when = replace(when, start=nearest.start, end=nearest.end, to=max(when.to, nearest.to))
        else:
            before = text[: each.start()] if number == 0 else ""
            when = replace(when, part=_part(each[0]) or _part(after) or _part(before))
        found.append(when)
    return _joined(found, text)


def _from(before: str, day: date) -> date:
    """The first of "21-23 December"; the day itself where no number stands before it."""
    found = _DAYS_FROM.search(before)
    return day.replace(day=int(found[1])) if found and 0 < int(found[1]) < day.day else day


def find_times(text: str, now: datetime) -> list[When]:
    """Return the times of day in a text that names no day: they are today's."""
    return [replace(each, first=now.date(), last=now.date()) for each in _spans(text)]


def _joined(found: list[When], text: str) -> list[When]:
    """ "Next Tuesday (24th)" is one day, as the number says; what stands beside either belongs to it."""
    joined: list[When] = []
    for each in found:
        before = joined[-1] if joined else None
        is_same = before is not None and (before.first, before.last) == (each.first, each.last)
        if before is not None and (is_same or text[before.to : each.at].strip() == "("):
            start, end = (each.start, each.end) if each.start else (before.start, before.end)
            joined[-1] = replace(each, start=start, end=end, part=each.part or before.part, at=before.at)
        else:
            joined.append(each)
    return joined


def _part(text: str) -> str:
    return next((name for pattern, name in _PARTS if pattern.search(text)), "")


def _spans(text: str) -> Iterator[When]:
    """Times and spans of hours, with no day yet."""
    taken = 0
    for found in _SPAN.finditer(text):
        yield from _single(text, taken, found.start())
        one, two = (each for each in found.groups() if each)
        start, end = _clock(one, _half(one) or _half(two)), _clock(two, _half(two))
        if start and end and start >= end and not _half(one):
            # "11-1pm" begins in the morning.
            start = _clock(one, "a")
        if start and end:
            yield When(date.min, date.min, start, end, at=found.start(), to=found.end())
        taken = found.end()
    yield from _single(text, taken, len(text))


def _single(text: str, at: int, end: int) -> Iterator[When]:
    for found in _ONE.finditer(text, at, end):
        if _POINT.search(found[0]) and not _BEFORE_TIME.search(text, max(0, found.start() - 12), found.start()):
            continue
        if moment := _clock(found[0], _half(found[0])):
            yield When(date.min, date.min, moment, at=found.start(), to=found.end())


def _half(words: str) -> str:
    """ "a" or "p", where words say which half of the day; else the empty string."""
    found = re.search(r"([ap])\.?m", words, re.IGNORECASE)
    return found[1].lower() if found else ""


def _clock(words: str, half: str) -> time | None:
    """The time that words say. Without a half, 1 to 6 are in the afternoon: nobody visits a school at two."""
    words = words.lower()
    if named := _NAMED.get(words):
        return named
    figures = _FIGURES.search(words)
    if figures is None:
        return None
    hour, minute = int(figures[1]), 30 if words.startswith("half") else int(figures[2] or 0)
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "p")
    elif not half and 1 <= hour <= 6 and not figures[1].startswith("0"):
        hour += 12
    return time(hour, minute) if hour < 24 else None


def _days(found: re.Match[str], today: date) -> tuple[date, date] | None:
    day = _day(found, today)
    if day is None or day - today > _MOST_AHEAD:
        return None
    if found["week"]:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + _SCHOOL_WEEK
    return day, day


def _day(found: re.Match[str], today: date) -> date | None:
    if found["today"]:
        return today
    if found["figures"]:
        day, month = (int(each) for each in found["figures"].split("/"))
        return _next(day, month, today) if (day, month) != (24, 7) else None
    if words := found["words"]:
        return _numbered(_number(words), today, weekday_number(words))
    if found["alone"]:
        return _numbered(_number(found["alone"]), today)
    return read_day(found["full"], today)


def _number(words: str) -> int:
    """The day of the month in words that hold one, such as "Fri 20th"."""
    return int(re.findall(r"\d{1,2}", words)[0])


def _next(day: int, month: int, today: date) -> date | None:
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _numbered(number: int, today: date, weekday: int | None = None) -> date | None:
    """The next day of this number in a month; beside a weekday, the next that is both."""
    days = (today + timedelta(days=ahead) for ahead in range(31 * _MOST_MONTHS))
    return next((day for day in days if day.day == number and weekday in (None, day.weekday())), None)

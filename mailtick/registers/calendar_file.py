"""Read the entries of a calendar file (RFC 5545), as councils and gov.uk publish them, by their days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from icalendar import Calendar, Event
from icalendar.prop import vDDDLists, vRecur

from mailtick.registers.not_readable import NotReadable
from mailtick.registers.repeating import Repeats, days_of
from mailtick.registers.table import NotRead

# What repeats is taken in for so long, from a year ago on where it began earlier.
_REPEATS_FOR = timedelta(days=2 * 365)
_A_DAY = timedelta(days=1)
# When the clocks change, a day has 23 hours.
_NEARLY_A_DAY = timedelta(hours=22)
_BEGINS = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*BEGIN:V", re.IGNORECASE)
_UNTIL_A_MOMENT = re.compile(r"(UNTIL=\d{8})T\d{6}Z?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the file, or one of its repeats: its words, its first and last day, and where it stands.

    `is_whole` says that it is about whole days and not about some hours.
    """

    words: str
    first: date
    last: date
    line: int
    is_whole: bool = True


def is_calendar_file(content: bytes) -> bool:
    return _BEGINS.match(content) is not None


def read_entries(content: bytes, zone: tzinfo, today: date | None) -> tuple[list[Entry], list[NotRead]]:
    """Return the entries by their days, and what cannot be taken in. Moments count as days in `zone`.

    Raises NotReadable where the file is damaged.
    """
    try:
        calendars = Calendar.from_ical(content.decode("utf-8-sig", errors="replace"), multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise NotReadable(_damaged(str(error))) from None
    events = [event for each in calendars for event in each.walk("VEVENT") if isinstance(event, Event)]
    lines = [number for number, line in enumerate(content.splitlines(), 1) if line.strip().upper() == b"BEGIN:VEVENT"]
    if len(events) != len(lines) or not content.rstrip().upper().endswith(b"END:VCALENDAR"):
        raise NotReadable(_damaged("it breaks off"))
    entries: list[Entry] = []
    not_read: list[NotRead] = []
    moved = {(str(each.get("UID")), _day(each, "RECURRENCE-ID", zone)) for each in events if "RECURRENCE-ID" in each}
    for event, line in zip(events, lines, strict=True):
        words = _words(event)
        try:
            first, last, is_whole = _days(event, zone)
            entries += _entries(event, Entry(words, first, last, line, is_whole), zone, today, moved)
        except ValueError as error:
            not_read.append(NotRead(f"line {line}", words, str(error), line))
    return sorted(entries, key=lambda each: (each.first, each.line)), not_read


def _damaged(why: str) -> str:
    return f"this calendar file is damaged ({' '.join(why.split())[:100]}); download it again"


def _words(event: Event) -> str:
    """The summary in one line, without what a register cannot show."""
    shown = "".join(sign if sign.isprintable() else " " for sign in str(event.get("SUMMARY", "")))
    return " ".join(shown.split())


def _entries(
    event: Event, entry: Entry, zone: tzinfo, today: date | None, moved: set[tuple[str, date | None]]
) -> Iterator[Entry]:
    """The entry, or each of its repeats but for those that are left out or stand in the file by themselves."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        raise ValueError("it is cancelled")
    if "RRULE" not in event:
        yield entry
        return
    for day in _repeats(event, entry.first, today):
        if day not in _left_out(event, zone) and (str(event.get("UID")), day) not in moved:
            yield replace(entry, first=day, last=day + (entry.last - entry.first))


def _repeats(event: Event, on: date, today: date | None) -> list[date]:
    rule = event["RRULE"]
    first = max(on, today - timedelta(days=365)) if today else on
    try:
        if not isinstance(rule, vRecur):
            raise ValueError("there are several rules")
        text = _UNTIL_A_MOMENT.sub(r"\1", rule.to_ical().decode())  # type: ignore[no-untyped-call]  # the library gives it no types
        return list(days_of(on, str(Repeats().read(text)), first, first + _REPEATS_FOR))
    except ValueError:
        raise ValueError("it repeats by a rule that cannot be read; write its days into the register") from None


def _left_out(event: Event, zone: tzinfo) -> set[date]:
    found = event.get("EXDATE", [])
    lists = found if isinstance(found, list) else [found]
    moments = [each.dt for some in lists if isinstance(some, vDDDLists) for each in some.dts]
    return {_as_day(each, zone) for each in moments if isinstance(each, date)}


def _days(event: Event, zone: tzinfo) -> tuple[date, date, bool]:
    """The first and the last day, and whether it is about whole days.

    The end that a file gives is no more part of it (RFC 5545 section 3.6.1).
    """
    start, length = _value(event, "DTSTART"), _value(event, "DURATION")
    if not isinstance(start, date):
        raise ValueError("it names no day that is in the calendar")
    first = _as_day(start, zone)
    end = _value(event, "DTEND") if "DTEND" in event else start + _length(length)
    if isinstance(start, datetime) and isinstance(end, datetime) and (start.tzinfo is None) == (end.tzinfo is None):
        last = _as_day(end - timedelta(microseconds=1), zone)
        return first, max(first, last), end - start >= _NEARLY_A_DAY
    if isinstance(start, datetime) or isinstance(end, datetime) or not isinstance(end, date):
        raise ValueError("its end is no day that is in the calendar")
    return first, max(first, end - _A_DAY), True


def _length(duration: object) -> timedelta:
    return duration if isinstance(duration, timedelta) else timedelta()


def _value(event: Event, name: str) -> object:
    """The value of a property; None where there is none that can be read."""
    try:
        return getattr(event.get(name), "dt", None)
    except ValueError:
        return None


def _day(event: Event, name: str, zone: tzinfo) -> date | None:
    found = _value(event, name)
    return _as_day(found, zone) if isinstance(found, date) else None


def _as_day(found: date, zone: tzinfo) -> date:
    """The day of a moment where the desk is; one without a zone is meant there."""
    if not isinstance(found, datetime):
        return found
    return (found.astimezone(zone) if found.tzinfo else found).date()

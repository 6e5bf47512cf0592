"""What an entry of a school's calendar is, by its words: a term, an INSET day, a bank holiday, a closure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from mailtick.registers.calendar_file import Entry
from mailtick.registers.table import NotRead
from mailtick.registers.vocabulary import CalendarKind

_I = re.IGNORECASE
_BANK_HOLIDAY = re.compile(
    r"\b(bank|public) holiday\b|\bgood friday\b|\beaster monday\b|\bnew year.?s day\b|\bchristmas day\b|\bboxing day\b|"
    r"\bmay day\b|\bst\.? (andrew|patrick).?s day\b|\bsubstitute day\b|\bcoronation\b|\bbattle of the boyne\b",
    _I,
)
_INSET = re.compile(
    r"\binset\b|\bin-service\b|\b(staff|teacher) (training|development)\b|\btraining day|\bnon[- ]?(pupil|contact) day|"
    r"\bprofessional development\b|\bdevelopment day|\bpd day",
    _I,
)
_HALF_TERM = re.compile(r"\bhalf[- ]?term\b", _I)
_HOLIDAY = re.compile(r"\bholidays?\b|\bvacation\b|\bbreak\b", _I)
_CLOSED = re.compile(r"\bclosed\b|\bclosure\b|\bclosing\b|\bsnow\b|\bpolling\b|\bstrike\b|\bshut\b", _I)
_TERM = re.compile(r"\bterms?\b|\bsemester\b", _I)
_STARTS = re.compile(r"\b(starts?|begins?|first day|opens?|re-?opens?|returns?|back)\b", _I)
_ENDS = re.compile(r"\b(ends?|finish(es)?|last day|breaks? up|closes?)\b", _I)
_ABOUT_SCHOOL = re.compile(r"\b(terms?|schools?|pupils?|half[- ]?term)\b", _I)
# A half term as a holiday lasts a week or two; half of a term lasts longer.
_LONGEST_HALF_TERM_HOLIDAY = timedelta(days=21)
_HOW = "`--set kind=closure` takes what is not known in as that"


@dataclass(frozen=True, slots=True)
class Found:
    """A record of the calendar, as the file has it."""

    kind: CalendarKind
    entry: Entry


def sort_entries(
    entries: Sequence[Entry], terms: Iterable[Entry], otherwise: CalendarKind | None
) -> tuple[list[Found], list[NotRead]]:
    """Return what the entries are, and those that are nothing of the calendar. They are in the order of their days.

    `terms` are those that stand already, `otherwise` what people say of all whose words say nothing.
    """
    found: list[Found] = []
    not_read: list[NotRead] = []
    holidays: list[Entry] = []
    begun: Entry | None = None
    for entry in entries:
        kind = _kind_of(entry)
        if kind is CalendarKind.CLOSURE and not entry.is_whole:
            not_read.append(_left(entry, "it is for some hours, and the calendar keeps whole days"))
        elif kind is not None:
            found.append(Found(kind, entry))
        elif _is_edge(entry, _STARTS):
            if begun is not None:
                not_read.append(_left(begun, "no end follows it"))
            begun = entry
        elif _is_edge(entry, _ENDS):
            if begun is None:
                not_read.append(_left(entry, "no start goes before it"))
            else:
                found.append(Found(CalendarKind.TERM, _between(begun, entry)))
            begun = None
        elif _is_holiday(entry):
            holidays.append(entry)
        elif otherwise is not None:
            found.append(Found(otherwise, entry))
        else:
            not_read.append(_left(entry, f"its words do not say what it is; {_HOW}"))
    if begun is not None:
        not_read.append(_left(begun, "no end follows it"))
    all_terms = [*terms, *(each.entry for each in found if each.kind is CalendarKind.TERM)]
    for entry in holidays:
        if any(term.first <= entry.last and entry.first <= term.last for term in all_terms):
            found.append(Found(CalendarKind.CLOSURE, entry))
        else:
            not_read.append(_left(entry, "it lies in no term, so that the desk is shut then anyway"))
    return _each_once(found, not_read), sorted(not_read, key=lambda each: each.line)


def _kind_of(entry: Entry) -> CalendarKind | None:
    """What the words say by themselves."""
    words = entry.words
    if _BANK_HOLIDAY.search(words):
        return CalendarKind.BANK_HOLIDAY
    if _INSET.search(words):
        return CalendarKind.INSET
    if _CLOSED.search(words):
        return CalendarKind.CLOSURE
    is_half = _HALF_TERM.search(words) and entry.last - entry.first > _LONGEST_HALF_TERM_HOLIDAY
    is_whole = _TERM.search(words) and not _HALF_TERM.search(words) and entry.last > entry.first
    return CalendarKind.TERM if (is_half or is_whole) and not _HOLIDAY.search(words) else None


def _is_edge(entry: Entry, pattern: re.Pattern[str]) -> bool:
    """Whether it is the first or the last day of a term, as a day of its own."""
    is_day = entry.first == entry.last and not _HOLIDAY.search(entry.words) and not _HALF_TERM.search(entry.words)
    return is_day and bool(_ABOUT_SCHOOL.search(entry.words)) and bool(pattern.search(entry.words))


def _is_holiday(entry: Entry) -> bool:
    return bool(_HOLIDAY.search(entry.words) or _HALF_TERM.search(entry.words))


def _between(start: Entry, end: Entry) -> Entry:
    """The term between its first and its last day, called by what is left of the words of the first."""
    name = " ".join(_STARTS.sub("", start.words).split()).strip(" -–:,")
    return Entry(name or start.words, start.first, end.last, start.line)


def _each_once(found: Sequence[Found], not_read: list[NotRead]) -> list[Found]:
    """One record for each kind and first day; where several end on different days, the longest."""
    kept: dict[tuple[CalendarKind, object], Found] = {}
    for each in found:
        key = (each.kind, each.entry.first)
        if key not in kept:
            kept[key] = each
            continue
        other = kept[key].entry
        not_read.append(_left(each.entry, f"it is the same as {other.words}, on line {other.line}"))
        kept[key] = replace(kept[key], entry=replace(other, last=max(other.last, each.entry.last)))
    return list(kept.values())


def _left(entry: Entry, why: str) -> NotRead:
    return NotRead(f"line {entry.line}", f"{entry.words} ({_span(entry)})", why, entry.line)


def _span(entry: Entry) -> str:
    return str(entry.first) if entry.first == entry.last else f"{entry.first} to {entry.last}"

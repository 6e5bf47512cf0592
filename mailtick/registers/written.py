"""Read days, amounts and numbers as people write them into a spreadsheet, where the strict way has failed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from mailtick.registers.formats import (
    Choices,
    Day,
    Format,
    MailAddress,
    Pounds,
    Renewal,
    StaffAddress,
    Value,
    Whole,
    WordList,
    require_likely,
)
from mailtick.registers.sheets import Cell, text_of

# What people write into a cell that they leave empty.
NOTHING = frozenset({"-", "--", "–", "—", "n/a", "na", "none", "?", "??", "???", "tbc", "tba", "unknown", "not known"})
# What is written for a day that never comes.
NO_END = NOTHING | {"never", "no end", "no expiry", "does not expire", "perpetual", "lifetime", "ongoing", "open ended"}
DITTO = frozenset({'"', "''", "〃", "ditto", "do.", "as above"})

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR = r"'?(?P<year>\d{4}|\d{2})"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_NUMERIC = re.compile(r"(\d{1,2})\s*([./ -])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?:\s+\d{1,2}:\d\d(?::\d\d)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:[ T]\d\d:\d\d.*)?")
_IN_WORDS = (
    re.compile(rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s./-]*(?:of\s+)?{_MONTH},?[\s./-]*{_YEAR}"),
    re.compile(rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}"),
)
_MONTH_ALONE = re.compile(rf"{_MONTH}[\s./-]*{_YEAR}")
_MONTH_NUMBER_ALONE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{4})")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d")
# Excel counts days from here; its numbers from 1982 to 2064 are taken for days, smaller ones for years.
_FIRST_DAY = date(1899, 12, 30)
_SERIALS = range(30_000, 60_000)
_AMOUNT = re.compile(r"(\()?\s*-?\s*(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?\s*\)?")
# Nobody warrants anything for longer: fifty years, in months.
_LONGEST_SPAN = 600
_SPAN = re.compile(r"(\d{1,3})\s*(months?|mths?|mo|m|years?|yrs?|yr|y)?")


@dataclass(frozen=True, slots=True)
class Written:
    """A value, and what has to be said about how it was read; empty where it could mean nothing else."""

    value: Value
    remark: str = ""


def order_of_days(cell: Cell) -> str:
    """Say what a cell proves about the order of its column: "day" or "month" first; empty where it proves nothing."""
    parts = _NUMERIC.fullmatch(text_of(cell).casefold()) if isinstance(cell, str) else None
    if not parts:
        return ""
    first, second = int(parts[1]), int(parts[3])
    return "day" if first > 12 >= second else "month" if second > 12 >= first else ""


def order_of_column(cells: Iterable[Cell]) -> str:
    """What the days of a column prove about their order: "day" or "month" first, "mixed", or nothing."""
    proofs = {order_of_days(cell) for cell in cells} - {""}
    return proofs.pop() if len(proofs) == 1 else "mixed" if proofs else ""


def read_written(format_: Format, cell: Cell, order: str = "") -> Written:
    """Return what a cell means in a column of this format. `order` is what the column's other days prove.

    Raises ValueError, a sentence that says what would be accepted.
    """
    text = text_of(cell).replace("\u00a0", " ").strip()
    match format_:
        case Day():
            return _day(cell, text, order)
        case Pounds():
            return _pounds(format_, cell, text)
        case Whole():
            return Written(_whole(format_, text))
        case Renewal() if text.casefold() in ("no", "n"):
            return Written(format_.read("express"))
        case Renewal() if text.casefold() in ("yes", "y"):
            return Written(format_.read("tacit 12 months"), "for how long is not said; read as tacit 12 months")
        case WordList() | Choices():
            return Written(format_.read(re.sub(r"\s*[,\n]\s*", ";", text)))
        case MailAddress() | StaffAddress():
            found = re.search(r"<([^<>]+)>", text)
            return Written(format_.read((found[1] if found else text).removeprefix("mailto:").strip()))
        case _:
            return Written(format_.read(text))


def warranty_months(text: str) -> int | None:
    """Return the months of "3 years", "36 months" or "36"; None where it is no span."""
    found = _SPAN.fullmatch(text.strip().casefold())
    if not found:
        return None
    months = int(found[1]) * (12 if (found[2] or "m").startswith("y") else 1)
    return months if months <= _LONGEST_SPAN else None


def months_later(day: date, months: int) -> date:
    """The last day of so many months that begin with `day`."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(years, month + 1, number) - timedelta(days=1 if number == day.day else 0)
        except ValueError:
            continue
    return day


def _day(cell: Cell, text: str, order: str) -> Written:
    if isinstance(cell, date):
        return Written(require_likely(cell))
    plain = str(int(cell)) if isinstance(cell, float) else text.casefold()
    if plain.isdigit() and int(plain) in _SERIALS:
        day = _FIRST_DAY + timedelta(days=int(plain))
        return Written(day, f"the number {text} is how a spreadsheet keeps {day.day} {day:%B %Y}")
    if found := _YEAR_FIRST.fullmatch(plain):
        return Written(_real(text, int(found[1]), int(found[2]), int(found[3])))
    if found := _NUMERIC.fullmatch(plain):
        return _numeric(text, found, order)
    for pattern in _IN_WORDS:
        if (found := pattern.fullmatch(plain)) and found["month"] in _MONTHS:
            return Written(_real(text, _full_year(found["year"]), _MONTHS[found["month"]], int(found["day"])))
    return _without_day(text, plain)


def _numeric(text: str, found: re.Match[str], order: str) -> Written:
    first, second, year = int(found[1]), int(found[3]), _full_year(found[4])
    if order == "mixed" and first <= 12 and second <= 12 and first != second:
        one, other = _real(text, year, second, first), _real(text, year, first, second)
        raise ValueError(
            f'"{text}" may be {_in_words(one)} or {_in_words(other)}, for this column has days written both ways; '
            "write year-month-day, such as 2026-11-30"
        )
    if order == "month":
        return Written(_real(text, year, first, second), "read month first, as others in this column can only be")
    day = _real(text, year, second, first)
    is_sure = order == "day" or first > 12 or first == second
    return Written(day, "" if is_sure else f"read day first: {_in_words(day)}")


def _without_day(text: str, plain: str) -> Written:
    if (found := _MONTH_ALONE.fullmatch(plain)) and found["month"] in _MONTHS:
        day = _real(text, _full_year(found["year"]), _MONTHS[found["month"]], 1)
        return Written(day, f"no day is given; read as {_in_words(day)}")
    if found := _MONTH_NUMBER_ALONE.fullmatch(plain):
        day = _real(text, int(found[2]), int(found[1]), 1)
        return Written(day, f"no day is given; read as {_in_words(day)}")
    if _YEAR_ALONE.fullmatch(plain):
        day = date(int(plain), 1, 1)
        return Written(day, f"only the year is given; read as {_in_words(day)}")
    raise ValueError(f'"{text}" is no date; write it as 2026-11-30 or 30/11/2026')


def _real(text: str, year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(f'"{text}" is not in the calendar; the day comes first: 30/11/2026') from None
    return require_likely(found)


def _full_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) < 70 else 1900)


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _pounds(format_: Pounds, cell: Cell, text: str) -> Written:
    if isinstance(cell, float):
        exact = Decimal(repr(cell))
        rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        return Written(format_.read(str(rounded)), "" if exact == rounded else f"{text} is rounded to {rounded}")
    plain = re.sub(r"gbp|£", "", text, flags=re.IGNORECASE).strip()
    if plain.casefold() in ("free", "nil", "nothing"):
        return Written(0)
    found = _AMOUNT.fullmatch(plain)
    if not found:
        raise ValueError(f'"{text}" is no amount; write pounds and pence, such as 1140.00 or £1,140.00')
    is_negative = "-" in plain or bool(found[1])
    amount = found[2].replace(",", "") + (found[3] or "")
    return Written(format_.read(f"-{amount}" if is_negative else amount))


def _whole(format_: Whole, text: str) -> Value:
    found = re.fullmatch(r"[x×]?\s*(\d+)\s*(?:[x×]|off|pcs|units?|months?|no\.?)?", text.casefold())
    return format_.read(found[1] if found else text)

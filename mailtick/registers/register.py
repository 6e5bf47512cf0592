"""What a register is: declared once, shown everywhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mailtick.registers.formats import Day, Format, Pounds, StaffAddress, Text, Value, Whole, WordList, YesNo
from mailtick.registers.page import Around, Content
from mailtick.store.tables.base import Base, Words

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Reference:
    """A column's values are keys of other records. `names` are the columns by which people call those records."""

    what: str
    row: type[Base]
    key: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Apart:
    """A column's words stand in a table of their own, one line a word."""

    row: type[Base]
    owner: str
    word: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` in the table, `header` in CSV (empty: not there), `label` and `help` for people.

    A file shows a column `is_only_if_used` only where a record has something other than its default there.
    """

    name: str
    header: str
    label: str
    format: Format
    help: str = ""
    is_required: bool = False
    is_unique: bool = False
    default: Value = None
    refers_to: Reference | None = None
    apart: Apart | None = None
    is_only_if_used: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file: the line as an editor counts it, the column's header, what to do.

    `cell` is where a spreadsheet program shows it, such as C12; empty for CSV.
    """

    line: int
    column: str
    message: str
    cell: str = ""

    def __str__(self) -> str:
        where = self.cell or f"line {self.line}"
        return f"{where}, {self.column}: {self.message}" if self.column else f"{where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Line:
    """One record as a file gives it. `values` holds the columns that the file has."""

    number: int
    values: Values


# A check sees the records that a file names as they would stand after it, and the values of all others.
Check = Callable[["Register", Sequence[Line], Sequence[Values]], Iterable[Fault]]


def _as_they_are(values: Values) -> Values:
    return values


def _by_nothing(session: Session, values: Values) -> Iterable[str]:
    return ()


def _anything(before: Values, changed: Collection[str]) -> str:
    return ""


def _nothing_more(around: Around, values: Values) -> Content:
    return Content()


@dataclass(frozen=True, slots=True)
class Register:
    """A list the school keeps. `key` names the columns that tell records apart; `complete` fills in a new record.

    `in_use` says in words what still hangs on a record, which then cannot be retired. `refer` is how other registers
    refer to this one, where records have names beside their keys. `page` is what belongs to a record, `stands` how it
    stands on a day where that follows from several columns.
    `keeps` says in words why columns of a record cannot be changed by hand, or the empty string.
    """

    name: str
    title: str
    row: type[Base]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    checks: tuple[Check, ...] = ()
    complete: Callable[[Values], Values] = _as_they_are
    in_use: Callable[[Session, Values], Iterable[str]] = _by_nothing
    refer: Reference | None = None
    page: Callable[[Around, Values], Content] = _nothing_more
    stands: Callable[[Values, date], str] | None = None
    keeps: Callable[[Values, Collection[str]], str] = _anything

    @property
    def in_csv(self) -> tuple[Column, ...]:
        """The columns of the CSV file, in its order."""
        return tuple(column for column in self.columns if column.header)

    @property
    def defaults(self) -> Values:
        return {column.name: column.default for column in self.columns}

    def key_of(self, values: Values) -> tuple[Value, ...]:
        return tuple(values[name] for name in self.key)

    def key_text(self, values: Values) -> str:
        """The key as people read it."""
        return " ".join(self.column(name).format.write(values[name]) for name in self.key)

    @property
    def reference(self) -> Reference | None:
        """How other registers refer to this one; None where its key has several columns."""
        if self.refer:
            return self.refer
        return Reference(self.title.lower(), self.row, self.key[0]) if len(self.key) == 1 else None

    def called(self, word: str) -> Column | None:
        """The column of this name, header or label."""
        wanted = word.strip().casefold()
        for column in self.columns:
            if wanted in (column.name, column.header, column.label.casefold()):
                return column
        return None

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def in_domain(self, domain: str) -> Register:
        """The same register, in which staff may be named by the part before the @."""
        columns = tuple(
            replace(column, format=StaffAddress(domain)) if isinstance(column.format, StaffAddress) else column
            for column in self.columns
        )
        return replace(self, columns=columns)


def columns_of(
    row: type[Base],
    csv: Mapping[str, str],
    formats: Mapping[str, Format] = MappingProxyType({}),
    refers: Mapping[str, Reference] = MappingProxyType({}),
    apart: Sequence[Column] = (),
    hidden: Collection[str] = (),
) -> tuple[Column, ...]:
    """Derive a register's columns from its table: those of `csv` (header: column) in that order, then the others.

    Type and label come from the table; `formats` and `refers` say what the table does not; `apart` are the
    columns that the table does not have. The others stand in a file only where a record uses them, under the name
    of the column; those that are `hidden` never do.
    """
    found = {column.name: column for column in apart}
    for column in row.__table__.columns:
        if isinstance(column, sa.Column) and "label" in column.info:
            found[column.name] = _column_of(column, formats.get(column.name), refers.get(column.name))
    shown = [replace(found.pop(name), header=header) for header, name in csv.items()]
    others = [
        each if name in hidden else replace(each, header=_header(name), is_only_if_used=True)
        for name, each in found.items()
    ]
    return (*shown, *others)


def _header(name: str) -> str:
    """The name of a column in a file: "total_value_pence" is "total_value_gbp", "retired_on" is "retired"."""
    if name.endswith("_pence"):
        return name.removesuffix("_pence") + "_gbp"
    return name.removesuffix("_on").removeprefix("is_")


def _column_of(column: sa.Column[object], format_: Format | None, refers_to: Reference | None) -> Column:
    default = _default_of(column)
    return Column(
        name=column.name,
        header="",
        label=column.info["label"],
        help=column.info.get("help", ""),
        format=format_ or _format_of(column),
        is_required=not column.nullable and default is None,
        is_unique=bool(column.unique),
        default=default,
        refers_to=refers_to,
    )


def _default_of(column: sa.Column[object]) -> Value:
    default = column.default.arg if isinstance(column.default, sa.ColumnDefault) else None
    return default if isinstance(default, str | int | tuple) else None


# More is a slip, and what is reckoned from it would leave the calendar.
_MOST = {"_months": 240, "_days": 1000, "_percent": 100}


def _format_of(column: sa.Column[object]) -> Format:
    match column.type:
        case sa.Boolean():
            return YesNo()
        case Words():
            return WordList()
        case sa.Date():
            return Day()
        case sa.Integer() if column.name.endswith("_pence"):
            return Pounds()
        case sa.Integer():
            return next((Whole(most) for ending, most in _MOST.items() if column.name.endswith(ending)), Whole())
        case _:
            return Text()

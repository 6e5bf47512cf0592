"""Read a register from a CSV file: all of it, or nothing and every fault at once."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from mailtick.registers.changing import Author, add_values, change_values
from mailtick.registers.formats import Value
from mailtick.registers.guard import unguard
from mailtick.registers.reading import Reader
from mailtick.registers.records import stored
from mailtick.registers.register import Column, Fault, Line, Register, Values
from mailtick.store.tables.base import Base

# The records that stand already, by their key.
_Present = Mapping[tuple[Value, ...], tuple[Base, Values]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, in records."""

    added: int
    changed: int
    unchanged: int


class ImportFaults(Exception):
    """Nothing was imported; `faults` says why, in the order of the lines."""

    def __init__(self, register: Register, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        listed = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"{register.title}: nothing was imported.\n{listed}")


def import_csv(session: Session, register: Register, text: str, domain: str = "", *, by: Author) -> Imported:
    """Add and change the records of a CSV file, by their key; records that the file does not name stay as they are.

    A column that the file does not have stays as it is, in a new record at its default. `domain` completes the
    addresses of staff. Raises ImportFaults; then nothing was changed.
    """
    reading = _Reading(session, register.in_domain(domain))
    lines = reading.lines(text)
    present = {register.key_of(values): (row, values) for row, values in stored(session, register)}
    faults = [*reading.faults, *_repeated(register, lines), *_checked(register, lines, reading.faulty, present)]
    if faults:
        raise ImportFaults(register, faults)
    return _write(session, register, lines, present, by)


class _CsvReader(Protocol):
    """What `csv.reader` returns."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...


class _Reading:
    """Reads the lines of one file and keeps the faults."""

    def __init__(self, session: Session, register: Register) -> None:
        self._session = session
        self._register = register
        self._reader = Reader(session, register)
        self.faults: list[Fault] = []

    def lines(self, text: str) -> list[Line]:
        reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
        try:
            columns = self._columns(next(reader, []))
            lines = list(_numbered(reader)) if columns else []
            self._reader = Reader(self._session, self._register, self._keys(columns, lines))
            return [self._line(number, columns, cells) for number, cells in lines]
        except csv.Error as error:
            self._note(reader.line_num, "", f"this is not CSV ({error}); look at the quotation marks")
            return []

    @property
    def faulty(self) -> frozenset[int]:
        """The numbers of the lines that have a fault."""
        return frozenset(fault.line for fault in self.faults)

    def _keys(self, columns: Sequence[Column], lines: Sequence[tuple[int, list[str]]]) -> frozenset[str]:
        """The keys that stand in the file, for records that refer to others of it."""
        names = [column.name for column in columns]
        if len(self._register.key) > 1 or self._register.key[0] not in names:
            return frozenset()
        place = names.index(self._register.key[0])
        return frozenset(cells[place].strip() for _, cells in lines if len(cells) > place)

    def _columns(self, headers: Sequence[str]) -> list[Column]:
        """The columns of the file's header line; none where it cannot be used."""
        names = [header.strip() for header in headers]
        known_columns = {column.header: column for column in self._register.in_csv}
        for name in dict.fromkeys(names):
            if name not in known_columns:
                self._note(1, name, f"this column is not known; {_nearest_header(name, list(known_columns))}")
            elif names.count(name) > 1:
                self._note(1, name, "this column stands here more than once; take one away")
        for column in self._register.in_csv:
            if column.is_required and column.header not in names:
                self._note(1, column.header, "this column is missing and must be there")
        return [] if self.faults else [known_columns[name] for name in names]

    def _line(self, number: int, columns: Sequence[Column], cells: Sequence[str]) -> Line:
        if len(cells) != len(columns):
            self._note(number, "", f"there are {len(cells)} cells under {len(columns)} headers; look at the commas")
            return Line(number, {})
        values: dict[str, Value] = {}
        for column, cell in zip(columns, cells, strict=True):
            try:
                values[column.name] = self._reader.value(column, unguard(cell.strip(" ")).strip(" "))
            except ValueError as error:
                self._note(number, column.header, str(error))
        return Line(number, values)

    def _note(self, line: int, column: str, message: str) -> None:
        self.faults.append(Fault(line, column, message))


def _numbered(reader: _CsvReader) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of its first line; a record may run over several, and empty lines are none."""
    first = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield first, cells
        first = reader.line_num + 1


def _nearest_header(name: str, headers: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, headers, 1)
    return f"did you mean {near[0]}?" if near else f"possible: {', '.join(headers)}"


def _repeated(register: Register, lines: Sequence[Line]) -> Iterator[Fault]:
    first: dict[tuple[Value, ...], int] = {}
    for line in lines:
        if any(name not in line.values for name in register.key):
            continue
        key = register.key_of(line.values)
        if key in first:
            message = f"{register.key_text(line.values)} is on line {first[key]} already; keep one of the two"
            yield Fault(line.number, register.column(register.key[0]).header, message)
        first.setdefault(key, line.number)


def _checked(register: Register, lines: Sequence[Line], faulty: Container[int], present: _Present) -> Iterator[Fault]:
    """What is wrong with the records as they would stand after the import, as far as their lines could be read."""
    sound = [line for line in lines if line.number not in faulty]
    named = {register.key_of(line.values) for line in sound}
    after = [Line(line.number, _after(register, line, present)) for line in sound]
    others = [values for key, (_, values) in present.items() if key not in named]
    for check in register.checks:
        yield from check(register, after, others)


def _after(register: Register, line: Line, present: _Present) -> Values:
    _, before = present.get(register.key_of(line.values), (None, register.defaults))
    return {**before, **line.values}


def _write(session: Session, register: Register, lines: Sequence[Line], present: _Present, by: Author) -> Imported:
    new = [line for line in lines if register.key_of(line.values) not in present]
    changes = list(_changes(register, lines, present))
    change_values(session, register, changes, by)
    add_values(session, register, [line.values for line in new], by)
    return Imported(len(new), len(changes), len(lines) - len(new) - len(changes))


def _changes(register: Register, lines: Sequence[Line], present: _Present) -> Iterator[tuple[Base, Values, Values]]:
    """The records that differ from the file, as they are and with their new values."""
    for line in lines:
        row, before = present.get(register.key_of(line.values), (None, {}))
        news = {name: value for name, value in line.values.items() if value != before.get(name)}
        if row is not None and news:
            yield row, before, news

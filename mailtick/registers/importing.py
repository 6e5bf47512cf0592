"""Read a register from a CSV file: all of it, or nothing and every fault at once."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from mailtick.registers.changing import Author, add_values, change_values
from mailtick.registers.formats import Value
from mailtick.registers.lines import Reading
from mailtick.registers.not_readable import NotReadable
from mailtick.registers.records import stored
from mailtick.registers.register import Fault, Line, Register, Values
from mailtick.registers.sheets import csv_sheet
from mailtick.store.tables.base import Base

# The records that stand already, by their key.
Present = Mapping[tuple[Value, ...], tuple[Base, Values]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, in records."""

    added: int
    changed: int
    unchanged: int


class ImportFaults(Exception):
    """Nothing was imported; `faults` says why, in the order of the lines."""

    def __init__(self, register: Register, faults: Sequence[Fault]) -> None:
        self.register = register
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        listed = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"{register.title}: nothing was imported.\n{listed}")


def import_csv(session: Session, register: Register, text: str, domain: str = "", *, by: Author) -> Imported:
    """Add and change the records of a CSV file, by their key; records that the file does not name stay as they are.

    A column that the file does not have stays as it is, in a new record at its default. `domain` completes the
    addresses of staff. Raises ImportFaults; then nothing was changed.
    """
    reading = Reading(session, register.in_domain(domain))
    try:
        lines = reading.lines(csv_sheet(text))
    except NotReadable as error:
        raise ImportFaults(register, [Fault(error.line, "", str(error))]) from None
    present = records_by_key(session, register)
    require_sound(register, lines, reading.faults, present)
    return _write(session, register, lines, present, by)


def import_lines(session: Session, register: Register, lines: Sequence[Line], present: Present, by: Author) -> Imported:
    """Add and change records that `require_sound` let pass."""
    return _write(session, register, lines, present, by)


def records_by_key(session: Session, register: Register) -> Present:
    """The records that stand already."""
    return {register.key_of(values): (row, values) for row, values in stored(session, register)}


def require_sound(register: Register, lines: Sequence[Line], faults: Sequence[Fault], present: Present) -> None:
    """Raise ImportFaults where there are `faults` of the reading, or the records could not stand after an import."""
    faulty = frozenset(fault.line for fault in faults)
    found = [*faults, *_repeated(register, lines), *_checked(register, lines, faulty, present)]
    if found:
        raise ImportFaults(register, found)


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


def _checked(register: Register, lines: Sequence[Line], faulty: Container[int], present: Present) -> Iterator[Fault]:
    """What is wrong with the records as they would stand after the import, as far as their lines could be read."""
    sound = [line for line in lines if line.number not in faulty]
    named = {register.key_of(line.values) for line in sound}
    after = [Line(line.number, _after(register, line, present)) for line in sound]
    others = [values for key, (_, values) in present.items() if key not in named]
    for check in register.checks:
        yield from check(register, after, others)


def _after(register: Register, line: Line, present: Present) -> Values:
    _, before = present.get(register.key_of(line.values), (None, register.defaults))
    return {**before, **line.values}


def _write(session: Session, register: Register, lines: Sequence[Line], present: Present, by: Author) -> Imported:
    new = [line for line in lines if register.key_of(line.values) not in present]
    changes = list(_changes(register, lines, present))
    change_values(session, register, changes, by)
    add_values(session, register, [line.values for line in new], by)
    return Imported(len(new), len(changes), len(lines) - len(new) - len(changes))


def _changes(register: Register, lines: Sequence[Line], present: Present) -> Iterator[tuple[Base, Values, Values]]:
    """The records that differ from the file, as they are and with their new values."""
    for line in lines:
        row, before = present.get(register.key_of(line.values), (None, {}))
        news = {name: value for name, value in line.values.items() if value != before.get(name)}
        if row is not None and news:
            yield row, before, news

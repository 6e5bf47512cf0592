"""What an import would do: which records it would add and change, and from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailtick.registers.importing import Present
from mailtick.registers.records import cell_of
from mailtick.registers.register import Line, Register, Values


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of a record as it is and as it would be, in the words of people; `old` is empty in a new record."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One record that would be added or changed, by its key."""

    key: str
    line: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do; `unchanged` counts the records of the file that stand as it has them."""

    added: tuple[Change, ...]
    changed: tuple[Change, ...]
    unchanged: int


def plan_import(register: Register, lines: Sequence[Line], present: Present) -> Plan:
    """Compare the records of a file, which are sound, with those that stand."""
    added, changed, unchanged = [], [], 0
    for line in lines:
        row, before = present.get(register.key_of(line.values), (None, register.defaults))
        differences = tuple(_differences(register, before, line.values))
        change = Change(register.key_text(line.values), line.number, differences)
        if row is None:
            added.append(change)
        elif differences:
            changed.append(change)
        else:
            unchanged += 1
    return Plan(tuple(added), tuple(changed), unchanged)


def _differences(register: Register, before: Values, after: Values) -> Iterator[Difference]:
    for name, value in after.items():
        if value != before.get(name) and name not in register.key:
            column = register.column(name)
            yield Difference(column.label, cell_of(column, before.get(name)), cell_of(column, value))

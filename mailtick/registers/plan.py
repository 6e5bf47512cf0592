"""What an import would do: which records it would add and change, and from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from mailtick.registers.importing import Present
from mailtick.registers.page import day_words
from mailtick.registers.records import cell_of
from mailtick.registers.register import Line, Register, Values
from mailtick.store.registers import changes_of


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of a record as it is and as it would be, in the words of people; `old` is empty in a new record.

    `goes_back` says who changed it from the new value before, and when; empty where nobody did.
    """

    label: str
    old: str
    new: str
    goes_back: str = ""


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

    @property
    def going_back(self) -> list[str]:
        """A sentence for each value that would be again what it was before somebody changed it."""
        return [
            f"{change.key}, {each.label}: {each.old or '–'} → {each.new or '–'}: {each.goes_back}"
            for change in self.changed
            for each in change.differences
            if each.goes_back
        ]


class WouldGoBack(Exception):
    """Nothing was imported: a list that is older than the register would undo what was put right since."""

    def __init__(self, register: Register, lines: Sequence[str]) -> None:
        self.lines = tuple(lines)
        super().__init__(f"{register.title}: nothing was imported")


def plan_import(session: Session, register: Register, lines: Sequence[Line], present: Present) -> Plan:
    """Compare the records of a file, which are sound, with those that stand, and with what stood before."""
    added, changed, unchanged = [], [], 0
    for line in lines:
        row, before = present.get(register.key_of(line.values), (None, register.defaults))
        differences = tuple(_differences(register, before, line.values))
        key = register.key_text(line.values)
        if row is None:
            added.append(Change(key, line.number, differences))
        elif differences:
            changed.append(Change(key, line.number, tuple(_with_history(session, register, key, differences))))
        else:
            unchanged += 1
    return Plan(tuple(added), tuple(changed), unchanged)


def _with_history(
    session: Session, register: Register, key: str, differences: Sequence[Difference]
) -> Iterator[Difference]:
    logged = {
        (register.column(each.column).label, each.old): each
        for each in changes_of(session, register.name, key)
        if each.column
    }
    for difference in differences:
        was = logged.get((difference.label, difference.new))
        said = f"{was.who} changed that on {day_words(was.at.date())} ({was.because})" if was else ""
        yield replace(difference, goes_back=said)


def _differences(register: Register, before: Values, after: Values) -> Iterator[Difference]:
    for name, value in after.items():
        if value != before.get(name) and name not in register.key:
            column = register.column(name)
            yield Difference(column.label, cell_of(column, before.get(name)), cell_of(column, value))

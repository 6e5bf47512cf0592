"""What must hold between the records of a register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mailtick.registers.references import fold
from mailtick.registers.register import Check, Fault, Line, Register, Values


def names_are_single(register: Register, lines: Sequence[Line], others: Sequence[Values]) -> Iterator[Fault]:
    """No name stands twice, however it is spelt (`fold`). Source: DOMAIN.md SEED-6."""
    taken = {fold(str(values["name"])): values for values in others}
    for line in lines:
        name = fold(str(line.values["name"]))
        if name in taken:
            same = f"{taken[name]['name']} ({register.key_text(taken[name])})"
            yield Fault(line.number, "name", f"there is {same} already; add the other spelling to its aliases instead")
        taken.setdefault(name, line.values)


def in_order(earlier: str, later: str) -> Check:
    """Return the check that one day of a record is not after another; an empty day is in order."""

    def check(register: Register, lines: Sequence[Line], others: Sequence[Values]) -> Iterator[Fault]:
        first, last = register.column(earlier), register.column(later)
        for line in lines:
            start, end = line.values[earlier], line.values[later]
            if isinstance(start, date) and isinstance(end, date) and start > end:
                yield Fault(line.number, last.header, f"{end} is before {first.header} ({start})")

    return check

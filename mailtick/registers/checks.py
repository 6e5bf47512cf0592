"""What must hold between the records of a register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mailtick.registers.formats import words_in
from mailtick.registers.references import fold
from mailtick.registers.register import Check, Fault, Line, Register, Values


def names_are_single(register: Register, lines: Sequence[Line], others: Sequence[Values]) -> Iterator[Fault]:
    """No name stands twice, however it is spelt (`fold`). Source: DOMAIN.md SEED-6."""
    taken = {fold(str(values["name"])): values for values in others}
    for line in lines:
        name = fold(str(line.values["name"]))
        if name in taken:
            yield Fault(line.number, "name", _exists(register, taken[name], str(line.values["name"])))
        taken.setdefault(name, line.values)


def _exists(register: Register, there: Values, spelling: str) -> str:
    """That it exists, and the command that adds the other spelling to what it is called."""
    key, called = register.key_text(there), words_in(there.get("aliases") or ())
    said = f"there is {there['name']} ({key}) already"
    if spelling in (there["name"], *called) or "aliases" not in there:
        return said
    words = ";".join((*called, " ".join(spelling.split())))
    return f'{said}; `mailtick register set {register.name} {key} aliases="{words}"` adds the other spelling to it'


def in_order(earlier: str, later: str) -> Check:
    """Return the check that one day of a record is not after another; an empty day is in order."""

    def check(register: Register, lines: Sequence[Line], others: Sequence[Values]) -> Iterator[Fault]:
        first, last = register.column(earlier), register.column(later)
        for line in lines:
            start, end = line.values[earlier], line.values[later]
            if isinstance(start, date) and isinstance(end, date) and start > end:
                yield Fault(line.number, last.header, f"{end} is before {first.header} ({start})")

    return check

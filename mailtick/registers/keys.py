"""Which key a new record is given: the next number as the register has them, or letters of its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from mailtick.registers.formats import Text
from mailtick.registers.references import fold
from mailtick.registers.register import Register

# What the first key of an empty register looks like.
_FIRST: Mapping[str, str] = {
    "assets": "A-0001",
    "licences": "LIC-01",
    "contracts": "C1",
    "payments": "P1",
    "diary": "D01",
    "spares": "S1",
    "loans": "L1",
    "tasks": "T1",
}
_NUMBERED = re.compile(r"(.*?)(\d+)")
_LONGEST_CODE = 12


def can_propose(register: Register) -> bool:
    """Whether a new record of this register can be given a key."""
    return len(register.key) == 1 and isinstance(register.column(register.key[0]).format, Text)


def new_keys(
    register: Register, present: Collection[str], taken: Collection[str], called: Sequence[str]
) -> Iterator[str]:
    """Propose a key for each new record, by what it is called.

    `present` are the keys of the register, `taken` those that stand beside the new ones in the same file.
    """
    used = {fold(key) for key in (*present, *taken)}
    if register.name in ("locations", "providers", "categories"):
        for name in called:
            key = _code(name, used)
            used.add(fold(key))
            yield key
        return
    prefix, number, width = _pattern(register, present, taken)
    for _ in called:
        number += 1
        while fold(f"{prefix}{number:0{width}}") in used:
            number += 1
        yield f"{prefix}{number:0{width}}"


def _pattern(register: Register, present: Collection[str], taken: Collection[str]) -> tuple[str, int, int]:
    """How the keys begin, the largest number, and how many figures it has."""
    found = _numbered(present) or _numbered(taken)
    if not found:
        first = _FIRST.get(register.name, "N1")
        start = _NUMBERED.fullmatch(first)
        return (start[1], 0, len(start[2])) if start else (first, 0, 1)
    prefix = Counter(match[1] for match in found).most_common(1)[0][0]
    numbers = [match[2] for match in found if match[1] == prefix]
    largest = max(numbers, key=int)
    return prefix, int(largest), max(len(number) for number in numbers)


def _numbered(keys: Collection[str]) -> list[re.Match[str]]:
    return [match for key in keys if (match := _NUMBERED.fullmatch(key))]


def _code(name: str, used: set[str]) -> str:
    """The first words of a name in capitals, as many as a code has room for."""
    code = ""
    for word in name.upper().split():
        letters = "".join(letter for letter in word if letter.isalnum())
        if code and len(code) + len(letters) > _LONGEST_CODE:
            break
        code += letters
    code = code[:_LONGEST_CODE] or "NEW"
    number = 1
    proposed = code
    while fold(proposed) in used:
        number += 1
        proposed = f"{code[: _LONGEST_CODE - len(str(number))]}{number}"
    return proposed

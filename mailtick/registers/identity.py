"""Which record a row of a file is that has no key of ours: found again at the next import, or given the next key."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mailtick.registers.formats import Text, Value
from mailtick.registers.importing import Present
from mailtick.registers.records import cell_of
from mailtick.registers.references import fold
from mailtick.registers.register import Line, Register, Values

# What tells a record from others even where it has no key, first by the surest.
_NATURAL: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "assets": (("serial",),),
    "licences": (("product",),),
    "locations": (("name",),),
    "providers": (("name",), ("address",)),
    "implementations": (("title",),),
    "diary": (("on", "what"),),
    "payments": (("what", "due_on"),),
    "contracts": (("provider", "description"),),
}
# What the first key of an empty register looks like.
_FIRST = {
    "assets": "A-0001",
    "licences": "LIC-01",
    "contracts": "C1",
    "payments": "P1",
    "diary": "D01",
    "spares": "S1",
    "loans": "L1",
}
_NUMBERED = re.compile(r"(.*?)(\d+)")
_LONGEST_CODE = 8


@dataclass(frozen=True, slots=True)
class RowSeen:
    """A row that an earlier import gave a key: where it stood, what it said, what it called the thing."""

    number: int
    digest: str
    called: str
    key: str


class Identities:
    """Gives each row of one sheet the key of its record."""

    def __init__(self, register: Register, present: Present, seen: Sequence[RowSeen]) -> None:
        self._register = register
        self._present = {str(key[0]): values for key, (_, values) in present.items()} if len(register.key) == 1 else {}
        self._seen = [each for each in seen if each.key in self._present]
        self._taken: set[str] = set()

    @property
    def can_propose(self) -> bool:
        """Whether a new record of this register can be given a key."""
        return len(self._register.key) == 1 and isinstance(self._register.column(self._register.key[0]).format, Text)

    def find(self, lines: Sequence[Line]) -> dict[int, str]:
        """Return the keys of the lines whose records stand already, by the numbers of the lines.

        A row is known by what tells such records apart (a serial number), else by all that it says, else by standing
        where it stood and being called the same.
        """
        found: dict[int, str] = {}
        for names in _NATURAL.get(self._register.name, ()):
            self._find_natural(names, lines, found)
        by_digest = defaultdict(list)
        for each in self._seen:
            by_digest[each.digest].append(each.key)
        for line in lines:
            self._take(line, found, by_digest[digest_of(self._register, line.values)])
        by_place = {(each.number, each.called): [each.key] for each in self._seen}
        for line in lines:
            self._take(line, found, by_place.get((line.number, called(self._register, line.values)), []))
        return found

    def _find_natural(self, names: tuple[str, ...], lines: Sequence[Line], found: dict[int, str]) -> None:
        records = defaultdict(list)
        for key, values in self._present.items():
            records[_natural(names, values)].append(key)
        counts = Counter(_natural(names, line.values) for line in lines)
        for line in lines:
            name = _natural(names, line.values)
            # Where two have it, it tells nothing apart.
            if name and counts[name] == 1 and len(records[name]) == 1:
                self._take(line, found, records[name])

    def _take(self, line: Line, found: dict[int, str], keys: Sequence[str]) -> None:
        free = next((key for key in keys if key not in self._taken), "")
        if free and line.number not in found:
            found[line.number] = free
            self._taken.add(free)

    def reserve(self, keys: Sequence[str]) -> None:
        """Take note of keys that other rows of the file have themselves."""
        self._taken.update(keys)

    def new_keys(self, called_: Sequence[str]) -> Iterator[str]:
        """Propose a key for each new record: the next free number as the register has them, or from its name."""
        used = {fold(key) for key in (*self._present, *self._taken)}
        if self._register.name in ("locations", "providers"):
            for name in called_:
                key = _code(name, used)
                used.add(fold(key))
                yield key
            return
        prefix, number, width = self._pattern()
        for _ in called_:
            number += 1
            while fold(f"{prefix}{number:0{width}}") in used:
                number += 1
            yield f"{prefix}{number:0{width}}"

    def _pattern(self) -> tuple[str, int, int]:
        """How the keys begin, the largest number, and how many figures it has."""
        found = [match for key in self._present if (match := _NUMBERED.fullmatch(key))]
        if not found:
            first = _FIRST.get(self._register.name, "N1")
            start = _NUMBERED.fullmatch(first)
            return (start[1], 0, len(start[2])) if start else (first, 0, 1)
        prefix = Counter(match[1] for match in found).most_common(1)[0][0]
        numbers = [match[2] for match in found if match[1] == prefix]
        largest = max(numbers, key=int)
        return prefix, int(largest), max(len(number) for number in numbers)


def digest_of(register: Register, values: Values) -> str:
    """What a row says, in a few letters."""
    said = sorted(f"{name}={cell_of(register.column(name), value)}" for name, value in values.items() if value)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


def called(register: Register, values: Values) -> str:
    """What a row calls the thing: the texts that every record must have."""
    names = [
        column.name
        for column in register.columns
        if column.is_required and column.name not in register.key and isinstance(column.format, Text)
    ]
    return " ".join(fold(str(values[name])) for name in names if values.get(name))


def _natural(names: tuple[str, ...], values: Values) -> tuple[Value, ...]:
    found = tuple(fold(value) if isinstance(value := values.get(name), str) else value for name in names)
    return found if all(found) else ()


def _code(name: str, used: set[str]) -> str:
    code = "".join(letter for letter in name.upper() if letter.isalnum())[:_LONGEST_CODE] or "NEW"
    number = 1
    proposed = code
    while fold(proposed) in used:
        number += 1
        proposed = f"{code[: _LONGEST_CODE - len(str(number))]}{number}"
    return proposed

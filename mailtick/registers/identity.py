"""Which record a row of a file is that has no key of ours: found again at the next import, or given the next key."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mailtick.registers.formats import Text, Value
from mailtick.registers.importing import Present
from mailtick.registers.keys import new_keys
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
        """Propose a key for each new record."""
        return new_keys(self._register, self._present, self._taken, called_)


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

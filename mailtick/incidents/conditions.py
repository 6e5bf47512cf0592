"""The conditions of a rule: small values that answer whether they hold for a matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Protocol

from mailtick.incidents.pattern import Pattern, Searched
from mailtick.incidents.people import Place
from mailtick.incidents.rule_matter import Matter, Shut

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Condition(Protocol):
    """Something that holds for a matter or does not."""

    def holds(self, matter: Matter) -> bool: ...


@dataclass(frozen=True, slots=True)
class Sender:
    """Addresses, or domains written "@example.org"."""

    whom: tuple[str, ...]

    def holds(self, matter: Matter) -> bool:
        return _is_one_of(matter.sender, self.whom)


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address it was sent to, in To or Cc."""

    whom: tuple[str, ...]

    def holds(self, matter: Matter) -> bool:
        return any(_is_one_of(address, self.whom) for address in matter.recipients)


def _is_one_of(address: str, whom: Sequence[str]) -> bool:
    return any(address.endswith(each) if each.startswith("@") else address == each for each in whom)


@dataclass(frozen=True, slots=True)
class Subject:
    pattern: Pattern

    def holds(self, matter: Matter) -> bool:
        return self.pattern.found_in(_subject(matter))


@dataclass(frozen=True, slots=True)
class Text:
    """Words in the subject or in what was newly written; never in quoted text."""

    pattern: Pattern

    def holds(self, matter: Matter) -> bool:
        return self.pattern.found_in(_subject(matter)) or self.pattern.found_in(matter.searched_text or matter.text)


@dataclass(frozen=True, slots=True)
class Category:
    names: tuple[str, ...]

    def holds(self, matter: Matter) -> bool:
        return matter.category.lower() in (name.lower() for name in self.names)


@dataclass(frozen=True, slots=True)
class AtPlace:
    """Codes or names of places."""

    places: tuple[str, ...]

    def holds(self, matter: Matter) -> bool:
        return is_one_of_places(matter.place, self.places)


def is_one_of_places(place: Place | None, names: Sequence[str]) -> bool:
    """Whether a place is called by one of these codes or names."""
    known_as = {place.code.lower(), place.name.lower()} if place else set()
    return any(name.lower() in known_as for name in names)


@dataclass(frozen=True, slots=True)
class HasAttachment:
    """Whether there is an attachment at all."""

    wanted: bool

    def holds(self, matter: Matter) -> bool:
        return bool(matter.attachments) == self.wanted


@dataclass(frozen=True, slots=True)
class AttachmentName:
    """Parts of a file's name, such as ".pdf"."""

    parts: tuple[str, ...]

    def holds(self, matter: Matter) -> bool:
        return any(part.lower() in name.lower() for name in matter.attachments for part in self.parts)


@dataclass(frozen=True, slots=True)
class Hours:
    """Times of day "08:00-16:30", half open; a span may run over midnight. Or whether the desk is open."""

    spans: tuple[tuple[time, time], ...]
    shut: frozenset[Shut] = frozenset()

    def holds(self, matter: Matter) -> bool:
        if self.shut and not self.shut.isdisjoint(matter.further.shut()):
            return True
        now = matter.at.time()
        return any(start <= now < end if start <= end else now >= start or now < end for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Weekday:
    """Days as numbers, Monday 0."""

    days: frozenset[int]

    def holds(self, matter: Matter) -> bool:
        return matter.at.weekday() in self.days


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every part holds; an empty one always does."""

    parts: tuple[Condition, ...]

    def holds(self, matter: Matter) -> bool:
        return all(part.holds(matter) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]

    def holds(self, matter: Matter) -> bool:
        return any(part.holds(matter) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition

    def holds(self, matter: Matter) -> bool:
        return not self.part.holds(matter)


def leaves(condition: Condition) -> Iterator[Condition]:
    """Yield the conditions that a condition is made of, wherever in it."""
    match condition:
        case AllOf() | AnyOf():
            for part in condition.parts:
                yield from leaves(part)
        case Not():
            yield from leaves(condition.part)
        case _:
            yield condition


def categories_named(condition: Condition) -> tuple[str, ...]:
    """The categories that a condition asks for, wherever in it."""
    return tuple(name for each in leaves(condition) if isinstance(each, Category) for name in each.names)


def patterns_of(condition: Condition) -> Iterator[Pattern]:
    """Yield the patterns of a condition that are looked for in the subject and the text."""
    for each in leaves(condition):
        if isinstance(each, Subject | Text):
            yield each.pattern


def _subject(matter: Matter) -> Searched | str:
    return matter.searched_subject or matter.subject

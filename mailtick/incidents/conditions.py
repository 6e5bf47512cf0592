"""The conditions of a rule: small values that answer whether they hold for a matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Protocol

import re2

from mailtick.incidents.people import Place

# A rule looks at this much of a text and no further, so that the work a mail can cause is bounded.
SEARCHED_CHARACTERS = 100_000
_REGEX_MEMORY_BYTES = 8 << 20

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a rule may look at. `at` is local time; `place` is where the matter is, as far as known."""

    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    attachments: tuple[str, ...]
    at: datetime
    category: str = ""
    place: Place | None = None


class Condition(Protocol):
    """Something that holds for a matter or does not."""

    def holds(self, matter: Matter) -> bool: ...


class Pattern:
    """Words or a /regular expression/, without regard to case; several mean any of them.

    Plain words match as whole words, whichever apostrophe is typed and however an accent is coded.
    Raises ValueError, a sentence, for an expression that RE2 cannot do.
    """

    __slots__ = ("_regex", "source")

    def __init__(self, texts: Sequence[str]) -> None:
        self.source = tuple(texts)
        self._regex = _compile("|".join(_expression(text) for text in texts))

    def found_in(self, text: str) -> bool:
        return self._regex.search(_as_typed(text[:SEARCHED_CHARACTERS])) is not None


def _as_typed(text: str) -> str:
    """One spelling: telephones write ’ for ', and some systems an accent as a character of its own."""
    return unicodedata.normalize("NFC", text).replace("’", "'")


def _expression(text: str) -> str:
    text = _as_typed(text)
    if len(text) > 2 and text.startswith("/") and text.endswith("/"):
        expression = text[1:-1]
        _compile(expression)
        return f"(?:{expression})"
    words = r"[\s\pZ]+".join(re2.escape(word) for word in text.split())
    # RE2's \s and \b know ASCII only; these gaps and edges hold in every script.
    return rf"(?:^|[^\pL\pM\pN]){words}(?:$|[^\pL\pM\pN])"


def _compile(expression: str) -> re2._Regexp:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _REGEX_MEMORY_BYTES
    try:
        return re2.compile(expression, options)
    except re2.error as error:
        reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        raise ValueError(
            f"the regular expression {expression!r} cannot be used ({reason}); "
            "look-ahead, look-behind and back-references are not possible"
        ) from error


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
        return self.pattern.found_in(matter.subject)


@dataclass(frozen=True, slots=True)
class Text:
    """Words in the subject or in what was newly written; never in quoted text."""

    pattern: Pattern

    def holds(self, matter: Matter) -> bool:
        return self.pattern.found_in(matter.subject) or self.pattern.found_in(matter.text)


@dataclass(frozen=True, slots=True)
class Category:
    names: tuple[str, ...]

    def holds(self, matter: Matter) -> bool:
        return matter.category.lower() in (name.lower() for name in self.names)


def categories_named(condition: Condition) -> tuple[str, ...]:
    """The categories that a condition asks for, wherever in it."""
    match condition:
        case Category():
            return condition.names
        case AllOf() | AnyOf():
            return tuple(name for part in condition.parts for name in categories_named(part))
        case Not():
            return categories_named(condition.part)
        case _:
            return ()


@dataclass(frozen=True, slots=True)
class AtPlace:
    """Codes or names of places."""

    places: tuple[str, ...]

    def holds(self, matter: Matter) -> bool:
        if matter.place is None:
            return False
        known_as = {matter.place.code.lower(), matter.place.name.lower()}
        return any(place.lower() in known_as for place in self.places)


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
    """Times of day "08:00-16:30", half open; a span may run over midnight."""

    spans: tuple[tuple[time, time], ...]

    def holds(self, matter: Matter) -> bool:
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

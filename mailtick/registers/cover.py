"""Which equipment stands without cover, once a contract has ended and none has followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from mailtick.registers.deadlines import current_end, goes_on
from mailtick.registers.page import day_words
from mailtick.registers.register import Values
from mailtick.registers.vocabulary import AssetStatus, Origin
from mailtick.store.records import record_called, records_where
from mailtick.store.tables import AssetRow, LocationRow

_GONE = frozenset({AssetStatus.DISPOSED, AssetStatus.STOLEN})
# What people say for a type of equipment.
_SHORT = {"interactive panel": "panel"}


def covered_equipment(session: Session, contract: str) -> list[AssetRow]:
    """The equipment that is under a contract and is still there."""
    return [row for row in records_where(session, AssetRow, "contract", contract) if row.status not in _GONE]


def without_cover(session: Session, contract: Values, today: date) -> str:
    """Return who stands without cover from when, as a sentence; empty where the contract goes on or has a successor.

    "8 panels and the hall projector are without cover from 1 December". Source: DOMAIN.md SEED-11.
    """
    equipment = covered_equipment(session, str(contract["ref"]))
    if goes_on(contract) or contract["successor"] or not equipment:
        return ""
    first = current_end(contract, today) + timedelta(days=1)
    is_one = sum(row.quantity for row in equipment) == 1
    what = in_words(session, equipment)
    if first <= today:
        return f"{what} {'has' if is_one else 'have'} been without cover since {_short_day(first, today)}"
    return f"{what} {'is' if is_one else 'are'} without cover from {_short_day(first, today)}"


def in_words(session: Session, equipment: Sequence[AssetRow]) -> str:
    """Equipment by its kinds, the most first: "8 panels and the hall projector"."""
    counts: Counter[str] = Counter()
    for row in equipment:
        counts[_in_a_sentence(row.type)] += row.quantity
    parts = [_kind_words(session, kind, count, equipment) for kind, count in counts.most_common()]
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def _kind_words(session: Session, kind: str, count: int, equipment: Sequence[AssetRow]) -> str:
    called = _SHORT.get(kind, kind)
    if count > 1:
        return f"{count} {_plural(called)}"
    [only] = [row for row in equipment if _in_a_sentence(row.type) == kind]
    place = record_called(session, LocationRow, "code", only.location) if only.location else None
    if place is None:
        return f"the {called} {only.tag}"
    if place.origin == Origin.PRESET:
        return f"the {_in_a_sentence(place.name)} {called}"
    return f"the {called} in {place.name}"


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word}es"
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else f"{word}s"


def _in_a_sentence(name: str) -> str:
    """A name without its capitals, but for words such as ICT, iPad and Wi-Fi."""
    return " ".join(word if word[1:] != word[1:].lower() else word.lower() for word in name.split())


def _short_day(day: date, today: date) -> str:
    """Without the year where it is this one: "1 December"."""
    words = day_words(day)
    return words.rpartition(" ")[0] if day.year == today.year else words

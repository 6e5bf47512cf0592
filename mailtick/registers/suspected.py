"""Problems that nobody has written down yet: the same again and again, or fixed for now for too long.

Source: DOMAIN.md 3.11.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from mailtick.registers.formats import words_in
from mailtick.registers.page import day_words
from mailtick.registers.problems import PROBLEMS
from mailtick.registers.records import list_records
from mailtick.store.calendar import school_days
from mailtick.store.recurring import by_category_and_place, by_equipment, fixed_for_now

_WITHIN = timedelta(days=90)
_ENOUGH = 3
# A temporary fix that is older stays.
_OPEN_DAYS = 10


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What comes again or stays, in words, and the references of its incidents, the oldest first."""

    what: str
    incidents: tuple[str, ...]


def suspected_problems(session: Session, prefix: str, now: datetime) -> list[Suspicion]:
    """Return what came three times within 90 days, on one piece of equipment or of one category in one place.

    And what has had a temporary fix for more than ten open days. What a problem that stands in the register has among
    its incidents is suspected no more; nor is twice the same.
    """
    known = [
        {word.rpartition("-")[2] for word in words_in(record.values["incidents"])}
        for record in list_records(session, PROBLEMS)
    ]
    found: list[Suspicion] = []
    seen: set[frozenset[int]] = set()
    for what, numbers in (*_recurring(session, now - _WITHIN), *_lasting(session, now)):
        together = frozenset(numbers)
        is_known = any({str(number) for number in numbers} <= each for each in known)
        if together not in seen and not is_known:
            seen.add(together)
            found.append(Suspicion(what, tuple(f"{prefix}-{number}" for number in numbers)))
    return found


def _recurring(session: Session, since: datetime) -> Iterator[tuple[str, list[int]]]:
    for (tag, model), numbers in by_equipment(session, since).items():
        if len(numbers) >= _ENOUGH:
            yield f"{tag} ({model})", numbers
    for (category, place), numbers in by_category_and_place(session, since).items():
        if len(numbers) >= _ENOUGH:
            yield f"{category} in {place}", numbers


def _lasting(session: Session, now: datetime) -> Iterator[tuple[str, list[int]]]:
    """What was fixed for now, and not for good on any of the ten open days since."""
    days, today = school_days(session), now.date()
    for number, title, at in fixed_for_now(session):
        fixed_on = at.astimezone(now.tzinfo).date()
        since = fixed_on + timedelta(days=1)
        if sum(1 for _ in days.between(since, today)) > _OPEN_DAYS:
            yield f"{title} (fixed for now since {day_words(fixed_on)})", [number]

"""Somebody says how content they are with what was done: an action."""

from __future__ import annotations

from dataclasses import dataclass

from mailtick.incidents.people import Person

GOOD, SO_SO, POOR = 3, 2, 1
# In the order in which they are offered.
GRADE_WORDS = {GOOD: "good", SO_SO: "so-so", POOR: "poor"}


@dataclass(frozen=True, slots=True)
class Rate:
    """From 1 (poor) to 3 (good), and what they wrote below it."""

    incident: int
    person: Person
    grade: int
    comment: str
    because: str

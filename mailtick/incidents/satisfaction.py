"""How content people are with what was done: one word, asked for in the mail that says it is done.

A rating is no matter: it never reopens, and whoever was not asked gives none. Source: DOMAIN.md 3.3, 4.2 (O).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from mailtick.incidents.actions import Action, ChangeState, SetField
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.people import Person
from mailtick.incidents.rating import GOOD, POOR, SO_SO, Rate
from mailtick.incidents.thanks import is_only_thanks

# Two open weeks: who was asked is not asked again before.
ASKED_AGAIN_AFTER_DAYS = 10
_GRADES = {"good": GOOD, "soso": SO_SO, "poor": POOR}
_ALIKE = 0.82
_THANKS = re.compile(r"[\s,.!;:]*\b(?:many )?(?:thanks?|thank you|thx|cheers|ta)\b.{0,20}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rating:
    """A grade from 1 (poor) to 3 (good), and what stands below it."""

    grade: int
    comment: str


def read_rating(text: str) -> Rating | None:
    """Return what an answer says, if its first line is one of the words, however it is spelt, and no more."""
    first, _, below = text.strip().partition("\n")
    words = _THANKS.sub("", first).split()
    letters = re.sub(r"[^a-z]", "", "".join(words).lower())
    found = get_close_matches(letters, _GRADES, 1, _ALIKE) if letters else []
    # "so so" is one word; "no good" is none of them.
    if not found or len(words) > (2 if found[0] == "soso" else 1):
        return None
    return Rating(_GRADES[found[0]], below.strip())


def rating_of(text: str, incident: Incident, person: Person, lookup: Lookup) -> Rating | None:
    """Return how content somebody is who was asked; what answers a question of ours is none."""
    rating = read_rating(text) if incident.state is not State.WAITING_REQUESTER else None
    return rating if rating and lookup.was_asked_how_content(incident.id, person.id) else None


def rated(incident: Incident, person: Person, rating: Rating, because: str, *, may_close: bool) -> tuple[Action, ...]:
    """Keep it; who is content with what is resolved has confirmed it. What stands below "good" may say otherwise."""
    kept = Rate(incident.id, person, rating.grade, rating.comment, because)
    is_plain = not rating.comment or is_only_thanks(rating.comment)
    if not (may_close and rating.grade == GOOD and is_plain and incident.state is State.RESOLVED):
        return (kept,)
    return (
        kept,
        ChangeState(incident.id, State.CLOSED, because),
        SetField(incident.id, "how_closed", "confirmed", because),
    )

"""Does somebody ask how it goes, or write that they have had enough? Source: DOMAIN.md 5.3, "Escalation".

Neither tone nor rank raises a priority: they make somebody look.
"""

from __future__ import annotations

import re
from enum import Enum, auto

_SEARCHED_CHARACTERS = 2000

_UNHAPPY = re.compile(
    r"\b(?:not good enough|unacceptable|disgrace\w*|ridiculous|fed up|disappoint\w+|had enough|a joke|complain\w*"
    r"|nobody (?:has |is )?(?:told|tell\w*|answer\w*|repl\w+|come|been|care\w*|do\w*)"
    r"|(?:third|fourth|fifth|umpteenth) time"
    r"|(?:for|over|nearly) (?:a|two|three|\d) (?:whole )?weeks?|how many times)\b|!!!",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:any (?:news|update|progress|joy|idea)|update\??$|an update|(?:still|am) waiting|no (?:news|reply|answer)"
    r"|(?:have|has) not heard|(?:haven't|hasn't|havent) heard|when (?:will|is|are|can)|how (?:long|is it going)"
    r"|chas(?:e|ing)|what(?:'s| is) happening|status\??$|(?:just )?checking in|following (?:this )?up)\b",
    re.IGNORECASE | re.MULTILINE,
)


class Mood(Enum):
    """How somebody writes who waits."""

    CALM = auto()
    ASKS = auto()
    UNHAPPY = auto()


def mood_of(text: str) -> Mood:
    """Return whether the new text of an answer asks how it goes, or says that its writer is unhappy."""
    searched = text[:_SEARCHED_CHARACTERS].replace("’", "'")
    if _UNHAPPY.search(searched):
        return Mood.UNHAPPY
    return Mood.ASKS if _ASKS.search(searched) else Mood.CALM

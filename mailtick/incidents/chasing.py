"""Does somebody ask how it goes, or write that they have had enough? Source: DOMAIN.md 5.3, "Escalation".

Neither tone nor rank raises a priority: they make somebody look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.case import Case
from mailtick.incidents.incident import Priority
from mailtick.incidents.opened import OPENED
from mailtick.incidents.people import Person

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


_WORD = re.compile(r"[^\W\d_]{2,}")
# Three exclamation marks in a row; who thanks like that is happy.
_EXCLAIMED = re.compile(r"(?<!!)(?<!thanks)(?<!thank you)(?<!thx)(?<!cheers)(?<!please)!!!", re.IGNORECASE)
# A few capitals are names of programs.
_LEAST_WORDS = 5
_MOST_OF_THEM = 0.6


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


def is_shouted(sentences: Sequence[str]) -> bool:
    """Whether a mail is clearly shouted: most of its words in capitals, or exclamation marks in a row."""
    text = "\n".join(sentences)[:_SEARCHED_CHARACTERS]
    words = _WORD.findall(text)
    loud = sum(word.isupper() for word in words)
    return bool(_EXCLAIMED.search(text)) or (len(words) >= _LEAST_WORDS and loud > _MOST_OF_THEM * len(words))


def tell_of_shouting(case: Case, reporter: Person, priority: Priority) -> tuple[Action, ...]:
    """The coordinator hears of a new matter that is shouted; its priority stays what it is."""
    to = tuple(person for person in case.coordinators() if person.address != reporter.address)
    line = f"Capitals and exclamation marks raise nothing: it is a {priority}. A word from you may help."
    return case.notify(
        NoticeKind.ALERT, to, f"{reporter.name} is unhappy", OPENED, case.new_text, case.sender.name, (line,)
    )

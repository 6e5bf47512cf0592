"""Do this next time: from what a person put right on an incident, a rule in plain words that would have done it.

Few conditions, and safe ones: one word that stands in the mail and in none of the last weeks that came to something
else, or such a word of one sender. A word that says nothing alone, that names somebody or some place, or that another
category is known by, is never taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from mailtick.incidents.pattern import Pattern
from mailtick.incidents.plain_words import PLAIN_WORDS

_TOKEN = re.compile(r"[^\W_]+")
_SHORTEST = 4
_LONGEST = 40
_SEARCHED_CHARACTERS = 4000
_MOST_WORDS = 60
# What a person puts right, and the field of a rule that does the same, in the order in which they matter most.
LEARNT = {"category": "category", "place": "place", "assignee": "assign", "priority": "priority"}
_DOES = {
    "category": "its category is {}",
    "place": "it is in {}",
    "assign": "it is given to {}",
    "priority": "its priority is {}",
}


@dataclass(frozen=True, slots=True)
class LearnedRule:
    """One rule as it is offered. `before` are rules that would hide it, by their names.

    `value` is what the rule says, `shown` the same for people.
    """

    name: str
    word: str
    sender: str
    field: str
    value: str
    shown: str
    before: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The rule in plain words."""
        does = _DOES[self.field].format(self.shown)
        if self.sender:
            return f'When {self.sender} writes of "{self.word}", {does}.'
        return f'When a mail has the word "{self.word}", {does}.'


@dataclass(frozen=True, slots=True)
class PastMatter:
    """A matter of the last weeks: who wrote, in what words, and what it came to, empty where nobody knows."""

    sender: str
    text: str
    value: str
    tokens: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tokens", frozenset(_tokens(self.text)))


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was put right: the mail that opened the incident, the field of a rule, and what it should have been."""

    reference: str
    sender: str
    subject: str
    text: str
    field: str
    value: str
    shown: str
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Idea:
    """A rule with its effect on the last weeks: how many mails it touches, how many rightly; none wrongly."""

    rule: LearnedRule
    touched: int
    right: int

    @property
    def effect(self) -> str:
        """The effect in a sentence."""
        if self.touched == 1:
            return "It would have touched one mail: this one, and rightly."
        unknown = self.touched - self.right
        rest = f", and of {unknown} nobody has said what they are" if unknown else ""
        return f"It would have touched {self.touched} mails: {self.right} rightly, none wrongly{rest}."


def find_idea(corrected: Corrected, past: Sequence[PastMatter], is_taken: Callable[[str], bool]) -> Idea | None:
    """Return the safest rule that would have done it, or None where no rule is safe.

    `past` holds the matters of the last weeks, the corrected one among them. `is_taken` says of a word in small letters
    that it names something else.
    """
    words = list(dict.fromkeys((*_words(corrected.subject), *_words(corrected.text))))[:_MOST_WORDS]
    said = [word for word in words if word not in PLAIN_WORDS and not is_taken(word)]
    if word := _best(said, corrected, past):
        return _checked(_rule(corrected, word, ""), past, corrected)
    theirs = [each for each in past if each.sender == corrected.sender]
    if corrected.sender and (word := _best(said, corrected, theirs)):
        return _checked(_rule(corrected, word, corrected.sender), past, corrected)
    return None


def _best(words: Sequence[str], corrected: Corrected, past: Sequence[PastMatter]) -> str:
    """The word that came to nothing else and most often to this; of one mail alone, only one of its subject."""
    counted = _count(words, corrected, past)
    subject = set(_words(corrected.subject))
    least = {word: 1 if word in subject else 2 for word in words}
    free = [word for word in words if not counted[word, "wrong"] and counted[word, "right"] >= least[word]]
    return max(free, key=lambda word: (counted[word, "right"], word in subject, len(word), word), default="")


def _rule(corrected: Corrected, word: str, sender: str) -> LearnedRule:
    name = f"Learned from {corrected.reference}: {word}"
    return LearnedRule(name, word, sender, corrected.field, corrected.value, corrected.shown, corrected.before)


def _checked(rule: LearnedRule, past: Sequence[PastMatter], corrected: Corrected) -> Idea | None:
    """The effect as the rule itself will see it, and not as the words were counted."""
    pattern = Pattern((rule.word,))
    touched = [
        each
        for each in past
        if rule.sender in ("", each.sender) and rule.word in each.tokens and pattern.found_in(each.text)
    ]
    right = sum(each.value == corrected.value for each in touched)
    wrong = any(each.value not in ("", corrected.value) for each in touched)
    return Idea(rule, len(touched), right) if right and not wrong else None


def _count(words: Sequence[str], corrected: Corrected, past: Sequence[PastMatter]) -> Counter[tuple[str, str]]:
    """How many of the matters with each word came to the same, and to something else."""
    counted: Counter[tuple[str, str]] = Counter()
    asked = frozenset(words)
    for each in past:
        how = "right" if each.value == corrected.value else "wrong" if each.value else "unknown"
        counted.update((word, how) for word in asked & each.tokens)
    return counted


def _words(text: str) -> Iterator[str]:
    """The words of a text that could tell what it is about, in small letters."""
    return (word for word in _tokens(text) if _SHORTEST <= len(word) <= _LONGEST and word.isalpha())


def _tokens(text: str) -> Iterator[str]:
    return (found[0].casefold() for found in _TOKEN.finditer(text[:_SEARCHED_CHARACTERS]))

"""Whether it is done, would cost something, is given back to the school, or waits for a part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailtick.incidents.news import phrases
from mailtick.incidents.news.clauses import clauses
from mailtick.incidents.news.facts import Fact, NewsKind
from mailtick.mail.money import MONEY

# Beside an order these name no part.
_NO_PART = frozenset(
    (
        *("it", "this", "that", "we", "i", "has", "have", "been", "is", "are", "the", "a", "an", "and", "now", "today"),
        *("please", "thank", "you", "for", "your", "order", "part", "parts", "new", "one", "which", "they", "will"),
        *("be", "also", "already", "just"),
    )
)
_BY_US = re.compile(r"(?:\b(?:we|i|have|has)|['’]ve)\s+(?:now\s+|just\s+)?(?:back[\s-]?)?ordered\b", re.IGNORECASE)
_A_PART = re.compile(r"\bparts?\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|unless|where|should)\b", re.IGNORECASE)
_PRICE = re.compile(MONEY)
_WORD = re.compile(r"[A-Za-z][\w’'-]+")
_MOST_WORDS = 6


def read_done(subject: str, said: Sequence[str], *, is_answer: bool) -> Fact | None:
    """Return that it is done. The subject counts where it is theirs."""
    for sentence in said:
        if phrases.STATE_DONE.search(sentence):
            return _done(sentence, said)
        for clause in () if sentence.endswith("?") else clauses(sentence):
            # With a price, "supplied and fitted" is what they would do for it.
            if phrases.DONE.search(clause) and not _PRICE.search(clause) and not _is_not_done(clause):
                return _done(clause, said)
    if not is_answer and phrases.SUBJECT_DONE.search(subject) and not phrases.DENIED.search(subject):
        return _done(subject, said)
    return None


def _is_not_done(clause: str) -> bool:
    """Whether something up to the word that says done takes it back."""
    said = next((clause[: found.end()] for found in phrases.DONE.finditer(clause)), "")
    is_taken_back = any(each.search(said) for each in (phrases.HEDGED, phrases.DENIED, phrases.TO_COME))
    return is_taken_back or phrases.LONG_DONE.search(clause) is not None


def _done(words: str, said: Sequence[str]) -> Fact:
    now_only = next((each for each in said if phrases.FOR_NOW.search(each)), "")
    return Fact(NewsKind.DONE, words, doubt="it may be for now only" if now_only else "")


def read_not_covered(said: Sequence[str]) -> Fact | None:
    """Return that what they agreed with the school does not cover it."""
    for sentence in said:
        found = phrases.NOT_COVERED.search(sentence)
        # "A charge applies if it is outside the contract" says nothing of this job.
        if found and not sentence.endswith("?") and not _IF.search(sentence[: found.start()]):
            return Fact(NewsKind.NOT_COVERED, sentence)
    return None


def read_returned(subject: str, said: Sequence[str]) -> Fact | None:
    """Return that they will not do it, and the school has it again."""
    for sentence in (*said, subject):
        if phrases.RETURNED.search(sentence) and not phrases.NOT_RETURNED.search(sentence):
            return Fact(NewsKind.RETURNED, sentence)
    return None


def read_part(said: Sequence[str]) -> Fact | None:
    """Return what is on order, in the words that stand before or behind it."""
    for sentence in said:
        for clause in () if sentence.endswith("?") else clauses(sentence):
            found = phrases.PART.search(clause)
            if found is None or phrases.NOT_ORDERED.search(clause):
                continue
            before, behind = clause[: found.start()][-80:], clause[found.end() :]
            behind = behind if _BY_US.search(clause[: found.end()]) else ""
            named = _named(before, -_MOST_WORDS) or _named(behind, _MOST_WORDS)
            if part := named or ("part" if _A_PART.search(clause) else ""):
                return Fact(NewsKind.ON_ORDER, clause, part)
    return None


def _named(words: str, count: int) -> str:
    """The words that name a thing, those beside the order."""
    beside = re.split(r"[,.:;]", words.strip(" ,.:;"))[-1 if count < 0 else 0]
    found = [each for each in _WORD.findall(beside) if each.lower() not in _NO_PART]
    return " ".join(found[count:] if count < 0 else found[:count])

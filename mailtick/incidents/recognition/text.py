"""A text as its words, with their places in it; slips of the keyboard are read as the word that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from mailtick.incidents.recognition.nouns import NO_SLIPS

# What is told stands at the beginning; so much of it is looked at.
SEARCHED_CHARACTERS = 2000
_WORD = re.compile(r"[^\W_]+(?:['’./-][^\W_]+)*")
# A dot behind "no" stands before a number: "no. 9".
_WORD_OR_END = re.compile(rf"({_WORD.pattern})|\?|(?<!\bno)(?<!\bnr)(?<!\bnos)\.(?=\s|$)|[!;:](?=\s|$)|\n")
# Shorter words are too near to others.
_SHORTEST_SLIP = 6


class Word(NamedTuple):
    """One word: small, with plain apostrophes; `is_first`: it begins a sentence, `asks`: that one is a question."""

    text: str
    is_first: bool
    asks: bool = False

    @property
    def owner(self) -> str:
        """The word without the sign of the owner: "brown" of "brown's"; empty where it has none."""
        if self.text.endswith("'s"):
            return self.text[:-2]
        return self.text[:-1] if self.text.endswith("s'") else ""


@lru_cache(maxsize=64)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, in their order."""
    found: list[Word] = []
    sentence: list[str] = []
    for each in _WORD_OR_END.finditer(text[:SEARCHED_CHARACTERS].lower().replace("’", "'")):
        if word := each[1]:
            sentence.append(word)
        elif sentence:
            found += _sentence(sentence, asks=each[0].startswith("?"))
            sentence.clear()
    return (*found, *_sentence(sentence, asks=False))


def _sentence(words: list[str], *, asks: bool) -> list[Word]:
    return [Word(word, at == 0, asks) for at, word in enumerate(words)]


@lru_cache(maxsize=4096)
def phrase(words: str) -> tuple[str, ...]:
    """A name as the words that it is made of."""
    return tuple(each[0].lower().replace("’", "'") for each in _WORD.finditer(words))


def singular(word: str) -> str:
    """One of several: "boards" → "board"."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith("'s"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2 else word


class Slips:
    """Finds the one known word that a slip of one letter was meant to be."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        shortened: dict[str, set[str]] = {}
        for word in self._known:
            if len(word) >= _SHORTEST_SLIP and word.isalpha():
                for each in (word, *_shortened(word)):
                    shortened.setdefault(each, set()).add(word)
        self._shortened: Mapping[str, set[str]] = shortened

    def meant(self, word: str) -> str:
        """The known word, or the word itself where it is known or near to none or to several."""
        if word in self._known or len(word) < _SHORTEST_SLIP - 1 or not word.isalpha() or word in NO_SLIPS:
            return word
        near = {known for each in (word, *_shortened(word)) for known in self._shortened.get(each, ())}
        found = [each for each in near if _is_slip(word, each)]
        return found[0] if len(found) == 1 else word


def _shortened(word: str) -> Iterable[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _is_slip(written: str, meant: str) -> bool:
    """Whether one letter is too many, missing or another, or two are swapped; another ending is another word."""
    if len(written) == len(meant):
        differ = [at for at, (one, other) in enumerate(zip(written, meant, strict=True)) if one != other]
        if len(differ) == 1:
            return differ[0] < len(meant) - 1
        is_swap = len(differ) == 2 and differ[1] == differ[0] + 1
        return is_swap and written[differ[0]] == meant[differ[1]] and written[differ[1]] == meant[differ[0]]
    long, short = (written, meant) if len(written) > len(meant) else (meant, written)
    return len(long) - len(short) == 1 and not long.startswith(short) and short in _shortened(long)

"""How people say words to us in an answer: the one grammar of all replies to our mails.

A word is known by any of its spellings, or by a slip of the keyboard: one letter more, one fewer, another one, or two
that changed places. It is fuzzy on spelling and strict on meaning: a slip never makes another word of it, and what
asks, doubts or hangs on something takes a word back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_MARKS = re.compile(r"[\s#*_`'\"]*")
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_MOST_WORDS = 3
# Shorter words lie too close to each other for more than two letters that changed places; of those of up to five
# letters one may be doubled or missing, but none another one: "none" is not "done", nor "said" "paid".
_SHORT, _MIDDLE = 4, 6

# What stands beside a word, or alone, and says nothing more.
POLITE = frozenset(
    ["please", "pls", "plz", "thanks", "thank", "thx", "you", "many", "ta", "cheers", "ok", "okay", "regards", "kind"]
) | frozenset(["best", "and", "then"])
GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|(?:many )?thanks?(?: you)?)\b[^.!?,\d]{0,40}[,.!]?",
    re.IGNORECASE,
)
# What asks, doubts or hangs on something, wherever it stands behind a word; and what takes the word straight back.
DOUBT = re.compile(
    r"\?|\b(?:if|unless|until|maybe|perhaps|probably|possibly|not sure|i think|i guess|not yet|wait|hold on"
    r"|sorry|i meant?|rather|instead)\b",
    re.IGNORECASE,
)
TAKES_BACK = re.compile(r"(?:but|not|never|don['’]?t|do not|no|or)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A word at the top of a text: what it means, how it is spelt when it is right, and where it ends."""

    word: str
    spelling: str
    end: int
    is_exact: bool


def plain_line(raw: str) -> str:
    """A line without marks of no width, its blanks single ones."""
    return " ".join(_INVISIBLE.sub("", raw).replace("\u00a0", " ").split())


def word_at(text: str, spellings: Mapping[str, str]) -> Found | None:
    """Return the word that a text begins with; `spellings` are in small letters, each with what it means."""
    marks = _MARKS.match(text)
    start = marks.end() if marks else 0
    lower = text.lower()
    for spelling in sorted(spellings, key=len, reverse=True):
        form = r"\s+".join(map(re.escape, spelling.split()))
        if found := re.compile(rf"{form}(?!\w)").match(lower, start):
            return Found(spellings[spelling], spelling, found.end(), is_exact=True)
    return _slip_at(lower, start, spellings)


def _slip_at(lower: str, start: int, spellings: Mapping[str, str]) -> Found | None:
    words: list[re.Match[str]] = []
    at = start
    while len(words) < _MOST_WORDS and (found := _WORD.match(lower, at)):
        words.append(found)
        blanks = re.compile(r"\s*").match(lower, found.end())
        at = blanks.end() if blanks else found.end()
    for count in range(len(words), 0, -1):
        said = " ".join(each[0] for each in words[:count])
        near = nearest(said, spellings)
        end = words[count - 1].end()
        if near and not lower[end : end + 1].isalnum():
            return Found(spellings[near], near, end, is_exact=False)
    return None


def nearest(said: str, spellings: Mapping[str, str]) -> str:
    """The spelling that a misspelt word was meant to be; the empty string where none is, or words of two meanings."""
    near = [each for each in spellings if each.count(" ") == said.count(" ") and _is_slip(said, each)]
    return near[0] if len({spellings[each] for each in near}) == 1 else ""


def _is_slip(said: str, meant: str) -> bool:
    if said == meant or abs(len(said) - len(meant)) > 1:
        return False
    same = len(_common(said, meant))
    if len(said) == len(meant):
        there, here = said[same:], meant[same:]
        is_swapped = len(there) > 1 and there[:2] == here[1::-1] and there[2:] == here[2:]
        return (len(meant) > 2 and is_swapped) or (len(meant) >= _MIDDLE and there[1:] == here[1:])
    longer, shorter = (said, meant) if len(said) > len(meant) else (meant, said)
    if longer[same + 1 :] != shorter[same:] or min(len(said), len(meant)) < _SHORT:
        return False
    # A letter more in a middling word may be a word of its own ("cancel", "drops"); a doubled one is a slip.
    return len(meant) >= _MIDDLE or len(said) < len(meant) or longer[same] == longer[same - 1 : same]


def _common(one: str, other: str) -> str:
    count = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    return one[: min(len(one), len(other)) if count is None else count]


def says_nothing(line: str, quiet: frozenset[str]) -> bool:
    """Whether a line is a greeting, thanks, or holds no more than `quiet` words, such as somebody's name."""
    words = set(re.findall(r"[^\W_]+", line.casefold()))
    return words <= quiet or GREETING.fullmatch(line) is not None


def quiet_words(name: str) -> frozenset[str]:
    """What says nothing in the answer of somebody of this name."""
    return frozenset(name.casefold().replace(".", " ").split()) | POLITE

"""Do two short texts speak of the same? Compared by the words that say something."""

from __future__ import annotations

import re
from functools import lru_cache

_MOST_CHARS = 2000
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d+")
_NO_WORDS = """
    the and for are but not you all can has have had her his its our out she was were will with this that there they
    them then than from when what which who why how does did doing been being into just very some any again also only
    please thanks thank hello dear regards kind morning afternoon cheers sorry could would should about need help
    still since have isnt cant wont dont doesnt
"""
_STOP_WORDS = frozenset(_NO_WORDS.split())


def are_alike(one: str, other: str) -> bool:
    """Whether two short texts share half of the words that say something, at least two of them.

    Where both name numbers and none is the same, they are about different things: laptop 7 and laptop 14.
    """
    numbers, other_numbers = _numbers(one), _numbers(other)
    if numbers and other_numbers and numbers.isdisjoint(other_numbers):
        return False
    words, others = telling(one), telling(other)
    common = words & others
    return len(common) >= 2 and 2 * len(common) >= min(len(words), len(others))


@lru_cache(maxsize=1024)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text[:_MOST_CHARS]))


@lru_cache(maxsize=1024)
def telling(text: str) -> frozenset[str]:
    """The words of a text that say something, in small letters and without the plural."""
    # The plural is the same word: "laptops" and "laptop".
    words = (each.rstrip("s") for each in _WORD.findall(text[:_MOST_CHARS].lower().replace("'", "").replace("’", "")))
    return frozenset(each for each in words if each not in _STOP_WORDS)

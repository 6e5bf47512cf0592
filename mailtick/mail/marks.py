"""Find in a text what marks a place or a piece of equipment: names as whole words, serial numbers and tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

MAX_CHARS = 5000
_MOST_MARKS = 50
# Letters and digits of which some are digits, perhaps joined by signs: "AP9-2111-0213", "SP-0037", "5CG1234XYZ".
_MARK = re.compile(r"(?<![\w-])(?=[\w/.-]{0,30}\d)[A-Za-z0-9][A-Za-z0-9/.-]{3,38}[A-Za-z0-9](?![\w-])")


def equipment_marks(text: str) -> tuple[str, ...]:
    """The words that may be serial numbers or tags, in capitals, each once, at most 50."""
    found = dict.fromkeys(each.upper() for each in _MARK.findall(text[:MAX_CHARS]))
    return tuple(found)[:_MOST_MARKS]


def names_place(text: str, names: Iterable[str]) -> bool:
    """Whether one of a place's names stands in the text as a whole word, whatever its case."""
    words = text[:MAX_CHARS].replace("\u2019", "'")
    return any(_whole(name.replace("\u2019", "'")).search(words) for name in names if len(name) > 1)


@lru_cache(maxsize=4096)
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w]){re.escape(name)}(?![\w])", re.IGNORECASE)

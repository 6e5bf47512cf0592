"""Texts that somebody writes into a rule: {name}, {place}, {category} and {subject} stand for what is known.

Nothing in such a text is run, and nothing else of a matter can be named in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mailtick.incidents.rule_values import text

NAMES = ("name", "place", "category", "subject")
_LONGEST = 2000
_PLACEHOLDER = re.compile(r"\{\s*([^{}]{0,40}?)\s*\}")


def read_text(value: object) -> str:
    """Return the text. Raises ValueError, a sentence, for one that is too long or names what is not known."""
    found = text(value)
    if len(found) > _LONGEST:
        raise ValueError(f"this text is longer than {_LONGEST} characters; say it in fewer words")
    for name in _PLACEHOLDER.findall(found):
        if name not in NAMES:
            possible = ", ".join(f"{{{each}}}" for each in NAMES)
            raise ValueError(f"{{{name}}} is nothing that a rule can put into a text; possible: {possible}")
    return found


def filled(words: str, known: Mapping[str, str]) -> str:
    """The text with what is known in the place of each name."""
    return _PLACEHOLDER.sub(lambda found: known.get(found[1], found[0]), words)

"""Is an answer only thanks? Source: DOMAIN.md 5.2, "Reading a reply's meaning"."""

from __future__ import annotations

import re

MOST_WORDS = 12
_THANKS = re.compile(
    r"\b(thanks?|thank you|thx|ta|cheers|works?|working|fixed|perfect|great|brilliant|lovely|sorted|all good|yes)\b",
    re.I,
)
_OPPOSITE = re.compile(
    r"\b(not|no|never|nothing|still|again|but|except|however|can'?t|cannot|doesn'?t|isn'?t|won'?t)\b", re.I
)


def is_only_thanks(text: str) -> bool:
    """Whether a new text says thanks or "it works" and nothing else. When unsure it is content."""
    words = text.replace("’", "'").split()
    if not words or len(words) > MOST_WORDS or "?" in text:
        return False
    plain = " ".join(words)
    return bool(_THANKS.search(plain)) and not _OPPOSITE.search(plain)

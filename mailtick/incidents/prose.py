"""What plain sentences state: not what they deny, ask, imagine or tell of long ago."""

from __future__ import annotations

import re
from functools import lru_cache

# A mail's first pages say what it is about.
_MOST_CHARACTERS = 6000
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|\n\s*\n|;\s")
# A denial reaches no further than this.
_CLAUSE_ENDS = re.compile(r"[,:]\s|\s[-–—]+\s|\b(?:but|and|so|as|because|cos|since|then|while|until)\b", re.IGNORECASE)
# "I'm not sure if I clicked it" is no denial, nor is "I can't believe it".
_NO_DENIALS = re.compile(
    r"\b(?:can(?:no|')?t believe|(?:did|do)(?:n'?t| not) (?:know|realise|realize|notice)|not sure(?: if| whether)?"
    r"|no idea|not only)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|no|never|nobody|no[ -]?one|none|neither|nor|without|nearly|almost|before|if|unless|in case|whether"
    r"|instead of|rather than|cannot|imagine|suppose|pretend"
    r"|(?:did|do|does|have|has|had|was|were|is|are|wo|ca|could|would|should)nt)\b|n't\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\s*(?:(?:hi|hello|dear|and|so|also|sorry)\b[\s,]*)*(?:is|are|was|were|has|have|had|do|does|did|should|shall|may"
    r"|might|what|how|who|which|where|why|any|anyone|anybody|when(?! i\b| we\b)"
    r"|(?:can|could|would|will)(?! you\b| we\b| some| any))\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:lesson|training|course|polic(?:y|ies)|poster|story|assembly|quiz|letter|article|advice|guidance|talk"
    r"|session|question|reminder|display)\s+(?:on|about|for|says|that)\b|\bfor example\b|\be\.g\.|\brole ?play\b"
    r"|\bdrill\b|\bscenario\b|\blast (?:year|term)\b|\byears? ago\b|\bin 20\d\d\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=32)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each on one line and with plain apostrophes."""
    pieces = _SENTENCE_ENDS.split(text[:_MOST_CHARACTERS].replace("’", "'"))
    return tuple(" ".join(piece.split()) for piece in pieces if piece.strip())


def stated(pattern: re.Pattern[str], sentence: str) -> str:
    """The words of a sentence that state what a pattern is about; empty where it denies, asks or imagines it."""
    said = next((found[0] for found in pattern.finditer(sentence) if is_stated(sentence, found.start())), "")
    # Looked for last: most sentences state nothing of the kind.
    return "" if said and _UNREAL.search(sentence) else said


def is_stated(sentence: str, at: int) -> bool:
    """Whether what a sentence says from there on is neither denied nor asked in its clause."""
    ends = [found.end() for found in _CLAUSE_ENDS.finditer(sentence, 0, at)]
    before = sentence[ends[-1] if ends else 0 : at]
    if _DENIED.search(_NO_DENIALS.sub(" ", before)):
        return False
    clause = sentence[ends[-1] if ends else 0 :]
    return not (sentence.endswith("?") and _ASKED.match(clause))

"""Is an answer only thanks, or does it call the matter off? Source: DOMAIN.md 5.2, "Reading a reply's meaning"."""

from __future__ import annotations

import re

MOST_WORDS = 12
_THANKS = re.compile(
    r"\b(thanks?|thank you|thx|ta|cheers|works?|working|fixed|perfect|great|brilliant|lovely|sorted|all good|yes)\b",
    re.I,
)
# A word of any of these lists makes it content: when unsure, it is. The negations are the bare ones of a telephone too.
_NEGATIONS = (
    r"not|no|never|nothing|nobody|none|without|unable|nope|\w+n't|cannot|"
    r"(?:ai|are|ca|could|did|do|does|had|has|have|is|should|was|were|wo|would)nt"
)
_TURNS = (
    r"still|again|but|except|however|although|though|unfortunately|yet|only|until|till|sometimes|partly|half|almost|"
    r"nearly|sort of|kind of|on and off|apart from|since"
)
_FAULTS = (
    r"broken|broke|jam|jammed|down|dead|wrong|worse|error|errors|fail|fails|failed|problem|problems|issue|issues|stuck|"
    r"missing|slow|lost|crash|crashed|crashes|frozen|stopped|stops|drops|dropping|flickers|flickering"
)
_WISHES = (
    r"please|pls|plz|also|another|more|other|any|news|update|when|what|where|why|how|who|which|if|will|"
    r"\w+'ll|would|could|should|can|need|needs|later|tomorrow|wait|waiting"
)
_MORE = re.compile(rf"\b(?:{_NEGATIONS}|{_TURNS}|{_FAULTS}|{_WISHES})\b", re.I)

_WITHDRAWN = re.compile(
    r"\b(?:(?:please )?(?:ignore|forget|cancel) (?:that|this|it|my (?:last |previous )?(?:mail|email|message|request))"
    r"|no longer (?:needed|required|necessary)|(?:don['’]t|do not) need (?:it|this|that) (?:any ?more|after all)"
    r"|false alarm|my (?:own )?mistake|found (?:it|out) myself|sorted it (?:myself|out))\b",
    re.IGNORECASE,
)
_MOST_WORDS_OF_WITHDRAWAL = 30


def is_only_thanks(text: str) -> bool:
    """Whether a new text says thanks or "it works" and nothing else. When unsure it is content."""
    words = text.replace("’", "'").split()
    if not words or len(words) > MOST_WORDS or "?" in text:
        return False
    plain = " ".join(words)
    return bool(_THANKS.search(plain)) and not _MORE.search(plain)


def is_withdrawal(text: str) -> bool:
    """Whether a short text seems to call the matter off."""
    return bool(_WITHDRAWN.search(text)) and len(text.split()) <= _MOST_WORDS_OF_WITHDRAWAL

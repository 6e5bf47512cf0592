"""The words by which proposals are recognised; each list stands here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

# --- Moves ---

# What people call equipment, and the words of a register's type or model that it means.
EQUIPMENT_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "pc": ("desktop", "computer"),
        "computer": ("desktop", "computer"),
        "tower": ("desktop",),
        "base unit": ("desktop",),
        "board": ("panel", "board", "whiteboard"),
        "whiteboard": ("panel", "board", "whiteboard"),
        "smartboard": ("panel", "board", "whiteboard"),
        "screen": ("panel", "screen", "monitor"),
        "photocopier": ("copier",),
        "tablet": ("tablet", "ipad"),
        "notebook": ("laptop",),
        "chromebook": ("chromebook",),
        "speaker": ("speaker", "sound"),
        "trolley": ("trolley", "cabinet"),
        "scanner": ("scanner",),
    }
)
# Words beside the noun that say how it stands with the piece.
STATUS_WORDS: Mapping[str, str] = MappingProxyType(
    {"spare": "spare", "broken": "in_repair", "unused": "spare", "missing": "missing"}
)
NUMBER_WORDS: Mapping[str, int] = MappingProxyType(
    {
        "one": 1,
        "two": 2,
        "both": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "eleven": 11,
        "twelve": 12,
        "couple": 2,
    }
)
SMALL_WORDS = frozenset(
    (
        *("the", "our", "my", "a", "an", "all", "that", "those", "this", "these", "his", "her", "their", "your"),
        *("some", "other", "of", "and", "very", "x", "school", "school's", "fyi", "just", "have", "has", "i", "we"),
    )
)

_VERB = r"(?:moved|relocated|shifted|transferred|carried|wheeled|taken|took|brought|put)"
_OUT = r"(?:out\s+of|out|from|off)"
_INTO = r"(?:(?:over|across|back|down|up)\s+)?(?:into|to|in)"
_THINGS = r"(?P<things>[^?!\n]{2,160}?)"
_SOURCE = rf"(?:\s+{_OUT}\s+(?P<source>[^?!\n]{{2,60}}?))?"
_PLACE = r"(?P<place>[^?!\n]{2,80})"
# "Moved THINGS out of SOURCE into PLACE"; "THINGS have been moved from SOURCE to PLACE"; "THINGS are now in PLACE".
MOVED = (
    re.compile(rf"\b{_VERB}\s+{_THINGS}{_SOURCE}\s+{_INTO}\s+{_PLACE}", re.IGNORECASE),
    re.compile(
        rf"{_THINGS}\s*(?:\bhas|\bhave|['’]s|['’]ve|\bwas|\bwere)\s+(?:now\s+|just\s+)?(?:been\s+)?"
        rf"(?:moved|relocated|shifted|transferred|taken){_SOURCE}\s+{_INTO}\s+{_PLACE}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_THINGS}\s+(?:(?:is|are|lives?)\s+now|now\s+(?:is|are|lives?))\s+(?:kept\s+)?in\s+{_PLACE}", re.IGNORECASE
    ),
)
# Each of those has one of these words; to look for them first is much quicker.
MAY_BE_MOVED = re.compile(rf"\b(?:{_VERB}|now)\b", re.IGNORECASE)
# Where the words for a place end.
PLACE_ENDS = re.compile(
    r"[,;:.!?()\n]|\s[-–—]\s|\b(?:because|as|so|for|since|please|pls|now|today|yesterday|this|need|needed|until|till"
    r"|while|where|instead|thanks|thank|cheers|with|when|if|but|before|after|ready|and\s+(?:it|they|we|i|the|that))\b",
    re.IGNORECASE,
)
# It is asked for, planned, denied or a cause of something: no notice of what was done.
NO_NOTICE = re.compile(
    r"\?|\b(?:can|could|would|will|should|shall|might|may|must|please|pls|plz|needs?\s+to|needs?|wants?|like|someone"
    r"|somebody|anyone|when|if|once|before|after|since|because|not|never|going\s+to|about\s+to|to\s+be|asked|ask|who"
    r"|why|where|hope|let\s+me\s+know|tomorrow|next|being)\b|n['’]t\b|['’]ll\b",
    re.IGNORECASE,
)
# Who tells of a fault wants it mended, whatever was moved.
FAULT = re.compile(
    r"\b(?:broken|broke|stopped|stops|no\s+longer|errors?|faults?|faulty|unable|dead|crash\w*|flicker\w*|help"
    r"|jam(?:s|med|ming)?"
    r"|problems?|issues?|not\s+work\w*|cannot|can\s*not|isnt|doesnt|wont|cant|lost|missing|wrong|slow)\b"
    r"|\b(?:won|doesn|isn|can|couldn|don|aren|didn)['’]t\b",
    re.IGNORECASE,
)
# Words of a place that many places have.
PLACE_WORDS = frozenset(["room", "class", "classroom", "the", "s", "office", "our"])

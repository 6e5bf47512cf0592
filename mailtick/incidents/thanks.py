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

_FAILED = re.compile(
    rf"\b(?:{_FAULTS}|gone again|not working|(?:doesn't|does not|won't|will not|isn't|is not) work\w*)\b"
    r"|(?<!thanks )(?<!you )\bagain\b",
    re.I,
)
_WITHDRAWN = re.compile(
    r"\b(?:(?:please )?(?:ignore|forget|cancel) (?:that|this|it|my (?:last |previous )?(?:mail|email|message|request))"
    r"|no longer (?:needed|required|necessary)|(?:don['’]t|do not) need (?:it|this|that) (?:any ?more|after all)"
    r"|false alarm|my (?:own )?mistake|found (?:it|out) myself|sorted it (?:myself|out))\b",
    re.IGNORECASE,
)
_MOST_WORDS_OF_WITHDRAWAL = 30
# "worked" alone may be said of what does not work any more.
_WORKED = re.compile(
    r"\s*(?:that|it|this|they|all)?(?:'s| has| have)? ?(?:all )?(?:worked|solved it|did it|(?:did|done) the trick)"
    r"(?: now| fine| well| perfectly| a treat| for me)*\s*",
    re.IGNORECASE,
)
_WORKS = re.compile(r"\b(?:works?|working|fixed|sorted|all good)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.,!;:\u2013\u2014]+|\s-\s")
_THANKS_FOR = re.compile(
    r"\s*(?:many )?(?:thanks|thank you|thx|cheers|ta)(?: so| very)?(?: much)? for\b", re.IGNORECASE
)
# What may stand beside thanks and says nothing.
_PLAIN_WORDS = """
    a all and am are at back be both everyone everybody everything for fine first from good guys happy i i'm in is it
    it's its just like lot lots many me mr mrs ms miss much my nicely now of ok okay on once our perfectly properly
    quick quickly really seems so sir so team that that's the there they this today to too up us very was we well you
    your yep yeah yup x xx a1 brill amazing excellent wonderful super appreciated helping help
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())


def is_only_thanks(text: str) -> bool:
    """Whether a new text says thanks or "it works" and nothing else. When unsure it is content."""
    words = text.replace("’", "'").split()
    if not words or len(words) > MOST_WORDS or "?" in text:
        return False
    plain = " ".join(words)
    clauses = _clauses(plain)
    if not (_THANKS.search(plain) or any(map(_WORKED.fullmatch, clauses))) or _MORE.search(plain):
        return False
    return all(_is_thankful(clause) for clause in clauses)


def says_it_works(text: str) -> bool:
    """Whether thanks say as well that it works now, or that something helped: "that worked, thanks"."""
    clauses = _clauses(" ".join(text.replace("’", "'").split()))
    told = (each for each in clauses if not _THANKS_FOR.match(each))
    return is_only_thanks(text) and any(_WORKED.fullmatch(each) or _WORKS.search(each) for each in told)


def _clauses(plain: str) -> list[str]:
    return [each for each in _CLAUSE.split(plain) if each.strip()]


def _is_thankful(clause: str) -> bool:
    """Whether a clause only thanks: what it says of anything ends well ("the panel is great"), or is a name."""
    if _WORKED.fullmatch(clause):
        return True
    words = [each.strip("\"'()") for each in clause.split()]
    unknown = [at for at, word in enumerate(words) if word.lower() not in _PLAIN and not _THANKS.fullmatch(word)]
    if not unknown or _THANKS_FOR.match(clause):
        return True
    after = " ".join(words[unknown[-1] + 1 :])
    are_names = all(words[at][:1].isupper() for at in unknown) and len(unknown) <= 2
    is_signed = are_names and (unknown[0] == 0 or bool(_THANKS.search(" ".join(words[: unknown[0]]))))
    return bool(_THANKS.search(after)) or is_signed


def says_it_failed(text: str) -> bool:
    """Whether somebody says of what was mended for now that it does not work, or not any more."""
    return bool(_FAILED.search(text.replace("’", "'")))


def is_withdrawal(text: str) -> bool:
    """Whether a short text seems to call the matter off."""
    return bool(_WITHDRAWN.search(text)) and len(text.split()) <= _MOST_WORDS_OF_WITHDRAWAL

"""What a report says of itself: that it can wait, that all of the organisation is hit, that something new is wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CAN_WAIT = re.compile(
    r"\b(?:no (?:rush|hurry|great (?:rush|hurry))|not (?:at all |very |that |really )?urgent|isn'?t urgent|non-urgent"
    r"|when(?:ever)? (?:you|u|some ?(?:one|body)|any ?(?:one|body)|he|she|they) (?:next )?(?:gets?|has|have|can|could)"
    r"(?: an?| some| the)? ?(?:chance|mo|moment|minute|min|time|sec|second)?"
    r"|at some point|(?:it )?can wait|in your own time|low priority|any ?time (?:before|this term|next)"
    r"|after (?:half[ -]term|the holidays)|for (?:the )?(?:spring|summer|autumn|next) term)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:no|none|off|down|out|gone|dead|lost|without|nobody can|no one can|not working"
    r"|(?:won'?t|will not) (?:load|open|work))\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?\n]")
# "It can't wait" has the words, and says the opposite.
_CANNOT_WAIT = re.compile(
    r"\b(?:can(?:no|')t|cant|can not|not) wait\b|\burgent(?:ly)? (?:please|help)\b", re.IGNORECASE
)
_WANTED = re.compile(
    r"\b(?:(?:could|can|may|might) (?:we|i|you|someone|somebody)(?: please| pls)? (?:get|have|order|buy|purchase)"
    r"|please (?:order|buy)|(?:look(?:ing)? into|interested in|thinking of) (?:getting|buying|ordering)"
    r"|(?:we|i) (?:would like|'d like|d like) to (?:order|buy)"
    r"|(?:is|would) (?:it|there) (?:be )?(?:possible|any chance) to (?:get|have|order|buy))"
    r" (?:us |me )?(?:an?(?: new| second| third| spare)?|another|some|\d{1,3}|more|one more|two|three|four|five|six|ten"
    r"|a few|a couple of|new|extra) (?!look|word|chat|go\b|minute|moment|hand|visit|call|reply|answer|update|fix)\w",
    re.IGNORECASE,
)


def can_wait(sentences: Sequence[str]) -> str:
    """The words that say that there is no hurry; empty where none do, or where others say that there is."""
    if any(_CANNOT_WAIT.search(each) for each in sentences):
        return ""
    return next((found[0] for each in sentences if (found := _CAN_WAIT.search(each))), "")


def says_it_is_gone(sentences: Sequence[str]) -> bool:
    """Whether a service is not there at all, and not only slow; a question says nothing."""
    return any(_GONE.search(each) for each in sentences if not each.rstrip().endswith("?"))


def something_new(sentences: Sequence[str]) -> str:
    """The words that ask for something that is not there yet, as a request does; empty for none."""
    return next((found[0] for each in sentences if (found := _WANTED.search(each))), "")


def without_wishes(text: str) -> str:
    """A text without what asks for something new: that is none of the equipment that is there."""
    found = _WANTED.search(text)
    while found is not None:
        end = _SENTENCE_END.search(text, found.end())
        text = text[: found.start()] + (text[end.start() :] if end else "")
        found = _WANTED.search(text)
    return text

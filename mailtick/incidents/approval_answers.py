"""The answer to M7 by mail: yes, no, or a question first. Fuzzy on spelling, strict on meaning (RULINGS 11 and 12).

It needs both proofs: the sender authenticated, and the mail that only they received answered. Whatever takes a word
back in the same breath ("yes, but only if …") decides nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailtick.incidents.actions import Action, AddEntry, Event, NoticeKind
from mailtick.incidents.approvals import Answer, Approval, why_not_theirs
from mailtick.incidents.case import Case
from mailtick.incidents.commands.command import Call
from mailtick.incidents.decided import decided
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.people import Person

_MOST_CHARACTERS = 1000
_YES = re.compile(
    r"\b(?:yes(?:\s+please)?|y|yep|yeah|ok(?:ay)?|approved?|aproved?|approve\s+(?:it|this)|agreed|accepted|go\s+ahead"
    r"|please\s+(?:go\s+ahead|order|proceed|do)|happy\s+(?:with\s+(?:this|that)|to\s+approve)|fine(?:\s+(?:by|with)\s+me)?"
    r"|i\s+(?:approve|agree)|that(?:'s| is)\s+(?:fine|ok(?:ay)?))\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:no(?:\s+thank(?:s| you))?|n|nope|declined?|reject(?:ed)?|not\s+approved|do\s+not\s+(?:order|approve)"
    r"|don't\s+(?:order|approve)|i\s+(?:do\s+not|don't)\s+approve|refused?)\b(?!\s+(?:problem|worries|objection|need\s+to\s+ask))",
    re.IGNORECASE,
)
_ASK = re.compile(r"ask\b[\s:,-]*(.*)", re.IGNORECASE | re.DOTALL)
# What takes a yes back, or makes it hang on something.
_DOUBT = re.compile(
    r"\b(?:but|not|never|only|except|without|wait|until|unless|if|instead|rather|should|first|provided|subject\s+to"
    r"|hold|yet|maybe|perhaps|think|check|cheaper|less|n't)\b|n't\b|\?",
    re.IGNORECASE,
)
# "yes, until the end of the placement", "not after Friday": how long, and no doubt.
_HOW_LONG = re.compile(r"\buntil\s+(?:the\s+)?(?:end|\d|[A-Z])", re.IGNORECASE)
_POSSIBLE = "answer with `yes`, `no` or `ask` and your question at the very top"


@dataclass(frozen=True, slots=True)
class Read:
    """What an answer says; `unclear` is what stands beside its word and may take it back."""

    answer: Answer | None
    text: str = ""
    unclear: str = ""


def read_approval(text: str) -> Read:
    """Return what an answer to M7 says, by its first words; nothing is guessed."""
    said = text[:_MOST_CHARACTERS].replace("’", "'").strip().lstrip("#*_ ")
    first, _, below = said.partition("\n")
    if asked := _ASK.match(said):
        return Read(Answer.ASK, asked[1].strip()) if asked[1].strip() else Read(None)
    if found := _NO.match(first):
        rest = first[found.end() :]
        # "No problem, go ahead" is no no; "No - too dear" is.
        return Read(None, said, first) if _YES.search(rest) else Read(Answer.NO, _after(found, said))
    if found := _YES.match(first):
        near = "\n".join((first[found.end() :], *below.split("\n\n")[0].split("\n")))
        doubt = _DOUBT.search(_HOW_LONG.sub("", near))
        return Read(None, said, first) if doubt or _NO.search(near) else Read(Answer.YES, _after(found, said))
    return Read(Answer.ASK, first) if first.rstrip().endswith("?") else Read(None, said)


def _after(found: re.Match[str], said: str) -> str:
    return said[found.end() :].strip(" \n,.;:!-–—")


def answer_approval(case: Case, approval_id: int) -> tuple[Action, ...]:
    """Return what an answer to a question of M7 does; it is never a new matter."""
    person, approval = case.sender.person, case.lookup.approval(approval_id)
    incident = case.lookup.incident(approval.incident) if approval else None
    if person is None or approval is None or incident is None:
        return ()
    read = read_approval(case.own_text)
    kept = AddEntry(incident.id, Event.NOTE, case.new_text, case.because_of(f"{person.name} answered what was asked"))
    answer = read.answer
    if why := _why_not(case, person, approval, read):
        line = TranscriptLine(answer or "your answer", False, why)
        told = case.answer(NoticeKind.TRANSCRIPT, person, "they answered a question", incident.id, (line,))
        hears = tuple(each for each in case.coordinators() if each.address != person.address)
        lines = (f"Nothing is decided: {why}.",)
        headline = f"{person.name} answered, and it does not count yet"
        warned = case.notify(NoticeKind.ALERT, hears, headline, incident.id, case.new_text, person.name, lines)
        return (kept, *told, *warned)
    if answer is None:
        return (kept,)
    call = Call(incident, person, read.text, case.lookup, case.policy, case.now, case.sender.words)
    return (kept, *decided(call, approval, answer, read.text))


def _why_not(case: Case, person: Person, approval: Approval, read: Read) -> str:
    """Why an answer decides nothing, a sentence; empty where it does."""
    if not approval.is_open:
        newer = "a newer question has replaced this one" if approval.state == "replaced" else f"it is {approval.state}"
        return f"it was answered already, {newer}; another amount or another answer needs a new question"
    if read.answer is None:
        beside = f'"{read.unclear}" may take it back; ' if read.unclear else ""
        return f"it is not clear: {beside}{_POSSIBLE}"
    if read.answer is Answer.ASK:
        return ""
    if not may(case.sender, Deed.APPROVE):
        return (
            f"{case.sender.words}; to decide, both are needed: your own school address, and an answer to the mail that "
            "asks you"
        )
    return why_not_theirs(person, approval.price)

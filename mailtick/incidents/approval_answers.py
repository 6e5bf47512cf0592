"""The answer to M7 by mail: yes, no, or a question first. Fuzzy on spelling, strict on meaning (RULINGS 11 and 12).

It needs both proofs: the sender authenticated, and the mail that only they received answered. Whatever takes a word
back in the same breath ("yes, but only if …") decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mailtick.incidents.actions import Action, AddEntry, Event, NoticeKind
from mailtick.incidents.approvals import Answer, Approval, Price, why_not_decide, why_over
from mailtick.incidents.belong import end_of_chain
from mailtick.incidents.case import Case
from mailtick.incidents.commands.command import Call
from mailtick.incidents.decided import decided
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.grammar import word_at
from mailtick.incidents.incident import Incident
from mailtick.incidents.lookup import SentMail
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.people import Person, Role
from mailtick.incidents.trust import Sender
from mailtick.incidents.visibility import may_see
from mailtick.mail.money import FOREIGN, MONEY, foreign_amounts, pence

_MOST_CHARACTERS = 1000
_YES = re.compile(
    r"\b(?:yes(?:\s+please)?|y(?=\s*(?:[.,!;:\n–—-]|$))|yep|yeah|ok(?:ay)?|approved?(?!\s+(?:by\s+whom|up\s))"
    r"|approve\s+(?:it|this)|agreed(?!\s+with)|accepted(?!:)|go\s+ahead|please\s+(?:go\s+ahead|order|proceed)"
    r"|please\s+do(?=\s*(?:so|it)?\s*(?:[.,!;\n–—-]|$))|happy\s+(?:with\s+(?:this|that)|to\s+approve)"
    r"|fine(?:\s+(?:by|with)\s+me)?(?!\s+\w)|i\s+(?:approve|agree)(?!\s+with)|that(?:'s| is)\s+(?:fine|ok(?:ay)?))\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:no(?:\s+thank(?:s| you))?|n(?=\s*(?:[.,!;:\n–—-]|$))|nope|declined?|reject(?:ed)?|not\s+approved"
    r"|do\s+not\s+(?:order|approve)|don't\s+(?:order|approve)|i\s+(?:do\s+not|don't)\s+approve|refused?)\b"
    r"(?!\s+(?:problem|worries|objections?|need\s+to\s+ask))",
    re.IGNORECASE,
)
# Of these a slip is understood; shorter words have to be spelt right.
WORDS = {
    **dict.fromkeys(["approve", "approved", "agreed", "accepted"], "yes"),
    **dict.fromkeys(["decline", "declined", "reject", "rejected", "refuse", "refused"], "no"),
}
_ASK = re.compile(r"ask\b[\s:,-]*(.*)", re.IGNORECASE | re.DOTALL)
# What takes a yes back, or makes it hang on something, or says that they only have the mail, or are not there.
_DOUBT = re.compile(
    r"\b(?:but|not|never|only|except|without|wait|until|unless|if|instead|rather|should|first|provided|subject\s+to"
    r"|hold|yet|maybe|perhaps|think|check|cheaper|less|n't|however|although|though|pending|after|once|when|later|next"
    r"|tomorrow|nothing|none|nobody|another|principle|for\s+now|up\s+to|max(?:imum)?|under|below|half|cancel|stop"
    r"|withdraw|postpone|delay|leave|away|out\s+of|back|look|read|discuss\w*|talk|speak|saw|meet\w*|received|attached"
    r"|got\s+(?:it|this|your)|let\s+me|let's|i'll|i\s+will|(?:one|two|three|four|five|\d+)\s+of)\b|n't\b|\?",
    re.IGNORECASE,
)
# What takes it back wherever it stands below.
_TAKEN_BACK = re.compile(
    r"\b(?:actually|on\s+second\s+thoughts?|scrap\s+that|do(?:\s+not|n't)\s+(?:order|buy)|hold\s+on|only\s+if|unless"
    r"|provided\s+that|subject\s+to|however|not\s+(?:yet|before|until)|cancel\s+(?:it|that|this)"
    r"|but\s+(?:only|please|not|first|we|i)|(?:please|better)\s+wait)\b"
    r"|^no(?=\s*(?:[,.!–—-]|$))|^if\s+(?!you\b)|\?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_GREETING = re.compile(
    r"(?:(?:kind|best|many|warm|with)\s+)*(?:regards|thanks|thank\s+you|wishes|cheers|sincerely)[,.!]?|sent\s+from\s.*",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:[A-Z][\w.'-]*\s{0,2}){1,4},?")
_AMOUNT = re.compile(rf"{MONEY}|{FOREIGN}|\b\d[\d,]*(?:\.\d\d)?\s*(?:pounds?|quid)\b", re.IGNORECASE)
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
    said = _spelt(text[:_MOST_CHARACTERS].replace("’", "'").strip().lstrip("#*_ "))
    first, _, below = said.partition("\n")
    if asked := _ASK.match(said):
        return Read(Answer.ASK, asked[1].strip()) if asked[1].strip() else Read(None)
    if found := _NO.match(first):
        rest = first[found.end() :]
        # "No problem, go ahead" is no no; "No - too dear" is.
        return Read(None, said, first) if _YES.search(rest) else Read(Answer.NO, _after(found, said))
    if found := _YES.match(first):
        near = "\n".join((first[found.end() :], *_above_signature(below.split("\n\n")[0])))
        doubt = _DOUBT.search(_HOW_LONG.sub("", near)) or _NO.search(near) or _TAKEN_BACK.search(below)
        return Read(None, said, first) if doubt else Read(Answer.YES, _after(found, said))
    return Read(Answer.ASK, first) if first.rstrip().endswith("?") else Read(None, said)


def _spelt(said: str) -> str:
    """The answer with its first word spelt right, where that is a slip of the keyboard."""
    found = word_at(said, WORDS)
    return f"{found.spelling}{said[found.end :]}" if found and not found.is_exact else said


def _above_signature(text: str) -> Iterator[str]:
    """The lines down to a name or a greeting: "St Mary's First School" below it takes nothing back."""
    for line in text.split("\n"):
        is_name = _NAME.fullmatch(line.strip()) and not (_DOUBT.search(line) or _NO.search(line))
        if is_name or _GREETING.fullmatch(line.strip()):
            return
        yield line


def _after(found: re.Match[str], said: str) -> str:
    return said[found.end() :].strip(" \n,.;:!-–—")


def other_amount(text: str, price: Price | None) -> str:
    """Return an amount in an answer that is not what was asked, as it stands there; empty where there is none."""
    asked = (price.net_pence, price.gross_pence, price.vat_pence) if price else ()
    for found in _AMOUNT.finditer(text[:_MOST_CHARACTERS]):
        if foreign_amounts(found[0]) or pence(found[0]) not in asked:
            return found[0].strip()
    return ""


def question_answered(cited: Iterable[SentMail], sender: Sender | None) -> SentMail | None:
    """The mail that asks and that this one answers: of several their own copy, before one that others got."""
    asking = [each for each in cited if each.approval is not None]
    return next((each for each in asking if sender and _is_theirs(each, sender)), next(iter(asking), None))


def _is_theirs(sent: SentMail, sender: Sender) -> bool:
    return sent.recipient.lower() in (sender.address.key, sender.person.address if sender.person else "")


def answer_approval(case: Case, sent: SentMail) -> tuple[Action, ...]:
    """Return what an answer to a question of M7 does; it is never a new matter."""
    person, approval = case.sender.person, case.lookup.approval(sent.approval or 0)
    # What was asked of an incident that was merged is decided for the one as which it goes on.
    incident = case.lookup.incident(end_of_chain(case.lookup, approval.incident)) if approval else None
    if person is None or approval is None or incident is None:
        return ()
    read = read_approval(case.own_text)
    kept = AddEntry(incident.id, Event.NOTE, case.new_text, case.because_of(f"{person.name} answered what was asked"))
    answer = read.answer
    if why := _why_not(case, sent, person, incident, approval, read):
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


def _why_not(case: Case, sent: SentMail, person: Person, incident: Incident, approval: Approval, read: Read) -> str:
    """Why an answer decides nothing, a sentence; empty where it does."""
    if approval.state == "withdrawn":
        return f"the quote was taken back, and with it the question; whoever needs it asks {person.name} anew"
    if not approval.is_open:
        newer = "a newer question has replaced this one" if approval.state == "replaced" else f"it is {approval.state}"
        return f"it was answered already, {newer}; another amount or another answer needs a new question"
    if over := why_over(incident):
        return over
    if read.answer is None:
        beside = f'"{read.unclear}" may take it back; ' if read.unclear else ""
        return f"it is not clear: {beside}{_POSSIBLE}"
    if not person.has(Role.OWNER, Role.APPROVER) or not may_see(person, incident):
        return f"{approval.asked_of.name} was asked, and {person.name} may not decide it"
    if read.answer is Answer.ASK:
        return ""
    if not may(case.sender, Deed.APPROVE) or not _is_theirs(sent, case.sender):
        return (
            f"{case.sender.words}; to decide, both are needed: your own school address, and an answer to the mail that "
            "asks you"
        )
    if read.answer is Answer.YES and (other := other_amount(case.own_text.split("\n\n")[0], approval.price)):
        asked = approval.price.gross_words if approval.price else "no amount"
        return f"it names {other}, and {asked} was asked; {_POSSIBLE}"
    return why_not_decide(person, approval)

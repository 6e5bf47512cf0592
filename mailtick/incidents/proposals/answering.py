"""The answer to a proposal by mail: confirm, confirm with corrections, decline, undo."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.case import Case
from mailtick.incidents.commands.words import unproven
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.proposals.acts import AnswerProposal, ProposalWord

_WORD = re.compile(
    r"\s*#?\s*(confirm(?:ed)?|decline[d]?|undo|(?:y(?:es)?|no?)(?=\s*(?:[,.!;:\n-]|\Z|please\b|thanks?\b|ta\b|but\b)))\b"
    r"[\s,.!:;-]*(?:but\b[\s,:]*)?(.*)",
    re.IGNORECASE | re.DOTALL,
)
_CELL = re.compile(
    r"([A-Za-z_][\w .]{0,40}?)\s*=\s*(.*?)\s*(?=(?:[,;\n]|\band\b)\s*[A-Za-z_][\w .]{0,40}?\s*=|\n|\Z)", re.DOTALL
)
_MOST_CHARACTERS = 2000
_WORDS = {
    "confirm": ProposalWord.CONFIRM,
    "confirmed": ProposalWord.CONFIRM,
    "y": ProposalWord.CONFIRM,
    "yes": ProposalWord.CONFIRM,
    "decline": ProposalWord.DECLINE,
    "declined": ProposalWord.DECLINE,
    "n": ProposalWord.DECLINE,
    "no": ProposalWord.DECLINE,
    "undo": ProposalWord.UNDO,
}
# What may stand behind a word without saying anything more.
_POLITE = {
    "yes",
    "please",
    "pls",
    "thanks",
    "thank",
    "you",
    "many",
    "ta",
    "cheers",
    "ok",
    "okay",
    "all",
    "it",
    "this",
    "that",
}
# In the lines below it, what takes something of the word back.
_DOUBT = re.compile(
    r"\b(?:but|not|never|only|except|without|wait|until|unless|if|instead|rather|should|first|n['’]t)\b|n['’]t\b|\?",
    re.IGNORECASE,
)
_POSSIBLE = "possible are `confirm` (or `y`), `confirm, but COLUMN=VALUE`, `decline` (or `n`) and `undo`"


def answer_proposal(case: Case, proposal: int) -> tuple[Action, ...]:
    """Return what an answer to the mail of a proposal does; it is never a new matter."""
    person = case.sender.person
    if person is None:
        return ()
    read = read_answer(case.own_text)
    if read is None:
        line = TranscriptLine("your answer", False, f"it begins with no word that I know; {_POSSIBLE}")
        return case.answer(NoticeKind.TRANSCRIPT, person, "they answered a proposal", transcript=(line,))
    word, cells = read.word, read.cells
    if not may(case.sender, Deed.CONFIRM):
        line = TranscriptLine(word, False, f"not done: {unproven(case.sender)}")
        return case.answer(NoticeKind.TRANSCRIPT, person, "they answered a proposal", transcript=(line,))
    if unclear := unclear_beside(read.unclear, person.name):
        line = TranscriptLine(word, False, f'nothing is done, since "{unclear}" may take it back; {_POSSIBLE}')
        return case.answer(NoticeKind.TRANSCRIPT, person, "they answered a proposal", transcript=(line,))
    return (AnswerProposal(proposal, word, cells, person, case.because_of(f"{person.name} said so by mail")),)


@dataclass(frozen=True, slots=True)
class Read:
    """The word at the top of an answer, the corrections behind it, and what else is said there that is not known."""

    word: ProposalWord
    cells: tuple[tuple[str, str], ...] = ()
    unclear: str = ""


def read_answer(text: str) -> Read | None:
    """Return what an answer says, up to its first blank line; None where it begins with no word."""
    found = _WORD.match(text[:_MOST_CHARACTERS])
    if found is None:
        return None
    word = _WORDS[found[1].lower()]
    if word is not ProposalWord.CONFIRM:
        return Read(word)
    said = re.split(r"\n\s*\n", found[2], maxsplit=1)[0]
    cells = tuple((name.strip(), value.strip().strip("\"'“”").rstrip(".")) for name, value in _CELL.findall(said))
    first, *below = _CELL.sub("", said).split("\n")
    doubts = [first.strip(" ,;."), *(line.strip() for line in below if _DOUBT.search(line))]
    return Read(word, cells, "; ".join(each for each in doubts if each))


def unclear_beside(words: str, name: str) -> str:
    """What is not clear of words behind `confirm`; a name below or beside it says nothing."""
    nothing = {part.casefold() for part in name.split()} | _POLITE
    return words if set(re.findall(r"\w+|\?", words.casefold())) - nothing else ""

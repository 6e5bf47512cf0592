"""The answer to a proposal by mail: confirm, confirm with corrections, decline, undo."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.case import Case
from mailtick.incidents.commands.words import unproven
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.grammar import DOUBT, quiet_words, word_at
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.proposals.acts import AnswerProposal, ProposalWord

# What stands behind the word before what it corrects.
_BUT = re.compile(r"[\s,.!:;-]*(?:but\b[\s,:]*)?")
# "y" and "no" are words of an answer only where they stand for themselves: not "no idea", not "yes and no".
_FOR_ITSELF = re.compile(r"\s*(?:[,.!;:\n-]|\Z|(?:please|pls|thanks?|ta|but)\b)", re.IGNORECASE)
_CELL = re.compile(
    r"([A-Za-z_][\w .]{0,40}?)\s*=\s*(.*?)\s*(?=(?:[,;\n]|\band\b)\s*[A-Za-z_][\w .]{0,40}?\s*=|\n|\Z)", re.DOTALL
)
_MOST_CHARACTERS = 2000
WORDS = {
    "confirm": "confirm",
    "confirmed": "confirm",
    "y": "confirm",
    "yes": "confirm",
    "decline": "decline",
    "declined": "decline",
    "n": "decline",
    "no": "decline",
    "undo": "undo",
}
_FOR_ITSELF_ALONE = frozenset({"y", "yes", "n", "no"})
# What may stand behind a word without saying anything more.
_QUIET = frozenset({"yes", "all", "it", "this", "that"})
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
    said = text[:_MOST_CHARACTERS].lstrip()
    found = word_at(said, WORDS)
    if found is None or (found.spelling in _FOR_ITSELF_ALONE and not _FOR_ITSELF.match(said, found.end)):
        return None
    word = ProposalWord(found.word)
    behind = re.split(r"\n\s*\n", said[found.end :], maxsplit=1)[0]
    if word is not ProposalWord.CONFIRM:
        first = behind.partition("\n")[0]
        return Read(word, unclear=first.strip(" ,;.") if DOUBT.search(first) else "")
    behind = _BUT.sub("", behind, count=1)
    cells = tuple((name.strip(), value.strip().strip("\"'“”").rstrip(".")) for name, value in _CELL.findall(behind))
    first, *below = _CELL.sub("", behind).split("\n")
    doubts = [first.strip(" ,;."), *(line.strip() for line in below if _DOUBT.search(line))]
    return Read(word, cells, "; ".join(each for each in doubts if each))


def unclear_beside(words: str, name: str) -> str:
    """What is not clear of words behind `confirm`; a name below or beside it says nothing."""
    nothing = quiet_words(name) | _QUIET
    return words if set(re.findall(r"\w+|\?", words.casefold())) - nothing else ""

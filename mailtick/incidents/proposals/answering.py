"""The answer to a proposal by mail: confirm, confirm with corrections, decline, undo."""

from __future__ import annotations

import re

from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.case import Case
from mailtick.incidents.commands.words import unproven
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.proposals.acts import AnswerProposal, ProposalWord

_WORD = re.compile(
    r"\s*#?\s*(confirm(?:ed)?|decline[d]?|undo)\b[\s,.:;-]*(?:but\b[\s,:]*)?(.*)", re.IGNORECASE | re.DOTALL
)
_CELL = re.compile(
    r"([A-Za-z_][\w .]{0,40}?)\s*=\s*(.*?)\s*(?=(?:[,;\n]|\band\b)\s*[A-Za-z_][\w .]{0,40}?\s*=|\n|\Z)", re.DOTALL
)
_MOST_CHARACTERS = 2000
_WORDS = {"confirm": ProposalWord.CONFIRM, "decline": ProposalWord.DECLINE, "undo": ProposalWord.UNDO}
_POSSIBLE = "possible are `confirm`, `confirm, but COLUMN=VALUE`, `decline` and `undo`"


def answer_proposal(case: Case, proposal: int) -> tuple[Action, ...]:
    """Return what an answer to the mail of a proposal does; it is never a new matter."""
    person = case.sender.person
    if person is None:
        return ()
    read = read_answer(case.own_text)
    if read is None:
        line = TranscriptLine("your answer", False, f"it begins with no word that I know; {_POSSIBLE}")
        return case.answer(NoticeKind.TRANSCRIPT, person, "they answered a proposal", transcript=(line,))
    word, cells = read
    if not may(case.sender, Deed.CONFIRM):
        line = TranscriptLine(word, False, f"not done: {unproven(case.sender)}")
        return case.answer(NoticeKind.TRANSCRIPT, person, "they answered a proposal", transcript=(line,))
    return (AnswerProposal(proposal, word, cells, person, case.because_of(f"{person.name} said so by mail")),)


def read_answer(text: str) -> tuple[ProposalWord, tuple[tuple[str, str], ...]] | None:
    """Return the word at the top of an answer, and the corrections behind it."""
    found = _WORD.match(text[:_MOST_CHARACTERS])
    if found is None:
        return None
    word = _WORDS[
        found[1].lower().removesuffix("ed") if found[1].lower() == "confirmed" else found[1].lower().removesuffix("d")
    ]
    cells = tuple((name.strip(), value.strip().strip("\"'“”").rstrip(".")) for name, value in _CELL.findall(found[2]))
    return word, cells if word is ProposalWord.CONFIRM else ()

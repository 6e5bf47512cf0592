"""What a decision does with proposals: each action is one frozen value with its reason, as in `actions.py`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mailtick.incidents.people import Person
from mailtick.incidents.proposals.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Propose:
    """Lay a change of the registers before a person.

    Where it `is_told` at once, a Notify of the same decision shows it to them; else the next turn of the clock does.
    What `is_recorded` is written at once, and nobody is asked; `undo` takes it back (RULINGS 19).
    """

    proposal: Proposal
    because: str
    is_told: bool = False
    is_recorded: bool = False


@dataclass(frozen=True, slots=True)
class JoinProposal:
    """A second mail tells of the same: `proposal` is the number of the first one, `content` what it says now.

    Where the second says something else, `is_other`, and whoever decides hears of it again.
    """

    proposal: int
    content: Proposal
    is_other: bool
    because: str


class ProposalWord(StrEnum):
    """What a person says to a proposal."""

    CONFIRM = "confirm"
    DECLINE = "decline"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class AnswerProposal:
    """A person's word on a proposal, by its number, with what they correct: column and value."""

    proposal: int
    word: ProposalWord
    cells: tuple[tuple[str, str], ...]
    by: Person
    because: str


@dataclass(frozen=True, slots=True)
class FilePaper:
    """File the attachments of these names on a record, by the name of its register and its key."""

    register: str
    key: str
    names: tuple[str, ...]
    because: str

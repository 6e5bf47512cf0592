"""What a decision does with the registers: it proposes, and takes answers to proposals and reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mailtick.incidents.checklist_acts import AnswerStockCheck, RunChecklists
from mailtick.incidents.lists import AnswerList
from mailtick.incidents.people import Person
from mailtick.incidents.proposals.acts import AnswerProposal, FilePaper, JoinProposal, Propose

__all__ = [
    "AnswerList",
    "AnswerReminders",
    "AnswerStockCheck",
    "FinishEntry",
    "NoteAbsence",
    "RegisterAction",
    "ReminderWord",
    "RunChecklists",
]


@dataclass(frozen=True, slots=True)
class ReminderWord:
    """One word that somebody answers to a reminder; `reference` is empty where neither line nor subject names one."""

    reference: str
    word: str
    argument: str
    as_written: str


@dataclass(frozen=True, slots=True)
class AnswerReminders:
    """What somebody says to the reminders that they got; `unread` are lines that say nothing that is known."""

    words: tuple[ReminderWord, ...]
    unread: tuple[str, ...]
    by: Person
    because: str


@dataclass(frozen=True, slots=True)
class NoteAbsence:
    """Somebody of the team is away from a day on, and back on another."""

    person: Person
    from_on: date
    back_on: date
    because: str


@dataclass(frozen=True, slots=True)
class FinishEntry:
    """Something that the diary has about an incident is done; the note is its outcome."""

    incident: int
    entry: str
    what: str
    note: str
    by: Person
    because: str


RegisterAction = (
    Propose
    | JoinProposal
    | AnswerProposal
    | FilePaper
    | AnswerReminders
    | RunChecklists
    | AnswerStockCheck
    | AnswerList
    | NoteAbsence
)

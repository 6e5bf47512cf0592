"""The answer to a reminder by mail: `D01 paid 240.00 INV-88`, `C2 snooze 1w`, one a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.case import Case
from mailtick.incidents.commands.words import unproven
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.register_acts import AnswerReminders, ReminderWord

WORDS = (
    "done",
    "paid",
    "passed on",
    "disputed",
    "settled",
    "cancelled",
    "snooze",
    "signed",
    "renew",
    "cancel",
    "ask owner",
    "undo",
)
_MOST_LINES = 50
_REFERENCE = r"[A-Za-z]{1,10}-?[0-9]{1,8}"
_LINE = re.compile(
    rf"#?\s*(?:({_REFERENCE})\s*[:,.–—-]*\s+)?#?({'|'.join(WORDS)})\b[\s:,]*(.*)".replace(" ", r"\s+"),
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good\s+(?:morning|afternoon|evening)|(?:many\s+)?thanks?(?:\s+you)?)\b[^.!?,\d]{0,40}[,.!]?",
    re.I,
)
# A reminder of one thing names it in its subject, so that an answer need not.
_NAMED = re.compile(rf"\[({_REFERENCE})\]")


@dataclass(frozen=True, slots=True)
class Read:
    """What an answer says: the words that could be read, and the lines among them that could not."""

    words: tuple[ReminderWord, ...]
    unread: tuple[str, ...] = ()


def answer_reminder(case: Case) -> tuple[Action, ...]:
    """Return what an answer to a reminder does; nothing where it says none of the words, and is a matter as any."""
    person = case.sender.person
    if person is None:
        return ()
    read = read_answer(case.own_text, case.mail.subject)
    if not read.words and not case.own_text.strip() and not case.files:
        # Only what it answers came back.
        line = TranscriptLine("your answer", False, f"nothing stands in it; possible are {', '.join(WORDS)}")
        return case.answer(NoticeKind.TRANSCRIPT, person, "they answered a reminder", transcript=(line,))
    if not read.words:
        return ()
    if not may(case.sender, Deed.ANSWER_REMINDER):
        why = f"not done: {unproven(case.sender)}"
        lines = tuple(TranscriptLine(each.as_written, False, why) for each in read.words)
        return case.answer(NoticeKind.TRANSCRIPT, person, "they answered a reminder", transcript=lines)
    return (AnswerReminders(read.words, read.unread, person, case.because_of(f"{person.name} said so by mail")),)


def read_answer(text: str, subject: str = "") -> Read:
    """Read the lines of an answer, up to the first blank line after a word.

    A line without a reference is about the one thing that the subject names.
    """
    named = _NAMED.search(subject)
    words: list[ReminderWord] = []
    unread: list[str] = []
    for line in map(str.strip, text.strip().split("\n")[:_MOST_LINES]):
        if not line or (not words and _GREETING.fullmatch(line)):
            if words:
                break
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            if not words:
                return Read(())
            unread.append(line)
            continue
        reference = found[1] or (named[1] if named else "")
        words.append(ReminderWord(reference.upper(), " ".join(found[2].lower().split()), found[3].strip(), line))
    return Read(tuple(words), tuple(unread))

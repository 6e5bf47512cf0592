"""The answer to a reminder by mail: `D01 paid 240.00 INV-88`, `C2 snooze 1w`, one a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.case import Case
from mailtick.incidents.commands.words import unproven
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.grammar import GREETING, plain_line, word_at
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
# A line begins with a reference of a record, or with a word where only one thing is meant.
_NAMES = re.compile(rf"#?\s*({_REFERENCE})\s*[:,.–—-]*\s+", re.IGNORECASE)
_SPELLINGS = {each: each for each in WORDS}
# So a line begins that is about a record and about no matter of its own: "D04 pyad", but not "Y3 lamp is dead".
_OF_A_RECORD = re.compile(r"#?\s*(?:(?:D|C|L|T|N)[0-9]{1,8}|LIC-?[0-9]{1,8})\b(?:\s+\S+){0,4}", re.IGNORECASE)
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
    if not read.words and read.unread:
        why = f"it says no word that I know; possible are {', '.join(WORDS)}, each behind the reference of a record"
        lines = tuple(TranscriptLine(each, False, why) for each in read.unread)
        return case.answer(NoticeKind.TRANSCRIPT, person, "they answered a reminder", transcript=lines)
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
    for line in map(plain_line, text.strip().split("\n")[:_MOST_LINES]):
        if not line or (not words and GREETING.fullmatch(line)):
            if words:
                break
            continue
        read = _read_line(line, named[1] if named else "")
        if read is not None:
            words.append(read)
        elif words or unread or _OF_A_RECORD.fullmatch(line):
            unread.append(line)
        else:
            return Read(())
    return Read(tuple(words), tuple(unread))


def _read_line(line: str, named: str) -> ReminderWord | None:
    """One line of an answer; `named` is the reference that it is about where it names none."""
    names = _NAMES.match(line)
    said = line[names.end() :] if names else line
    found = word_at(said, _SPELLINGS)
    if found is None and names:
        # A word of an answer may look like a reference.
        names, said, found = None, line, word_at(line, _SPELLINGS)
    if found is None:
        return None
    reference = names[1] if names else named
    return ReminderWord(reference.upper(), found.word, said[found.end :].strip().lstrip(":,").strip(), line)

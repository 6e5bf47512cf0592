"""A paper sent to the desk with a record's reference in the subject is filed on that record."""

from __future__ import annotations

import re

from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.case import Case, size_words
from mailtick.incidents.commands.words import read_words
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.proposals.acts import FilePaper
from mailtick.incidents.proposals.phrases import FAULT
from mailtick.mail.message import Attachment, Kind
from mailtick.mail.subject import bare_subject

# A tag in a subject is mostly that of something broken, and places and people are no records that papers belong to.
_FILED_ON = frozenset(
    ("contracts", "licences", "assets", "payments", "implementations", "loans", "problems", "diary", "spares")
)
_WORD = re.compile(r"[A-Za-z]{1,12}[-/ ]?\d[\w/-]{0,12}")
_ASKS = re.compile(
    r"\?|\b(?:can|could|would|will|need\w*|want\w*|wrong|urgent|asap|fix|repair|replace|move|order)\b", re.I
)
_MOST_WORDS = 60
_MOST_FILES = 10
_OWN = frozenset({Kind.NEW, Kind.FORWARD})


def file_paper(case: Case) -> tuple[Action, ...]:
    """File what staff send with the reference of one record in the subject, and say so; nothing for another mail.

    Whoever writes of a fault, asks for something or sends no file has a matter as ever.
    """
    person = case.sender.person
    is_proven = case.sender.is_authenticated or case.sender.has_token
    if person is None or not is_proven or not may(case.sender, Deed.REPORT) or case.is_before_the_desk:
        return ()
    if case.classification.kind not in _OWN or case.classification.is_spam or read_words(case.own_text)[0]:
        return ()
    subject = bare_subject(case.mail.subject)
    words = f"{subject}\n{case.own_text}"
    if FAULT.search(words) or _ASKS.search(words) or len(case.own_text.split()) > _MOST_WORDS:
        return ()
    record = _record(case, subject)
    papers = [each for each in case.mail.attachments if _is_paper(each, record[0])] if record else []
    if record is None or not papers:
        return ()
    register, key = record
    names = tuple(each.name for each in papers[:_MOST_FILES])
    because = case.because_of(f"{person.name} sent it with {key} in the subject")
    shown = ", ".join(f"{each.name} ({size_words(each.size_bytes)})" for each in papers[:_MOST_FILES])
    line = TranscriptLine(f"paper for {key}", True, f"filed on {key} ({register}): {shown}")
    said = case.answer(NoticeKind.TRANSCRIPT, person, "a paper is filed", transcript=(line,))
    return (FilePaper(register, key, names, because), *said)


def _record(case: Case, subject: str) -> tuple[str, str] | None:
    """The one record that the subject names."""
    found = {
        record
        for word in _WORD.findall(subject[:200])
        for record in case.lookup.registers.records_called(word.strip("-/ "))
        if record[0] in _FILED_ON
    }
    return found.pop() if len(found) == 1 else None


def _is_paper(file: Attachment, register: str) -> bool:
    """A picture of equipment shows what is the matter with it; pictures in the text belong to the signature."""
    if file.is_inline and file.content_id:
        return False
    return register != "assets" or not file.type.startswith(("image/", "video/"))

"""The words about no incident: #joiner, #leaver, #september. A mail that begins with one of them is no new matter."""

from __future__ import annotations

from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.case import Case
from mailtick.incidents.checklist_acts import CHECKLIST_WORDS, RunChecklists
from mailtick.incidents.commands.words import read_words, refused, unproven
from mailtick.incidents.deeds import Deed, may


def run_checklists(case: Case) -> tuple[Action, ...]:
    """Return what a mail with such words does; nothing where it has none, or its writer does not coordinate."""
    person = case.sender.person
    if person is None or not person.is_coordination or case.is_before_the_desk:
        return ()
    words, _ = read_words(case.own_text)
    if all(each.word not in CHECKLIST_WORDS for each in words):
        return ()
    if not may(case.sender, Deed.COMMAND):
        lines = refused(words, unproven(case.sender))
        return case.answer(NoticeKind.TRANSCRIPT, person, "they wrote words", transcript=lines)
    return (RunChecklists(tuple((each.word, each.argument) for each in words), person, case.because),)

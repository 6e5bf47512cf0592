"""The answer by mail to a numbered list of ours: `1 new`, `2 to 1045`, `3 and 4 drop`, a line each."""

from __future__ import annotations

from mailtick.incidents.actions import Action, Ignore, NoticeKind
from mailtick.incidents.case import Case
from mailtick.incidents.commands.words import unproven
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.lines import read_lines
from mailtick.incidents.lists import VOCABULARIES, AnswerList
from mailtick.incidents.lookup import SentMail
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.thanks import is_only_thanks


def answer_list(case: Case, sent: SentMail) -> tuple[Action, ...]:
    """Return what an answer to a list of ours does; it is never a new matter, and never moves anything by itself."""
    person, listed = case.sender.person, sent.listed
    if person is None or listed is None or case.in_sent or case.is_before_the_desk:
        return ()
    vocabulary = VOCABULARIES[listed.kind]
    read = read_lines(case.own_text, vocabulary, len(listed.ids), person.name)
    if read.is_empty and is_only_thanks(case.own_text):
        return (Ignore(f"{person.name} says thanks for a list"),)
    why = ""
    if not person.is_coordination:
        why = f"this list is for coordinator and deputy to decide on, and {person.name} is neither"
    elif not may(case.sender, Deed.ANSWER_LIST):
        why = f"not done: {unproven(case.sender)}"
    elif read.is_empty:
        why = f"no line of it begins with a number of the list; {vocabulary.possible}. A new matter needs a new mail"
    if why:
        said = [each.as_written for each in read.lines] + [each.as_written for each in read.unread] or ["your answer"]
        lines = tuple(TranscriptLine(each, False, why) for each in said)
        return case.answer(NoticeKind.TRANSCRIPT, person, "they answered a list", transcript=lines)
    because = case.because_of(f"{person.name} said so by mail")
    return (AnswerList(sent.id, listed, read.lines, read.unread, person, because),)

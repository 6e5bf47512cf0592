"""Do what a mail says to the registers: answers to reminders, checklists, stock checks, absences."""

from __future__ import annotations

from typing import assert_never

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.checklist_acts import AnswerStockCheck, RunChecklists
from mailtick.incidents.register_acts import AnswerReminders, NoteAbsence
from mailtick.rounds import absences, ordering, remind, stock
from mailtick.rounds.write import Cause


def answer_by_mail(
    session: Session,
    desk: Desk,
    action: AnswerReminders | RunChecklists | AnswerStockCheck | NoteAbsence,
    cause: Cause,
) -> None:
    """Do it, and write back what was done; an absence is noted in silence."""
    match action:
        case AnswerReminders():
            remind.answer_by_mail(session, desk, action, cause)
        case RunChecklists():
            ordering.answer_by_mail(session, desk, action, cause)
        case AnswerStockCheck():
            stock.answer_by_mail(session, desk, action, cause)
        case NoteAbsence():
            absences.note(session, desk, action, cause)
        case _:
            assert_never(action)

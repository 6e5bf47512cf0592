"""Make true what else is done to an incident: its equipment, what it has to do with, the time spent; for `apply`."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import Event
from mailtick.incidents.approvals import AnswerApproval, AskApproval, SendOrder
from mailtick.incidents.articles import ArticleWorked, UseArticle
from mailtick.incidents.chases import SendChase
from mailtick.incidents.equipment import LinkEquipment, UnlinkEquipment
from mailtick.incidents.further_acts import FurtherAction
from mailtick.incidents.incident import Incident
from mailtick.incidents.job_numbers import NumberJob
from mailtick.incidents.needed import ProposeNeeded
from mailtick.incidents.rating import Rate
from mailtick.incidents.register_acts import FinishEntry
from mailtick.incidents.related import LinkIncidents, OfferParts, SetParent, Split
from mailtick.incidents.rule_acts import KeepDay
from mailtick.incidents.several import ProposeSplit
from mailtick.incidents.time_spent import SpendTime
from mailtick.incidents.withdrawals import WithdrawJob
from mailtick.rounds.approvals import Write, answer, ask, order
from mailtick.rounds.articles import count_article
from mailtick.rounds.chases import send_chase
from mailtick.rounds.contentment import keep_rating
from mailtick.rounds.equipment import link_equipment
from mailtick.rounds.finishing import finish_entry
from mailtick.rounds.keeping_days import keep_day
from mailtick.rounds.regroup import Log
from mailtick.rounds.relating import relate
from mailtick.rounds.withdrawing import withdraw_job
from mailtick.store.job_numbers import JOB_NUMBER, set_number
from mailtick.store.time_spent import MINUTES


def do_further(
    session: Session,
    desk: Desk,
    action: FurtherAction,
    incident_id: int,
    incident_of: Callable[[int], Incident],
    log: Log,
    write: Write,
) -> None:
    """Do it to an incident, with its lines in the log. `incident_of` reads it as it stands, `write` posts a mail."""
    match action:
        case LinkEquipment() | UnlinkEquipment():
            link_equipment(session, action, incident_id, log)
        case SpendTime(minutes=spent, what=what):
            log(incident_id, Event.FIELD, action.because, field=MINUTES, new=str(spent), text=what)
        case UseArticle() | ArticleWorked():
            count_article(session, action, incident_id, log)
        case KeepDay():
            keep_day(session, desk, action, incident_of(incident_id), log)
        case FinishEntry():
            finish_entry(session, desk, action, incident_id, log)
        case Rate():
            keep_rating(session, desk, action, incident_id, log)
        case OfferParts() | ProposeSplit() | ProposeNeeded():
            log(incident_id, Event.NOTE, action.because, text=action.words)
        case Split() | LinkIncidents() | SetParent():
            relate(session, desk, action, incident_of(incident_id), log)
        case AskApproval():
            ask(session, desk, action, incident_of(incident_id), log, write)
        case AnswerApproval():
            answer(session, desk, action, log)
        case SendOrder():
            order(session, desk, action, incident_of(incident_id), log, write)
        case SendChase():
            send_chase(session, desk, action, incident_of(incident_id), log, write)
        case WithdrawJob():
            withdraw_job(session, desk, action, incident_of(incident_id), log, write)
        case NumberJob(number=number):
            job_of, before = set_number(session, action.handover, number)
            text = f"{action.firm}'s number is confirmed" if before == number else f"{action.firm}'s number"
            log(job_of, Event.FIELD, action.because, field=JOB_NUMBER, old=before, new=number, text=text)
        case _:
            assert_never(action)

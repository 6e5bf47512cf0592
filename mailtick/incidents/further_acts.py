"""What else is done to an incident, beside its life and whose it is; `rounds/further.py` makes these actions true."""

from __future__ import annotations

from mailtick.incidents.approvals import AnswerApproval, AskApproval, SendOrder
from mailtick.incidents.articles import ArticleWorked, UseArticle
from mailtick.incidents.chases import SendChase
from mailtick.incidents.equipment import LinkEquipment, UnlinkEquipment
from mailtick.incidents.job_numbers import NumberJob
from mailtick.incidents.needed import ProposeNeeded
from mailtick.incidents.rating import Rate
from mailtick.incidents.register_acts import FinishEntry
from mailtick.incidents.related import LinkIncidents, OfferParts, SetParent, Split
from mailtick.incidents.rule_acts import KeepDay
from mailtick.incidents.several import ProposeSplit
from mailtick.incidents.time_spent import SpendTime
from mailtick.incidents.withdrawals import WithdrawJob

FurtherAction = (
    LinkEquipment
    | UnlinkEquipment
    | Split
    | LinkIncidents
    | SetParent
    | OfferParts
    | SpendTime
    | UseArticle
    | ArticleWorked
    | FinishEntry
    | AskApproval
    | AnswerApproval
    | SendOrder
    | Rate
    | SendChase
    | NumberJob
    | KeepDay
    | WithdrawJob
    | ProposeSplit
    | ProposeNeeded
)

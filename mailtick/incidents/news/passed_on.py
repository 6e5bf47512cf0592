"""News in a firm's mail that the team passes on: all of it is proposed, for nothing proves that the firm wrote it."""

from __future__ import annotations

from datetime import datetime, time

from mailtick.incidents.actions import Action
from mailtick.incidents.case import Case
from mailtick.incidents.incident import Incident
from mailtick.incidents.lookup import OpenHandover
from mailtick.incidents.news.facts import NewsKind
from mailtick.incidents.news.laying import job_of, news_proposal
from mailtick.incidents.news.noting import is_new
from mailtick.incidents.news.read import read_news
from mailtick.incidents.news.told import tell_of
from mailtick.incidents.people import Provider
from mailtick.incidents.proposals.acts import Propose
from mailtick.mail.days import read_day
from mailtick.mail.message import Forwarded
from mailtick.mail.reply import new_text
from mailtick.mail.when import find_times

_TO_COME = frozenset({NewsKind.VISIT, NewsKind.ETA, NewsKind.NEXT_NEWS, NewsKind.ASKED})


def propose_passed_on(
    case: Case, incident: Incident, firm: Provider, handover: OpenHandover, forwarded: Forwarded
) -> tuple[Action, ...]:
    """Return the proposal of what a firm told; nothing where it does not say when it was written.

    "Tomorrow" is the day after it was written; what is over by now is no news.
    """
    written_at = _written_at(case, forwarded.date)
    if written_at is None or not incident.is_open:
        return ()
    news = read_news(forwarded.subject, new_text(forwarded.text), written_at, school=case.policy.facts.name)
    every = (tell_of(each, written_at) for each in news.facts)
    told = tuple(
        each
        for each in every
        if is_new(each, handover, incident) and not (each.kind in _TO_COME and each.ends_at < case.received_at)
    )
    if not told:
        return ()
    passed = f"{case.sender.name} passed it on"
    job = job_of(handover, incident)
    doubt = f"{passed}; that {firm.name} wrote it is not proven"
    because = case.because_of(f"mail from {firm.name}; {passed}")
    return (Propose(news_proposal(case.lookup.registers, firm, job, told, doubt), because),)


def _written_at(case: Case, words: str) -> datetime | None:
    """When a passed-on mail was written, as its header says; None where that is no day up to today."""
    local = case.received_at.astimezone(case.policy.zone)
    day = read_day(words, local.date())
    if day is None or day > local.date():
        return None
    clock = next((each.start for each in find_times(words, local) if each.start), None)
    return datetime.combine(day, clock or time(12, 0), tzinfo=local.tzinfo)

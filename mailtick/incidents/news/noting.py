"""What is done with a firm's news: recorded at once, laid before the coordinator, told to those it is for.

Source: RULINGS 19, DOMAIN.md 5.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.case import Case
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.incident import Incident
from mailtick.incidents.lookup import OpenHandover
from mailtick.incidents.news.asking import ask_whoever_decides
from mailtick.incidents.news.facts import Fact, News, NewsKind
from mailtick.incidents.news.laying import asked_words, job_of, news_proposal
from mailtick.incidents.news.planned import read_planned
from mailtick.incidents.news.read import read_news
from mailtick.incidents.news.told import NEWS_WORDS, Told, sentences_for_requester, tell_of
from mailtick.incidents.people import Provider
from mailtick.incidents.proposals.acts import Propose
from mailtick.incidents.proposals.papers import PaperKind, paper_kind
from mailtick.mail.money import foreign_amounts

# They say how it ends; a person has to look first.
_ASKED = frozenset({NewsKind.DONE, NewsKind.NOT_COVERED, NewsKind.RETURNED})


@dataclass(frozen=True, slots=True)
class Noted:
    """What follows from a firm's news. `is_for_team`: something in the mail is left for a person to read.

    `is_receipt` says that a machine of theirs only got something.
    """

    actions: tuple[Action, ...] = ()
    is_for_team: bool = True
    is_receipt: bool = False
    # What was recognised, for the team, each a short sentence.
    lines: tuple[str, ...] = ()


def note_news(case: Case, incident: Incident) -> Noted:
    """Return what is done with what a firm writes about a job of theirs; nothing where nothing is recognised."""
    handover, firm = case.belonging.handover, case.sender.provider
    if handover is None or firm is None:
        return Noted()
    news = _read(case)
    if news.is_receipt:
        return Noted(is_for_team=False, is_receipt=True)
    noted = note_facts(case, incident, firm, handover, news.facts, case.own_text)
    foreign = foreign_amounts(case.own_text)
    if not foreign or news.of(NewsKind.QUOTE):
        return noted
    named = ", ".join(foreign[:3])
    line = f"It names {named}, which is no sterling and was not taken over; #ask-approval takes pounds."
    return replace(noted, is_for_team=True, lines=(*noted.lines, line))


def note_facts(
    case: Case, incident: Incident, firm: Provider, handover: OpenHandover, facts: Sequence[Fact], text: str
) -> Noted:
    """The same with what was recognised of a job in a text of theirs."""
    local = case.received_at.astimezone(case.policy.zone)
    every = [tell_of(each, local) for each in facts]
    about = (incident.reference, *(each.tag for each in incident.equipment))
    there = {each.what for one in about for each in case.lookup.registers.entries_about(one)}
    told = tuple(
        each
        for each in every
        if is_new(each, handover, incident)
        and not (each.kind is NewsKind.ASKED and asked_words(firm, job_of(handover, incident), each) in there)
    )
    if not told:
        return Noted()
    is_proven = may(case.sender, Deed.RECORD_NEWS)
    at_once = tuple(each for each in told if is_proven and not each.doubt and each.kind not in _ASKED)
    asked = tuple(each for each in told if each not in at_once)
    because = case.because_of(f"mail from {firm.name}, about {handover.reference or incident.reference}")
    job = job_of(handover, incident)
    actions: list[Action] = []
    if at_once:
        actions.append(Propose(news_proposal(case.lookup.registers, firm, job, at_once), because, is_recorded=True))
    if asked:
        doubt = "" if is_proven else f"nothing proves that {firm.name} sent it; only the From address is known"
        actions.append(Propose(news_proposal(case.lookup.registers, firm, job, asked, doubt), because))
    actions += _told(case, incident, firm, at_once)
    question = ask_whoever_decides(case, incident, firm, at_once)
    actions += question
    lines = tuple(f"{NEWS_WORDS[each.kind].capitalize()}: {each.shown or 'yes'}." for each in told)
    is_for_team = not is_proven or _leaves_something(text, facts, is_asked=bool(question))
    return Noted(tuple(actions), is_for_team=is_for_team, lines=lines)


def _read(case: Case) -> News:
    subject, text = case.mail.subject, case.own_text
    local = case.received_at.astimezone(case.policy.zone)
    names = (each.name for each in case.mail.attachments)
    return read_news(
        subject,
        text,
        local,
        school=case.policy.facts.name,
        is_bill=paper_kind(subject, names, (), text) is PaperKind.INVOICE,
        is_planned=read_planned(f"{subject}\n{text}", local) is not None,
    )


def is_new(told: Told, handover: OpenHandover, incident: Incident) -> bool:
    """Whether it is not known yet. Where it is over here, it does not matter any more how it ends."""
    match told.kind:
        case NewsKind.DONE | NewsKind.RETURNED:
            return incident.is_open and not handover.is_over
        case NewsKind.VISIT:
            return (told.begins_at, told.ends_at) != (handover.promised_at, handover.promised_until)
        case NewsKind.ETA:
            return told.ends_at != handover.eta_at
        case NewsKind.QUOTE:
            # The same price without its number, as a confirmation of an order has it, is no other quote.
            number = told.number or handover.quote_number
            return (number, told.net_pence) != (handover.quote_number, handover.quoted_pence)
        case NewsKind.ON_SITE:
            return told.begins_at != handover.on_site_at
        case _:
            return True


def _told(case: Case, incident: Incident, firm: Provider, told: Sequence[Told]) -> tuple[Action, ...]:
    """M9 to those it is for, if they gain by it; M3 where it is a fault that several have."""
    lines = sentences_for_requester(firm.name, told)
    if not lines or not incident.is_open:
        return ()
    kind = NoticeKind.KNOWN_FAULT if len(incident.affected) > 1 else NoticeKind.JOB_NEWS
    return case.notify(kind, incident.affected, f"{firm.name} has told when", incident.id, lines=lines)


def _leaves_something(text: str, facts: Sequence[Fact], *, is_asked: bool) -> bool:
    """Whether a person has to read the mail itself: it asks something that no fact stands for, or brings a price.

    With `is_asked` the price is before whoever decides already, and with it what the firm asks.
    """
    kinds = {each.kind for each in facts}
    if any(each.doubt for each in facts) or (NewsKind.QUOTE in kinds and not is_asked):
        return True
    if kinds & _ASKED or is_asked:
        return False
    for each in facts:
        text = text.replace(each.words, " ")
    return "?" in text or "please" in text.lower()

"""What a firm told of a job, laid out as a proposal: what a person reads, and what it writes into the diary."""

from __future__ import annotations

from collections.abc import Iterator

from mailtick.incidents.incident import Incident
from mailtick.incidents.kept import Registers
from mailtick.incidents.lookup import OpenHandover
from mailtick.incidents.news.facts import NewsKind
from mailtick.incidents.news.told import NEWS_WORDS, Told
from mailtick.incidents.people import Provider
from mailtick.incidents.proposals.proposal import Job, Proposal, ProposalKind, Write


def job_of(handover: OpenHandover, incident: Incident) -> Job:
    """The job that a hand-over is, as what is told of it names it."""
    tag = incident.equipment[0].tag if len(incident.equipment) == 1 else ""
    return Job(handover.id, incident.id, incident.reference, tag)


def news_proposal(registers: Registers, firm: Provider, job: Job, told: tuple[Told, ...], doubt: str = "") -> Proposal:
    """Return what a firm told of a job as one proposal, with what it writes into the diary."""
    said = "; ".join(f"{NEWS_WORDS[each.kind]} {each.shown}".rstrip() for each in told)
    unsure = tuple(dict.fromkeys(each for each in (doubt, *(fact.doubt for fact in told)) if each))
    return Proposal(
        ProposalKind.NEWS,
        f"{firm.name} on {job.reference}: {said}",
        tuple((NEWS_WORDS[each.kind].capitalize(), _read_words(each)) for each in told),
        tuple(write for each in told for write in _diary(registers, firm, job, each)),
        unsure,
        provider=firm.code,
        job=job,
        told=told,
    )


def _read_words(told: Told) -> str:
    return f'{told.shown} ("{told.words}")' if told.shown else f'"{told.words}"'


def _diary(registers: Registers, firm: Provider, job: Job, told: Told) -> Iterator[Write]:
    if told.kind is NewsKind.VISIT and not told.is_offer:
        yield _visit(registers, firm, job, told)
    if told.kind is NewsKind.ASKED:
        yield _task(registers, firm, job, told)


def _task(registers: Registers, firm: Provider, job: Job, told: Told) -> Write:
    """What the office has to do for them, by the last open day."""
    by = registers.school_days().on_or_before(told.begins_at.date())
    # What has to be ready is done at the equipment itself.
    is_at_piece = bool(told.thing and job.tag)
    agreements = () if is_at_piece else registers.agreements(firm.code)
    cells = (
        ("kind", "task"),
        ("on", by.isoformat()),
        ("what", asked_words(firm, job, told)),
        ("provider", "" if is_at_piece else firm.code),
        ("contract", agreements[0].ref if len(agreements) == 1 else ""),
        ("about", job.tag if is_at_piece else job.reference),
    )
    return Write("task", "diary", tuple(each for each in cells if each[1]))


def asked_words(firm: Provider, job: Job, told: Told) -> str:
    """What the office has to do, as the diary says it."""
    if told.thing:
        return f"Have ready for {firm.name}: {told.thing}"
    return f"Answer {firm.name} about {job.reference}, or they close it by themselves"


def _visit(registers: Registers, firm: Provider, job: Job, told: Told) -> Write:
    """The visit in the diary; what it is about stands with the incident, for some are restricted."""
    agreements = registers.agreements(firm.code)
    days = (told.begins_at.date(), told.ends_at.date())
    cells = (
        ("kind", "visit"),
        ("on", days[0].isoformat()),
        ("to_on", days[1].isoformat() if days[0] != days[1] else ""),
        ("what", f"{firm.name} comes for {job.reference}{f', {told.hours}' if told.hours else ''}"),
        ("provider", firm.code),
        ("contract", agreements[0].ref if len(agreements) == 1 else ""),
        ("about", job.reference),
    )
    return Write("visit", "diary", tuple(each for each in cells if each[1]))

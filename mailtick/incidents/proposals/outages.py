"""A firm announces planned work: it goes into the diary at once, and nothing is opened (RULINGS 19)."""

from __future__ import annotations

from mailtick.incidents.actions import Action
from mailtick.incidents.case import Case
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.news.planned import Planned, read_planned
from mailtick.incidents.people import Provider
from mailtick.incidents.proposals.acts import Propose
from mailtick.incidents.proposals.proposal import Proposal, ProposalKind, Write
from mailtick.mail.message import Kind

_SEARCHED_CHARACTERS = 5000


def note_outage(case: Case) -> tuple[Action, ...]:
    """Return the diary entry of planned work that a firm announces; nothing where the mail announces none."""
    firm = case.sender.provider
    if firm is None or not may(case.sender, Deed.PROVIDER_NEWS) or case.classification.kind is not Kind.NEW:
        return ()
    text = f"{case.mail.subject}\n{case.own_text[:_SEARCHED_CHARACTERS]}"
    planned = read_planned(text, case.received_at.astimezone(case.policy.zone))
    if planned is None:
        return ()
    because = case.because_of(f"mail from {firm.name}, which announces planned work")
    return (Propose(_proposal(case, firm, planned), because, is_recorded=True),)


def _proposal(case: Case, firm: Provider, planned: Planned) -> Proposal:
    when = f" {planned.hours}" if planned.hours else ""
    named = f", {planned.number}" if planned.number else ""
    what = f"Planned work of {firm.name}{when}{named}"
    day = planned.when.first.isoformat()
    agreements = case.lookup.registers.agreements(firm.code)
    contract = agreements[0].ref if len(agreements) == 1 else ""
    people = tuple(person.address for person in case.lookup.registers.told_of_outages())
    cells = (
        ("kind", "outage"),
        ("on", day),
        ("what", what),
        ("provider", firm.code),
        ("contract", contract),
        ("also_told", "; ".join(people)),
    )
    read = (("Day", day), ("Hours", planned.hours), ("Their number", planned.number))
    shown = tuple((label, value) for label, value in read if value)
    return Proposal(ProposalKind.OUTAGE, what, shown, (Write("outage", "diary", cells),), provider=firm.code)

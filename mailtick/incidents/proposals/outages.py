"""A firm announces planned work: it goes into the diary at once, and nothing is opened (RULINGS 19)."""

from __future__ import annotations

import re
from datetime import date

from mailtick.incidents.actions import Action
from mailtick.incidents.case import Case
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.people import Provider
from mailtick.incidents.proposals.acts import Propose
from mailtick.incidents.proposals.proposal import Proposal, ProposalKind, Write
from mailtick.mail.days import find_days
from mailtick.mail.message import Kind

_SEARCHED_CHARACTERS = 5000
_PLANNED = re.compile(
    r"\b(?:planned|scheduled|essential|routine)\s+(?:\w+\s+){0,2}?"
    r"(?:maintenance|works?|outages?|downtime|upgrades?|interruptions?|engineering)\b|\bmaintenance window\b",
    re.IGNORECASE,
)
# Who asks whether a day suits has planned nothing yet; what is over or called off needs nobody.
_NOT_YET = re.compile(r"\?|\b(?:cancelled|canceled|postponed|completed?|has been carried out|was carried out)\b", re.I)
_HOURS = re.compile(
    r"\b([01]?\d|2[0-3])[:.]?([0-5]\d)?\s*(am|pm)?\s*(?:-|–|to|until|and)\s*([01]?\d|2[0-3])[:.]?([0-5]\d)\s*(am|pm)?\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b[A-Z]{2,5}-?\d{4,10}\b")


def note_outage(case: Case) -> tuple[Action, ...]:
    """Return the diary entry of planned work that a firm announces; nothing where the mail announces none."""
    firm = case.sender.provider
    if firm is None or not may(case.sender, Deed.PROVIDER_NEWS) or case.classification.kind is not Kind.NEW:
        return ()
    text = f"{case.mail.subject}\n{case.own_text[:_SEARCHED_CHARACTERS]}"
    planned = _PLANNED.search(text)
    today = case.received_at.astimezone(case.policy.zone).date()
    days = [day for day in find_days(text, today) if day >= today]
    if planned is None or not days or _NOT_YET.search(text):
        return ()
    because = case.because_of(f"mail from {firm.name}, which announces planned work")
    return (Propose(_proposal(case, firm, text, days[0]), because, is_recorded=True),)


def _proposal(case: Case, firm: Provider, text: str, day: date) -> Proposal:
    hours, number = _HOURS.search(text), _NUMBER.search(text)
    when = f" {_hours(hours)}" if hours else ""
    named = f", {number[0]}" if number else ""
    what = f"Planned work of {firm.name}{when}{named}"
    agreements = case.lookup.registers.agreements(firm.code)
    contract = agreements[0].ref if len(agreements) == 1 else ""
    people = tuple(person.address for person in case.lookup.registers.told_of_outages())
    cells = (
        ("kind", "outage"),
        ("on", day.isoformat()),
        ("what", what),
        ("provider", firm.code),
        ("contract", contract),
        ("also_told", "; ".join(people)),
    )
    read = (("Day", day.isoformat()), ("Hours", when.strip()), ("Their number", number[0] if number else ""))
    shown = tuple((label, value) for label, value in read if value)
    return Proposal(ProposalKind.OUTAGE, what, shown, (Write("outage", "diary", cells),), provider=firm.code)


def _hours(found: re.Match[str]) -> str:
    """As "06:00-10:00"."""
    hour, minute, half, to_hour, to_minute, to_half = found.groups()
    return f"{_clock(hour, minute, half or to_half)}-{_clock(to_hour, to_minute, to_half)}"


def _clock(hour: str, minute: str | None, half: str | None) -> str:
    whole = int(hour) % 12 + 12 * (half.lower() == "pm") if half else int(hour)
    return f"{whole:02}:{minute or '00'}"

"""Whether a job would be covered by a contract. Source: DOMAIN.md SEED-11."""

from __future__ import annotations

from datetime import date

from mailtick.incidents.incident import Incident
from mailtick.incidents.kept import Agreement, Registers
from mailtick.incidents.people import Provider


def no_cover(incident: Incident, provider: Provider, registers: Registers, today: date) -> str:
    """Return why a charge is likely if a provider gets the job; empty where it is covered, or nothing is known.

    The contracts of the equipment count; where the incident is about none that has one, those with the provider, which
    cover nothing once all of them have ended.
    """
    found = (registers.agreement(each.contract) for each in incident.equipment if each.contract)
    theirs = [each for each in found if each]
    asked = theirs or list(registers.agreements(provider.code))
    ended = [each for each in dict.fromkeys(asked) if has_ended(each, registers, today)]
    if not ended or (not theirs and len(ended) < len(asked)):
        return ""
    return (
        f"no cover: a charge is likely, for {' and '.join(_words(each) for each in ended)}{_warranty(incident, today)}"
    )


def has_ended(agreement: Agreement, registers: Registers, today: date) -> bool:
    """Whether neither a contract nor one that follows it is running."""
    seen: set[str] = set()
    current: Agreement | None = agreement
    while current is not None and current.ref not in seen:
        if current.goes_on or current.end_on is None or current.end_on >= today:
            return False
        seen.add(current.ref)
        current = registers.agreement(current.successor) if current.successor else None
    return True


def _warranty(incident: Incident, today: date) -> str:
    """What is still under warranty, which another firm may owe."""
    running = [each for each in incident.equipment if each.warranty_end_on and each.warranty_end_on >= today]
    return "".join(f"; the warranty of {each.tag} runs until {_day(each.warranty_end_on)}" for each in running)


def _words(agreement: Agreement) -> str:
    return f"contract {agreement.ref} ended on {_day(agreement.end_on)}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""

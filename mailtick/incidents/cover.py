"""Whether a job would be covered by a contract. Source: DOMAIN.md SEED-11."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mailtick.incidents.kept import Agreement, Equipment, Registers
from mailtick.incidents.people import Provider


def no_cover(equipment: Sequence[Equipment], place: str, provider: Provider, registers: Registers, today: date) -> str:
    """Return why a charge is likely if a provider gets a job; empty where it is covered, or nothing is known.

    The contracts of the equipment that it is about count; where it is about none that has one, the provider's for what
    stands in the place, else all with the provider. Those cover nothing once all of them have ended.
    """
    theirs = _contracts(equipment, registers)
    asked = theirs or _of_place(place, provider, registers) or list(registers.agreements(provider.code))
    ended = [each for each in dict.fromkeys(asked) if has_ended(each, registers, today)]
    if not ended or (not theirs and len(ended) < len(asked)):
        return ""
    return (
        f"no cover: a charge is likely, for {' and '.join(_words(each) for each in ended)}{_warranty(equipment, today)}"
    )


def _contracts(equipment: Sequence[Equipment], registers: Registers) -> list[Agreement]:
    found = (registers.agreement(each.contract) for each in equipment if each.contract)
    return [each for each in found if each]


def _of_place(place: str, provider: Provider, registers: Registers) -> list[Agreement]:
    """The provider's contracts for what stands in a place, by the place's name."""
    codes = {each.code for each in registers.places_called(place)} if place else set()
    there = [each for each in registers.equipment() if each.place in codes] if codes else []
    return [each for each in dict.fromkeys(_contracts(there, registers)) if each.provider == provider.code]


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


def _warranty(equipment: Sequence[Equipment], today: date) -> str:
    """What is still under warranty, which another firm may owe."""
    running = [each for each in equipment if each.warranty_end_on and each.warranty_end_on >= today]
    return "".join(f"; the warranty of {each.tag} runs until {_day(each.warranty_end_on)}" for each in running)


def _words(agreement: Agreement) -> str:
    return f"contract {agreement.ref} ended on {_day(agreement.end_on)}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""

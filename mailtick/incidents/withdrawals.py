"""A job is taken back from a firm, for it is over here, or given back to it: the action, and its mail."""

from __future__ import annotations

from dataclasses import dataclass

from mailtick.incidents.incident import Incident
from mailtick.incidents.notices import Manner, Notice, as_recipient
from mailtick.incidents.people import Person, Provider

WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class WithdrawJob:
    """A firm is told that a job is not needed any more; with `is_again` that it is needed after all."""

    incident: int
    handover: int
    provider: Provider
    number: str
    by: Person
    because: str
    is_again: bool = False


def withdrawal(incident: Incident, provider: Provider, number: str, by: str, *, is_again: bool, nth: int) -> Notice:
    """M6b: please close your job, or go on with it after all. `nth` is which such mail about the job it is."""
    context = {"incident": incident, "number": number, "by": by, "is_again": is_again}
    once = f"M6b:{incident.id}:{provider.code}:{nth}"
    return Notice(WITHDRAWAL, as_recipient(provider), context, Manner.PERSON, once, incident.id)

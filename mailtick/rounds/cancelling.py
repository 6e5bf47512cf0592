"""The letter that ends a contract, ready to be sent."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from mailtick.incidents.notices import DeskFacts
from mailtick.registers.changing import find
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.deadlines import current_end, goes_on
from mailtick.store.people import provider_by_code


def cancellation_letter(session: Session, contract: str, desk: DeskFacts, now: datetime) -> str:
    """Return the cancellation of a contract as it can be sent, or the empty string where it does not renew itself."""
    _, values = find(session, CONTRACTS, contract)
    if not goes_on(values):
        return ""
    provider = provider_by_code(session, str(values["provider"]))
    end = current_end(values, now.date())
    to = [f"To: {provider.name if provider else values['provider']}"]
    if where := str(values["cancel_address"]) or (provider.address if provider else ""):
        how = str(values["cancel_by"])
        to.append(f"By {how}: {where}" if how else where)
    return "\n".join(
        (
            *to,
            "",
            f"Notice to end contract {contract}: {values['description']}",
            "",
            "Dear Sir or Madam,",
            "",
            f"we give notice to end the contract above at its end on {_day(end)}. It shall not be renewed.",
            "Please confirm in writing that you have this notice, and the day on which the contract ends.",
            "",
            f"{desk.name}, {_day(now.date())}",
        )
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

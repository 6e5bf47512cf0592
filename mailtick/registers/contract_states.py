"""How a contract stands. Source: DOMAIN.md 3.8.

Stored is what people did: it is a draft until it is signed, notice was given, it was renewed. All else follows from the
dates: a contract past its end that does not renew itself is ended, whoever looks at it.
"""

from __future__ import annotations

from datetime import date

from mailtick.registers.deadlines import current_end
from mailtick.registers.formats import expect
from mailtick.registers.page import day_words
from mailtick.registers.register import Values
from mailtick.registers.vocabulary import ContractState


def contract_state(contract: Values, today: date) -> ContractState:
    if contract["is_draft"]:
        return ContractState.DRAFT
    end = current_end(contract, today)
    if end < today:
        return ContractState.ENDED
    if contract["notice_given_on"] is not None:
        return ContractState.NOTICE_GIVEN
    if expect(date, contract["start_on"]) > today:
        return ContractState.SIGNED
    is_renewed = contract["renewed_on"] is not None or end != contract["end_on"]
    return ContractState.RENEWED if is_renewed else ContractState.RUNNING


def contract_words(contract: Values, today: date) -> str:
    """Return how a contract stands, with the day that matters: "notice given, ends 31 March 2027"."""
    end = day_words(current_end(contract, today))
    match contract_state(contract, today):
        case ContractState.DRAFT:
            return "draft, not signed yet"
        case ContractState.SIGNED:
            return f"signed, begins {day_words(expect(date, contract['start_on']))}"
        case ContractState.RUNNING:
            return f"running until {end}"
        case ContractState.NOTICE_GIVEN:
            return f"notice given {day_words(expect(date, contract['notice_given_on']))}, ends {end}"
        case ContractState.RENEWED:
            return f"renewed until {end}"
        case ContractState.ENDED:
            return f"ended {end}"

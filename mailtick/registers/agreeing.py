"""What is said of a contract or a licence: signed, renew, cancel sent. Source: DOMAIN.md 3.8.

Failures: what does not follow from how it stands raises NotKept, a sentence that says what is possible.
"""

from __future__ import annotations

import re
from datetime import date

from mailtick.registers.asked import ONE_ANSWER, SPAN, Asked, possible, short_day
from mailtick.registers.changing import NotKept
from mailtick.registers.contract_states import contract_state, contract_words
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.deadlines import current_end, goes_on, months_after, notice_deadline
from mailtick.registers.formats import renewal_months
from mailtick.registers.licences import LICENCES
from mailtick.registers.page import day_words
from mailtick.registers.vocabulary import ContractState
from mailtick.store.registers import changes_of

_LONGEST_RENEWAL = 120


def sign(asked: Asked) -> str:
    _require_contract(asked)
    asked.require_certain("signed")
    if not asked.values["is_draft"]:
        raise NotKept(
            f"{asked.key} is no draft: {contract_words(asked.values, asked.today)}; {possible(asked.register)}"
        )
    asked.change(is_draft="no")
    return f"{asked.key}: noted; {contract_words({**asked.values, 'is_draft': False}, asked.today)}"


def renew(asked: Asked) -> str:
    if asked.register not in (CONTRACTS, LICENCES):
        raise NotKept(f"{asked.key} cannot be renewed; {possible(asked.register)}")
    found = SPAN.fullmatch(asked.argument) if asked.argument else None
    end = asked.values["end_on"]
    if found is None or found[2][0].lower() not in "my":
        raise NotKept('say for how long, such as "renew 1y" or "renew 6 months"')
    if not isinstance(end, date):
        raise NotKept(f"{asked.key} has no end; there is nothing to renew")
    if not 0 < _months_in(found) <= _LONGEST_RENEWAL:
        raise NotKept(f'"{asked.argument}" is no time to renew for; write ten years or less, such as "renew 1y"')
    _require_not_renewed(asked)
    if asked.register is LICENCES:
        new = months_after(end, _months_in(found))
        asked.change(end_on=new.isoformat())
        return f"{asked.key}: renewed until {day_words(new)}"
    _require_signed(asked)
    return _renew_contract(asked, found)


def _renew_contract(asked: Asked, span: re.Match[str]) -> str:
    new = months_after(current_end(asked.values, asked.today), _months_in(span))
    if new < asked.today:
        raise NotKept(
            f"{asked.key} {contract_words(asked.values, asked.today)}; {span[0]} more would be over too, so say it "
            "with a longer time, or add the new contract"
        )
    was_given = asked.values["notice_given_on"] is not None
    asked.change(end_on=new.isoformat(), renewed_on=asked.today.isoformat(), notice_given_on="")
    taken_back = "; the notice that was given counts no more" if was_given else ""
    return f"{asked.key}: renewed until {day_words(new)}{taken_back}"


def _months_in(span: re.Match[str]) -> int:
    """How many months are in a span of months or years."""
    return int(span[1]) * (12 if span[2][0].lower() == "y" else 1)


def _require_not_renewed(asked: Asked) -> None:
    """Two who answer the same reminder shall not renew it twice; after notice, or `undo`, it is renewed anew."""
    changes = changes_of(asked.session, asked.register.name, asked.key)
    last = next((each for each in reversed(changes) if each.column == "end_on" and each.old), None)
    if last is None or asked.by.at - last.at > ONE_ANSWER or asked.values.get("notice_given_on"):
        return
    # Days are written as 2026-12-31, so that text stands in the order of days; an `undo` brings an earlier end.
    if last.new > last.old:
        until = asked.register.column("end_on").format.read(last.new)
        raise NotKept(
            f"{asked.key} was renewed until {short_day(until)} already, by {last.who} on {short_day(last.at.date())}; "
            f'"{asked.key} undo" takes it back, `mailtick register set {asked.register.name} {asked.key} end=…` sets '
            "another end"
        )


def give_notice(asked: Asked) -> str:
    _require_contract(asked)
    if asked.argument not in ("", "sent"):
        raise NotKept('say "cancel sent" once the cancellation is on its way')
    _require_signed(asked)
    state = contract_state(asked.values, asked.today)
    if state in (ContractState.ENDED, ContractState.NOTICE_GIVEN):
        raise NotKept(
            f"{asked.key} is at its end already: {contract_words(asked.values, asked.today)}; possible: renew 1y"
        )
    end = current_end(asked.values, asked.today)
    late = ""
    deadline = notice_deadline(asked.values, asked.today)
    if deadline is not None and deadline < asked.today and goes_on(asked.values):
        late = (
            f"; the last day for notice was {day_words(deadline)}, so it runs once more. Where they let you go "
            f"earlier, put the right end down: mailtick register set contracts {asked.key} end={end.isoformat()}"
        )
        end = months_after(end, renewal_months(str(asked.values["renewal"])))
    asked.change(notice_given_on=asked.today.isoformat(), end_on=end.isoformat())
    return f"{asked.key}: notice is given; it ends on {day_words(end)}{late}"


def _require_contract(asked: Asked) -> None:
    if asked.register is not CONTRACTS:
        raise NotKept(f"{asked.key} is no contract; {possible(asked.register)}")


def _require_signed(asked: Asked) -> None:
    if asked.values["is_draft"]:
        raise NotKept(f'{asked.key} is a draft; say "{asked.key} signed" once it is')

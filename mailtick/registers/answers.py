"""What people answer to a reminder: done, paid, snooze, renew, cancel sent. The command line says the same words.

Failures: what cannot be done raises NotKept, a sentence; nothing was changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from mailtick.mail.money import pounds
from mailtick.registers.agenda import Entry, agenda, overdue
from mailtick.registers.assets import ASSETS
from mailtick.registers.changing import Author, NotKept, change, find
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.deadlines import current_end, months_after
from mailtick.registers.diary import DIARY
from mailtick.registers.formats import Pounds, expect
from mailtick.registers.licences import LICENCES
from mailtick.registers.loans import LOANS
from mailtick.registers.payments import PAYMENTS
from mailtick.registers.register import Register, Values
from mailtick.registers.spares import SPARES
from mailtick.registers.standing import NO_DAY, standing
from mailtick.registers.tasks import TASKS
from mailtick.store.reminders import snooze as put_off

# In these a reference is looked for, in this order.
_ANSWERED = (PAYMENTS, DIARY, TASKS, LOANS, CONTRACTS, LICENCES, SPARES, ASSETS)
_AHEAD = timedelta(days=400)

_SPAN = re.compile(r"(\d{1,3})\s*(d|day|days|w|week|weeks|m|month|months|y|year|years)", re.IGNORECASE)
_AMOUNT = re.compile(r"£?(\d[\d,]*(?:\.\d{1,2})?)")


@dataclass(frozen=True, slots=True)
class Asked:
    """One word about one record, said by somebody on a day."""

    session: Session
    register: Register
    key: str
    values: Values
    argument: str
    by: Author
    today: date

    def change(self, **cells: str) -> dict[str, str]:
        return change(self.session, self.register, self.key, cells, self.by)


def answer(session: Session, reference: str, word: str, argument: str, by: Author, today: date) -> str:
    """Do what a word says about the record of a reference, and return what was done, a sentence. Raises NotKept."""
    does = WORDS.get(word)
    if does is None:
        raise NotKept(f'"{word}" is no word that I know; there are: {", ".join(WORDS)}')
    register, key, values = which_record(session, reference)
    return does(Asked(session, register, key, values, argument.strip(), by, today))


def which_record(session: Session, reference: str) -> tuple[Register, str, Values]:
    """Return the record that a reference names: D01, C2, LIC-05, T3, L1. Raises NotKept."""
    for register in _ANSWERED:
        try:
            _, values = find(session, register, reference)
        except NotKept:
            continue
        return register, register.key_text(values), values
    raise NotKept(f'there is no record "{reference}" that can be answered for; write its reference, such as D01 or C2')


def _done(asked: Asked) -> str:
    if asked.register is PAYMENTS:
        return _paid(asked)
    if asked.register is LOANS:
        asked.change(returned_on=asked.today.isoformat())
        return f"{asked.key}: {asked.values['asset']} came back"
    if asked.register is TASKS:
        asked.change(done_on=asked.today.isoformat())
    elif asked.register is DIARY:
        cells = {"done_on": asked.today.isoformat()}
        asked.change(**cells, **({"outcome": asked.argument} if asked.argument else {}))
    else:
        raise NotKept(f"{asked.key} is not done with; renew it, or say that the cancellation is sent")
    return f"{asked.key}: done ({asked.values['what']})"


def _paid(asked: Asked) -> str:
    if asked.register is not PAYMENTS:
        raise NotKept(f"{asked.key} is no payment; {_possible(asked.register)}")
    due = expect(int, asked.values["net_pence"]) + expect(int, asked.values["vat_pence"])
    amount, invoice = _amount_and_invoice(asked.argument)
    paid = due if amount is None else amount
    difference = ""
    if paid != due:
        more = "more" if paid > due else "less"
        difference = f"{pounds(abs(paid - due))} {more} than the {pounds(due)} that were due"
    cells = {"paid_on": asked.today.isoformat(), "state": "paid", "difference": difference}
    asked.change(**cells, **({"invoice": invoice} if invoice else {}))
    with_invoice = f" by invoice {invoice}" if invoice else ""
    return f"{asked.key}: paid {pounds(paid)}{with_invoice}" + (f", {difference}" if difference else "")


def _amount_and_invoice(argument: str) -> tuple[int | None, str]:
    """Read "240.00 INV-88": both may be left out."""
    first, _, rest = argument.partition(" ")
    found = _AMOUNT.fullmatch(first)
    if found is None:
        return None, argument.strip()
    return expect(int, Pounds().read(found[1].replace(",", ""))), rest.strip()


def _snooze(asked: Asked) -> str:
    found = _SPAN.fullmatch(asked.argument) if asked.argument else None
    if found is None:
        raise NotKept('say for how long, such as "snooze 1w" or "snooze 10 days"')
    until = _later(asked.today, int(found[1]), found[2])
    entries = [each for each in _open_entries(asked.session, asked.today) if _is_of(each, asked)]
    if not entries:
        raise NotKept(f"nothing of {asked.key} is reminded of; there is nothing to put off")
    entry = entries[0]
    limit = entry.act_by or entry.on
    if entry.on != NO_DAY and asked.today <= limit < until:
        raise NotKept(
            f"{asked.key} has to be dealt with by {limit:%a} {limit.day} {limit:%b %Y}; put it off for less long"
        )
    put_off(asked.session, (entry.register, entry.key, entry.kind, entry.on), until, asked.by.who, asked.by.at)
    return f"{asked.key}: you will be reminded again on {until:%a} {until.day} {until:%b %Y}"


def _open_entries(session: Session, today: date) -> list[Entry]:
    ahead = agenda(session, today, today + _AHEAD, today)
    return [*overdue(session, today), *standing(session, today), *(each for each in ahead if each.done_on is None)]


def _is_of(entry: Entry, asked: Asked) -> bool:
    return (entry.register, entry.key) == (asked.register.name, asked.key)


def _renew(asked: Asked) -> str:
    if asked.register not in (CONTRACTS, LICENCES):
        raise NotKept(f"{asked.key} cannot be renewed; {_possible(asked.register)}")
    found = _SPAN.fullmatch(asked.argument) if asked.argument else None
    end = asked.values["end_on"]
    if found is None or found[2][0].lower() not in "my":
        raise NotKept('say for how long, such as "renew 1y" or "renew 6 months"')
    if not isinstance(end, date):
        raise NotKept(f"{asked.key} has no end; there is nothing to renew")
    if asked.register is CONTRACTS:
        end = current_end(asked.values, asked.today)
    new = _later(end, int(found[1]), found[2])
    asked.change(end_on=new.isoformat(), **({"notice_given_on": ""} if asked.register is CONTRACTS else {}))
    return f"{asked.key}: renewed until {new.day} {new:%B %Y}"


def _cancel(asked: Asked) -> str:
    if asked.register is not CONTRACTS:
        raise NotKept(f"{asked.key} is no contract; {_possible(asked.register)}")
    if asked.argument not in ("", "sent"):
        raise NotKept('say "cancel sent" once the cancellation is on its way')
    end = current_end(asked.values, asked.today)
    asked.change(notice_given_on=asked.today.isoformat(), end_on=end.isoformat())
    return f"{asked.key}: notice is given; it ends on {end.day} {end:%B %Y}"


def _later(day: date, count: int, unit: str) -> date:
    match unit[0].lower():
        case "d":
            return day + timedelta(days=count)
        case "w":
            return day + timedelta(weeks=count)
        case "m":
            return months_after(day, count)
        case _:
            return months_after(day, count * 12)


# What can be said of a record, for whoever is reminded of it.
_POSSIBLE: Mapping[str, tuple[str, ...]] = {
    PAYMENTS.name: ("paid 240.00 INV-88", "snooze 1w"),
    DIARY.name: ("done", "snooze 1w"),
    TASKS.name: ("done", "snooze 1w"),
    LOANS.name: ("done", "snooze 1w"),
    CONTRACTS.name: ("renew 1y", "cancel sent", "ask owner", "snooze 1w"),
    LICENCES.name: ("renew 1y", "ask owner", "snooze 1w"),
    SPARES.name: ("ask owner", "snooze 1w"),
    ASSETS.name: ("ask owner", "snooze 1w"),
}


def possible_words(register: str) -> tuple[str, ...]:
    """Return examples of what can be answered for a record of a register."""
    return _POSSIBLE.get(register, ())


def _possible(register: Register) -> str:
    return f"possible: {', '.join(possible_words(register.name))}"


WORDS: Mapping[str, Callable[[Asked], str]] = {
    "done": _done,
    "paid": _paid,
    "snooze": _snooze,
    "renew": _renew,
    "cancel": _cancel,
}

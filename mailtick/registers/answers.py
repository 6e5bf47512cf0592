"""What people answer to a reminder: done, paid, snooze, renew, cancel sent. The command line says the same words.

Failures: what cannot be done raises NotKept, a sentence; nothing was changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from mailtick.mail.accounts import find_accounts
from mailtick.mail.money import pence, pounds
from mailtick.registers.agenda import Entry, agenda, overdue
from mailtick.registers.assets import ASSETS
from mailtick.registers.changing import Author, NotKept, change, find
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.deadlines import current_end, months_after
from mailtick.registers.diary import DIARY
from mailtick.registers.formats import expect
from mailtick.registers.ladder import longest_ahead
from mailtick.registers.licences import LICENCES
from mailtick.registers.loans import LOANS
from mailtick.registers.payments import PAYMENTS
from mailtick.registers.references import fold
from mailtick.registers.register import Register, Values
from mailtick.registers.spares import SPARES
from mailtick.registers.standing import NO_DAY, OVER_USE, standing
from mailtick.registers.stock import ABOUT as STOCK_CHECK
from mailtick.registers.tasks import TASKS
from mailtick.registers.vocabulary import PaymentState
from mailtick.store.registers import changes_of
from mailtick.store.reminders import passed_rungs
from mailtick.store.reminders import snooze as put_off

# In these a reference is looked for, in this order.
_ANSWERED = (PAYMENTS, DIARY, TASKS, LOANS, CONTRACTS, LICENCES, SPARES, ASSETS)
_AHEAD = timedelta(days=400)

_SPAN = re.compile(r"(\d{1,3})\s*(d|day|days|w|week|weeks|m|month|months|y|year|years)", re.IGNORECASE)
_AMOUNT = re.compile(r"£?((?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d{2})?)")
_MOST_PENCE = 10**9
# One word with a figure in it: "by invoice no. INV-88".
_INVOICE = re.compile(
    r"(?:by\s+|with\s+)?(?:invoice|inv)?\b\.?\s*(?:no\b\.?|number|ref\b\.?|#)?\s*:?\s*"
    r"((?=[^\s]*\d)[A-Za-z0-9][\w/.-]{0,39})",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\W*(?:no|not|never|nearly|almost|soon|later|when|if|un(?:til|less)|will|next|partly)\b|\W*\?", re.I
)
# What has no last day any more may be put off for so long, and is then said again.
_LONGEST_SNOOZE = timedelta(days=92)
_LONGEST_RENEWAL = 120
# Whoever is reminded of the same answers within this time.
_ONE_ANSWER = timedelta(days=30)


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
        key = register.key_text(values)
        # Only its own key will do: a word of a product's name may stand in a line by chance.
        if fold(key) != fold(reference):
            continue
        if values["retired_on"] is not None:
            raise NotKept(f"{key} is out of use; `mailtick register set {register.name} {key} retired=` takes it back")
        return register, key, values
    raise NotKept(f'there is no record "{reference}" that can be answered for; write its reference, such as D01 or C2')


def _done(asked: Asked) -> str:
    if asked.register is PAYMENTS:
        return _paid(asked)
    if asked.register not in (LOANS, TASKS, DIARY):
        instead = "renew it, or say that the cancellation is sent" if asked.register is CONTRACTS else ""
        raise NotKept(f"{asked.key} is not done with; {instead or _possible(asked.register)}")
    if _NOT_DONE.match(asked.argument):
        raise NotKept(f'"done {asked.argument}" may mean that it is not done; write "done" alone once it is')
    if asked.register is DIARY:
        return _diary_done(asked)
    if asked.register is TASKS and str(asked.values["about"]).startswith(STOCK_CHECK):
        raise NotKept(f"{asked.key} is done once the list of the room is answered: `all here`, or what is missing")
    column = "returned_on" if asked.register is LOANS else "done_on"
    if day := asked.values[column]:
        raise NotKept(f"{asked.key} is done already, since {_day_words(day)}")
    asked.change(**{column: asked.today.isoformat()})
    if asked.register is LOANS:
        return f"{asked.key}: {asked.values['asset']} came back"
    return f"{asked.key}: done ({asked.values['what']})"


def _diary_done(asked: Asked) -> str:
    """Of what repeats, the time is done that somebody is reminded of, also where its day is still to come."""
    before = asked.values["done_on"]
    if before and not asked.values["repeats"]:
        raise NotKept(f"{asked.key} is done already, since {_day_words(before)}")
    entries = [each for each in _open_entries(asked.session, asked.today) if _is_of(each, asked)]
    soon = [each.on for each in entries[:1] if (each.on - asked.today).days <= longest_ahead(entries)]
    day = max([asked.today, *(soon if asked.values["repeats"] else [])])
    asked.change(done_on=day.isoformat(), **({"outcome": asked.argument} if asked.argument else {}))
    when = f" for {_day_words(day)}" if day > asked.today else ""
    return f"{asked.key}: done{when} ({asked.values['what']})"


def _paid(asked: Asked) -> str:
    if asked.register is not PAYMENTS:
        raise NotKept(f"{asked.key} is no payment; {_possible(asked.register)}")
    due = expect(int, asked.values["net_pence"]) + expect(int, asked.values["vat_pence"])
    amount, invoice = _amount_and_invoice(asked.argument)
    if asked.values["state"] == PaymentState.CANCELLED:
        raise NotKept(f"{asked.key} was cancelled; whoever keeps the register has to open it again first")
    before = asked.values["paid_on"]
    if before and (amount, invoice) == (None, ""):
        raise NotKept(f"{asked.key} is paid already, since {_day_words(before)}")
    paid = due if amount is None else amount
    difference = ""
    if paid != due:
        more = "more" if paid > due else "less"
        difference = f"{pounds(abs(paid - due))} {more} than the {pounds(due)} that were due"
    # Said once more it puts right what was said, and the day stays.
    paid_on = before if isinstance(before, date) else asked.today
    cells = {"paid_on": paid_on.isoformat(), "state": "paid", "difference": difference}
    asked.change(**cells, **({"invoice": invoice} if invoice else {}))
    with_invoice = f" by invoice {invoice}" if invoice else ""
    return f"{asked.key}: paid {pounds(paid)}{with_invoice}" + (f", {difference}" if difference else "")


def _amount_and_invoice(argument: str) -> tuple[int | None, str]:
    """Read "240.00 INV-88": both may be left out. Raises NotKept where it may mean anything else."""
    first, _, rest = argument.partition(" ")
    amount = None
    if re.fullmatch(r"[-+(]?[£€$]?[\d.,]+\)?", first):
        found = _AMOUNT.fullmatch(first.rstrip(".,"))
        amount = pence(found[1]) if found else 0
        if not 0 < amount <= _MOST_PENCE:
            raise NotKept(f'"{first}" is no amount that can have been paid; write pounds and pence, such as 447.00')
    else:
        rest = argument
    invoice = _INVOICE.fullmatch(rest.strip(" .,;"))
    if rest.strip(" .,;") and invoice is None:
        raise NotKept(
            f'"{rest.strip()}" is neither an amount nor the number of an invoice; nothing is noted as paid. '
            'Write such as "paid", "paid 240.00" or "paid 240.00 INV-88"'
        )
    if invoice and find_accounts(invoice[1]):
        raise NotKept("there is a bank account in it, and those are kept nowhere; write the number of the invoice")
    return amount, invoice[1] if invoice else ""


def _snooze(asked: Asked) -> str:
    found = _SPAN.fullmatch(asked.argument) if asked.argument else None
    if found is None:
        raise NotKept('say for how long, such as "snooze 1w" or "snooze 10 days"')
    until = _later(asked.today, int(found[1]), found[2])
    entries = [each for each in _open_entries(asked.session, asked.today) if _is_of(each, asked)]
    if not entries:
        raise NotKept(f"nothing of {asked.key} is reminded of; there is nothing to put off")
    if until <= asked.today:
        raise NotKept('say for how long, such as "snooze 1w"; today is no later day')
    said = _said_of(asked.session, entries, asked.today) or entries[:1]
    limits = [limit for each in said if (limit := each.act_by or each.on) >= asked.today and each.on != NO_DAY]
    if limits and min(limits) < until:
        raise NotKept(f"{asked.key} has to be dealt with by {_day_words(min(limits))}; put it off for less long")
    if not limits and until > asked.today + _LONGEST_SNOOZE:
        raise NotKept(f"{asked.key} may be put off for three months at most; its day is past, or it has none")
    for each in said:
        put_off(asked.session, (each.register, each.key, each.kind, each.on), until, asked.by.who, asked.by.at)
    return f"{asked.key}: you will be reminded again on {until:%a} {until.day} {until:%b %Y}"


def _said_of(session: Session, entries: Sequence[Entry], today: date) -> list[Entry]:
    """Those that somebody was reminded of: a contract has a last day for notice, an end, and instalments."""
    said = {mark[:4] for mark in passed_rungs(session, today - _AHEAD)}
    return [each for each in entries if (each.register, each.key, each.kind, each.on) in said]


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
    if not 0 < _months_in(found) <= _LONGEST_RENEWAL:
        raise NotKept(f'"{asked.argument}" is no time to renew for; write ten years or less, such as "renew 1y"')
    if said := _renewed_lately(asked):
        raise NotKept(said)
    if asked.register is CONTRACTS:
        end = current_end(asked.values, asked.today)
    new = _later(end, int(found[1]), found[2])
    asked.change(end_on=new.isoformat(), **({"notice_given_on": ""} if asked.register is CONTRACTS else {}))
    return f"{asked.key}: renewed until {new.day} {new:%B %Y}"


def _renewed_lately(asked: Asked) -> str:
    """That somebody else has answered the same already, or nothing: two words shall not be two renewals."""
    changes = changes_of(asked.session, asked.register.name, asked.key)
    last = next((each for each in reversed(changes) if each.column == "end_on" and each.old), None)
    if last is None or asked.by.at - last.at > _ONE_ANSWER or asked.values.get("notice_given_on"):
        return ""
    until = asked.register.column("end_on").format.read(last.new)
    return (
        f"{asked.key} was renewed until {_day_words(until)} already, by {last.who} on {_day_words(last.at.date())}; "
        f"`mailtick register set {asked.register.name} {asked.key} end=…` sets another end"
    )


def _cancel(asked: Asked) -> str:
    if asked.register is not CONTRACTS:
        raise NotKept(f"{asked.key} is no contract; {_possible(asked.register)}")
    if asked.argument not in ("", "sent"):
        raise NotKept('say "cancel sent" once the cancellation is on its way')
    if day := asked.values["notice_given_on"]:
        raise NotKept(f"notice on {asked.key} was given already, on {_day_words(day)}")
    end = current_end(asked.values, asked.today)
    asked.change(notice_given_on=asked.today.isoformat(), end_on=end.isoformat())
    return f"{asked.key}: notice is given; it ends on {end.day} {end:%B %Y}"


def _months_in(span: re.Match[str]) -> int:
    """How many months are in a span of months or years."""
    return int(span[1]) * (12 if span[2][0].lower() == "y" else 1)


def _day_words(day: object) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}" if isinstance(day, date) else str(day)


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
    PAYMENTS.name: ("paid 240.00", "snooze 1w"),
    DIARY.name: ("done", "snooze 1w"),
    TASKS.name: ("done", "snooze 1w"),
    LOANS.name: ("done", "snooze 1w"),
    CONTRACTS.name: ("renew 1y", "cancel sent", "ask owner", "snooze 1w"),
    LICENCES.name: ("renew 1y", "ask owner", "snooze 1w"),
    SPARES.name: ("ask owner", "snooze 1w"),
    ASSETS.name: ("ask owner", "snooze 1w"),
}


def possible_words(register: str, kind: str = "", amount: str = "") -> tuple[str, ...]:
    """Return examples of what can be answered for a record of a register, for its own kind of entry and amount."""
    words = _POSSIBLE.get(register, ())
    if register == PAYMENTS.name and amount:
        return (f"paid {amount}", *words[1:])
    # To renew a licence gives it no more seats.
    return tuple(each for each in words if kind != OVER_USE or not each.startswith("renew"))


def _possible(register: Register) -> str:
    return f"possible: {', '.join(possible_words(register.name))}"


WORDS: Mapping[str, Callable[[Asked], str]] = {
    "done": _done,
    "paid": _paid,
    "snooze": _snooze,
    "renew": _renew,
    "cancel": _cancel,
}

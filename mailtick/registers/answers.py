"""What people answer to a reminder: done, paid, snooze, renew, cancel sent … The command line says the same words.

Failures: what cannot be done raises NotKept, a sentence; nothing was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from mailtick.registers.agenda import Entry, agenda, overdue
from mailtick.registers.agreeing import give_notice, renew, sign
from mailtick.registers.asked import ONE_ANSWER, SPAN, Asked, later, possible, short_day
from mailtick.registers.assets import ASSETS
from mailtick.registers.changing import Author, NotKept, find
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.diary import DIARY
from mailtick.registers.ladder import longest_ahead
from mailtick.registers.licences import LICENCES
from mailtick.registers.loans import LOANS
from mailtick.registers.paying import cancel_payment, dispute, pass_on, pay, settle
from mailtick.registers.payments import PAYMENTS
from mailtick.registers.references import fold
from mailtick.registers.register import Register, Values
from mailtick.registers.spares import SPARES
from mailtick.registers.standing import NO_DAY, standing
from mailtick.registers.stock import ABOUT as STOCK_CHECK
from mailtick.registers.tasks import TASKS
from mailtick.store.registers import changes_of
from mailtick.store.reminders import passed_rungs
from mailtick.store.reminders import snooze as put_off
from mailtick.store.tables import RecordChangeRow

# In these a reference is looked for, in this order.
_ANSWERED = (PAYMENTS, DIARY, TASKS, LOANS, CONTRACTS, LICENCES, SPARES, ASSETS)
_AHEAD = timedelta(days=400)
# What words change, and `undo` puts back.
_SAID = frozenset(
    (
        *("paid_on", "state", "difference", "invoice", "passed_on", "disputed", "cancelled"),
        *("end_on", "renewed_on", "notice_given_on", "is_draft", "done_on", "outcome", "returned_on"),
    )
)
# What has no last day any more may be put off for so long, and is then said again.
_LONGEST_SNOOZE = timedelta(days=92)


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
        return pay(asked)
    if asked.register not in (LOANS, TASKS, DIARY):
        instead = "renew it, or say that the cancellation is sent" if asked.register is CONTRACTS else ""
        raise NotKept(f"{asked.key} is not done with; {instead or possible(asked.register)}")
    asked.require_certain("done")
    if asked.register is DIARY:
        return _diary_done(asked)
    if asked.register is TASKS and str(asked.values["about"]).startswith(STOCK_CHECK):
        raise NotKept(f"{asked.key} is done once the list of the room is answered: `all here`, or what is missing")
    column = "returned_on" if asked.register is LOANS else "done_on"
    if day := asked.values[column]:
        raise NotKept(f"{asked.key} is done already, since {short_day(day)}")
    asked.change(**{column: asked.today.isoformat()})
    if asked.register is LOANS:
        return f"{asked.key}: {asked.values['asset']} came back"
    return f"{asked.key}: done ({asked.values['what']})"


def _diary_done(asked: Asked) -> str:
    """Of what repeats, the time is done that somebody is reminded of, also where its day is still to come."""
    before = asked.values["done_on"]
    if before and not asked.values["repeats"]:
        raise NotKept(f"{asked.key} is done already, since {short_day(before)}")
    entries = [each for each in _open_entries(asked.session, asked.today) if _is_of(each, asked)]
    soon = [each.on for each in entries[:1] if (each.on - asked.today).days <= longest_ahead(entries)]
    day = max([asked.today, *(soon if asked.values["repeats"] else [])])
    asked.change(done_on=day.isoformat(), **({"outcome": asked.argument} if asked.argument else {}))
    when = f" for {short_day(day)}" if day > asked.today else ""
    return f"{asked.key}: done{when} ({asked.values['what']})"


def _snooze(asked: Asked) -> str:
    found = SPAN.fullmatch(asked.argument) if asked.argument else None
    if found is None:
        raise NotKept('say for how long, such as "snooze 1w" or "snooze 10 days"')
    until = later(asked.today, int(found[1]), found[2])
    entries = [each for each in _open_entries(asked.session, asked.today) if _is_of(each, asked)]
    if not entries:
        raise NotKept(f"nothing of {asked.key} is reminded of; there is nothing to put off")
    if until <= asked.today:
        raise NotKept('say for how long, such as "snooze 1w"; today is no later day')
    said = _said_of(asked.session, entries, asked.today) or entries[:1]
    limits = [limit for each in said if (limit := each.act_by or each.on) >= asked.today and each.on != NO_DAY]
    if limits and min(limits) < until:
        raise NotKept(f"{asked.key} has to be dealt with by {short_day(min(limits))}; put it off for less long")
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
    """What somebody may be reminded of; what is disputed is among the standing entries."""
    ahead = [each for each in agenda(session, today, today + _AHEAD, today) if each.done_on is None]
    return [*overdue(session, today), *standing(session, today), *(each for each in ahead if not each.disputed)]


def _is_of(entry: Entry, asked: Asked) -> bool:
    return (entry.register, entry.key) == (asked.register.name, asked.key)


def _undo(asked: Asked) -> str:
    """Put back what a word changed last, all that was changed at once. What was put back is not undone once more."""
    changes = list(changes_of(asked.session, asked.register.name, asked.key))
    last = _last_at_once(changes)
    if not last or asked.by.at - last[-1].at > ONE_ANSWER or any(each.column not in _SAID for each in last):
        raise NotKept(
            f"there is nothing to take back on {asked.key}: no word of the last thirty days was the last to change it; "
            f"`mailtick register show {asked.register.name} {asked.key}` shows what was"
        )
    before = _last_at_once(changes[: -len(last)])
    if {(each.column, each.old, each.new) for each in last} == {(each.column, each.new, each.old) for each in before}:
        raise NotKept(f"{last[0].who} took back what was said of {asked.key} already; say it anew where it was right")
    asked.change(**{each.column: each.old for each in reversed(last)})
    labels = ", ".join(asked.register.column(name).label for name in dict.fromkeys(each.column for each in last))
    return f"{asked.key}: what {last[0].who} said last is taken back ({labels})"


def _last_at_once(changes: Sequence[RecordChangeRow]) -> list[RecordChangeRow]:
    """The last changes of a record that one person made at one moment."""
    return [each for each in changes if (each.at, each.who) == (changes[-1].at, changes[-1].who)]


WORDS: Mapping[str, Callable[[Asked], str]] = {
    "done": _done,
    "paid": pay,
    "passed on": pass_on,
    "disputed": dispute,
    "settled": settle,
    "cancelled": cancel_payment,
    "snooze": _snooze,
    "signed": sign,
    "renew": renew,
    "cancel": give_notice,
    "undo": _undo,
}

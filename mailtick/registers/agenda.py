"""The diary as people see it: its own entries and what other registers project into it.

A payment, the end of a licence or a contract, the last day to give notice, a loan that is due back, a task with a day:
they stand in their own registers and are shown here, not copied (RULINGS 27).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from mailtick.incidents.school_days import SchoolDays
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.deadlines import current_end, goes_on, instalments, notice_deadline, trigger_date
from mailtick.registers.diary import DIARY
from mailtick.registers.formats import expect, words_in
from mailtick.registers.implementations import IMPLEMENTATIONS
from mailtick.registers.licences import LICENCES
from mailtick.registers.loans import LOANS
from mailtick.registers.payments import PAYMENTS
from mailtick.registers.records import stored
from mailtick.registers.register import Register, Values
from mailtick.registers.repeating import days_of
from mailtick.registers.tasks import TASKS
from mailtick.registers.vocabulary import PaymentState, Stage
from mailtick.store.calendar import school_days
from mailtick.store.work import fixes_due


class Projected(StrEnum):
    """The kinds of entries that stand in the diary without being written there."""

    PAYMENT = "payment"
    LICENCE_END = "licence_end"
    CONTRACT_END = "contract_end"
    NOTICE_DEADLINE = "notice_deadline"
    BUYING_BEGINS = "buying_begins"
    IMPLEMENTATION = "implementation"
    LOAN_DUE = "loan_due"
    TASK = "task"
    FOLLOW_UP = "follow_up"


# Entries where something has to be done in the office by then; a visit just happens.
_TO_DO = frozenset({*Projected, "review", "check"} - {Projected.IMPLEMENTATION})
_OVER = frozenset({Stage.CLOSED, Stage.REJECTED, Stage.STOPPED})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the diary. `register` and `key` are where it stands; amounts are pence.

    `act_by` is the last open day on or before the date, None where nothing has to be done in the office. `remind_days`
    says how long before somebody wants to be reminded, where the record says so. `disputed` is why a payment is not
    paid as it stands; it is not overdue then.
    """

    register: str
    key: str
    kind: str
    on: date
    what: str
    about: str = ""
    person: str = ""
    provider: str = ""
    contract: str = ""
    net_pence: int | None = None
    vat_pence: int | None = None
    budget_category: str = ""
    done_on: date | None = None
    act_by: date | None = None
    remind_days: int | None = None
    disputed: str = ""
    # Addresses of who is reminded beside whoever it is for.
    also_told: tuple[str, ...] = ()


def agenda(session: Session, first: date, last: date, today: date, prefix: str = "") -> list[Entry]:
    """Return what stands in the diary from the first to the last day, both included, by day and kind.

    What is done stands there too. `today` is where contracts that renew themselves are looked at from. With the
    `prefix` of their references, what was fixed for now stands there by the day on which the rest is due.
    """
    days = school_days(session)
    entries = [entry for project in _PROJECTIONS for entry in project(session, first, last, today)]
    if prefix:
        entries += _fixed_for_now(session, first, last, prefix)
    return sorted((_with_act_by(entry, days) for entry in entries), key=lambda entry: (entry.on, entry.kind, entry.key))


def overdue(session: Session, today: date) -> list[Entry]:
    """Return what had to be done by a day that is past and is not done; it stays until somebody deals with it.

    A last day to give notice that is past cannot be dealt with any more, and what is disputed is dealt with.
    """
    return [entry for entry in past(session, today) if not entry.disputed]


def past(session: Session, today: date) -> list[Entry]:
    """Return what had to be done by a day that is past and is not done, payments that are disputed included."""
    entries = agenda(session, today - timedelta(days=366), today - timedelta(days=1), today)
    return [
        entry for entry in entries if entry.act_by and entry.done_on is None and entry.kind != Projected.NOTICE_DEADLINE
    ]


def _with_act_by(entry: Entry, days: SchoolDays) -> Entry:
    return replace(entry, act_by=days.on_or_before(entry.on)) if entry.kind in _TO_DO else entry


def _current(session: Session, register: Register) -> Iterator[Values]:
    return (values for _, values in stored(session, register) if values["retired_on"] is None)


def _written(session: Session, first: date, last: date, today: date) -> Iterator[Entry]:
    """The diary's own entries; of one that repeats, each day up to the one it was done on is done."""
    for values in _current(session, DIARY):
        done_on = _day(values["done_on"])
        for day in days_of(expect(date, values["on"]), str(values["repeats"]), first, last):
            is_done = done_on is not None and (not values["repeats"] or day <= done_on)
            yield Entry(
                DIARY.name,
                str(values["ref"]),
                str(values["kind"]),
                day,
                str(values["what"]),
                str(values["about"]),
                str(values["person"]),
                _text(values["provider"]),
                _text(values["contract"]),
                done_on=done_on if is_done else None,
                remind_days=_number(values["remind_days"]),
                also_told=words_in(values["also_told"]),
            )


def _payments(session: Session, first: date, last: date, today: date) -> Iterator[Entry]:
    providers = {str(values["ref"]): str(values["provider"]) for values in _current(session, CONTRACTS)}
    present: set[tuple[str, date]] = set()
    for values in _current(session, PAYMENTS):
        due = expect(date, values["due_on"])
        contract = _text(values["contract"])
        present.add((contract, due))
        if values["state"] == PaymentState.CANCELLED or not first <= due <= last:
            continue
        invoice = f", invoice {values['invoice']}" if values["invoice"] else ""
        yield Entry(
            PAYMENTS.name,
            str(values["ref"]),
            Projected.PAYMENT,
            due,
            f"{values['what']}{invoice}",
            str(values["about"]) or contract or _text(values["licence"]),
            "",
            _text(values["provider"]) or providers.get(contract, ""),
            contract,
            expect(int, values["net_pence"]),
            expect(int, values["vat_pence"]),
            str(values["budget_category"]),
            _day(values["paid_on"]),
            disputed=str(values["disputed"]) if values["paid_on"] is None else "",
        )
    yield from _instalments(session, first, last, today, present)


def _instalments(
    session: Session, first: date, last: date, today: date, present: set[tuple[str, date]]
) -> Iterator[Entry]:
    """What contracts will ask for by themselves; one whose payment is recorded already stands there instead."""
    for values in _current(session, CONTRACTS):
        ref = str(values["ref"])
        for due, net in instalments(values, today):
            if first <= due <= last and (ref, due) not in present:
                yield Entry(
                    CONTRACTS.name,
                    ref,
                    Projected.PAYMENT,
                    due,
                    f"Instalment of {ref} ({_short(values)})",
                    ref,
                    str(values["responsible"]),
                    str(values["provider"]),
                    ref,
                    net,
                    round(net * expect(int, values["vat_percent"]) / 100),
                    str(values["budget_category"]),
                )


def _licences(session: Session, first: date, last: date, today: date) -> Iterator[Entry]:
    for values in _current(session, LICENCES):
        end = _day(values["end_on"])
        if end and first <= end <= last:
            yield Entry(
                LICENCES.name,
                str(values["ref"]),
                Projected.LICENCE_END,
                end,
                f"{values['product']} ends",
                str(values["ref"]),
                provider=_text(values["provider"]),
                contract=_text(values["contract"]),
                remind_days=_number(values["warn_days"]),
            )


def _contracts(session: Session, first: date, last: date, today: date) -> Iterator[Entry]:
    for values in _current(session, CONTRACTS):
        if values["is_draft"]:
            continue
        ref, short = str(values["ref"]), _short(values)
        end = current_end(values, today)
        dates: list[tuple[str, date | None, str]] = [
            (Projected.CONTRACT_END, end, f"{short} {ref} {'renews itself' if goes_on(values) else 'ends'}"),
            (Projected.BUYING_BEGINS, trigger_date(values, today), f"Begin to buy {short} {ref} anew"),
        ]
        if values["notice_given_on"] is None:
            dates.append(
                (Projected.NOTICE_DEADLINE, notice_deadline(values, today), f"Last day to give notice on {short} {ref}")
            )
        done_on = _day(values["notice_given_on"])
        for kind, day, what in dates:
            if day is not None and first <= day <= last:
                yield Entry(
                    CONTRACTS.name,
                    ref,
                    kind,
                    day,
                    what,
                    ref,
                    str(values["responsible"]),
                    str(values["provider"]),
                    ref,
                    done_on=done_on if kind == Projected.CONTRACT_END and values["successor"] else None,
                )


def _implementations(session: Session, first: date, last: date, today: date) -> Iterator[Entry]:
    for values in _current(session, IMPLEMENTATIONS):
        target = _day(values["target_on"])
        if target and first <= target <= last and values["stage"] not in _OVER:
            yield Entry(
                IMPLEMENTATIONS.name,
                str(values["ref"]),
                Projected.IMPLEMENTATION,
                target,
                f"{values['title']} (implementation {values['ref']})",
                str(values["ref"]),
                str(values["owner"]),
                _text(values["provider"]),
                _text(values["contract"]),
            )


def _loans(session: Session, first: date, last: date, today: date) -> Iterator[Entry]:
    for values in _current(session, LOANS):
        due = expect(date, values["due_on"])
        if first <= due <= last:
            yield Entry(
                LOANS.name,
                str(values["ref"]),
                Projected.LOAN_DUE,
                due,
                f"{values['asset']} is due back from {values['borrower']}",
                str(values["asset"]),
                done_on=_day(values["returned_on"]),
            )


def _tasks(session: Session, first: date, last: date, today: date) -> Iterator[Entry]:
    for values in _current(session, TASKS):
        due = _day(values["due_on"])
        if due and first <= due <= last:
            yield Entry(
                TASKS.name,
                str(values["ref"]),
                Projected.TASK,
                due,
                str(values["what"]),
                str(values["about"]),
                str(values["person"]),
                done_on=_day(values["done_on"]),
            )


def _fixed_for_now(session: Session, first: date, last: date, prefix: str) -> Iterator[Entry]:
    """What was fixed for now; the clock itself tells of it on its day."""
    for row in fixes_due(session, first, last):
        reference = f"{prefix}-{row.number}"
        what = row.category if row.is_restricted else row.temporary_fix
        done_on = row.resolved_at.date() if row.resolved_at else None
        if row.rest_due_on is not None:
            yield Entry(
                "incidents", reference, Projected.FOLLOW_UP, row.rest_due_on, what, reference, "", done_on=done_on
            )


_PROJECTIONS: tuple[Callable[[Session, date, date, date], Iterator[Entry]], ...] = (
    _written,
    _payments,
    _licences,
    _contracts,
    _implementations,
    _loans,
    _tasks,
)


def _short(contract: Values) -> str:
    """What a contract is about, as far as its first comma."""
    return str(contract["description"]).partition(",")[0].strip()


def _text(value: object) -> str:
    return str(value) if value else ""


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None

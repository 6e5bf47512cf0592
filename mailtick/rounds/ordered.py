"""What follows an order: it is expected in the diary, and to be paid; in the caller's transaction.

Promise: an order has one delivery and one payment, whoever tells of it again; what the firm says later moves the
delivery, and its invoice is held against the payment. An order that did not arrive takes both back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.approvals import Approval, SendOrder
from mailtick.incidents.incident import Incident
from mailtick.incidents.proposals.matching import same_number
from mailtick.mail.money import plain_pounds
from mailtick.registers.changing import Author, change, retire
from mailtick.registers.diary import DIARY
from mailtick.registers.payments import PAYMENTS
from mailtick.registers.proposing import Written, add_keyed
from mailtick.store import kept
from mailtick.store.handovers import entries_to_come
from mailtick.store.tables import DiaryRow

# Firms bill when they have delivered, and ask for their money a month later.
_PAID_WITHIN = timedelta(days=30)
_NO_DAY = " (no day named yet)"
_LONGEST = 80


def expect(session: Session, desk: Desk, action: SendOrder, approved: Approval, incident: Incident) -> tuple[str, ...]:
    """Write the delivery and the payment of an order, unless they stand there. Return what was written, in words."""
    by = Author(action.by, f"order {action.order_number}", desk.clock())
    firm, number = action.provider, action.order_number
    # The diary is read by everybody.
    what = "what was ordered" if incident.is_restricted else approved.thing[:_LONGEST]
    words = f"{firm.name}: {what}, ordered with {number}"
    agreements = kept.agreements_with(session, firm.code)
    common = {
        "provider": firm.code,
        "contract": agreements[0].ref if len(agreements) == 1 else "",
        "about": incident.reference,
    }
    written: list[str] = []
    if action.arrives_on is not None and not _delivery(session, incident.reference, firm.code, number):
        named = "" if action.is_day_named else _NO_DAY
        cells = {"kind": "delivery", "on": action.arrives_on.isoformat(), "what": f"{words}{named}", **common}
        written.append(f"{_add(session, DIARY.name, cells, by)} in the diary")
    if approved.price is not None and not _is_to_be_paid(session, firm.code, number):
        today = desk.clock().astimezone(desk.policy.zone).date()
        cells = {
            "what": words,
            "net_pence": plain_pounds(approved.price.net_pence),
            "vat_pence": plain_pounds(approved.price.vat_pence),
            "due_on": ((action.arrives_on or today) + _PAID_WITHIN).isoformat(),
            "budget_category": agreements[0].budget_category if len(agreements) == 1 else "",
            "order_number": number,
            "state": "expected",
            **common,
        }
        written.append(f"the payment {_add(session, PAYMENTS.name, cells, by)}, {approved.price.gross_words}")
    return tuple(written)


def _add(session: Session, register: str, cells: dict[str, str], by: Author) -> str:
    given = {name: value for name, value in cells.items() if value}
    return add_keyed(session, DIARY if register == DIARY.name else PAYMENTS, given, by)


def _is_to_be_paid(session: Session, firm: str, number: str) -> bool:
    return any(same_number(each.order_number, number) for each in kept.payments_to(session, firm))


def _delivery(session: Session, reference: str, firm: str, number: str = "") -> DiaryRow | None:
    """The delivery for an incident that is to come from a firm: of one order, or where it has one alone."""
    found = entries_to_come(session, reference, firm, "delivery")
    if number:
        return next((each for each in found if f"ordered with {number}" in each.what), None)
    return found[0] if len(found) == 1 else None


def take_back(session: Session, reference: str, firm: str, number: str, at: datetime, today: date) -> None:
    """An order did not arrive: nothing is delivered, and nothing is to be paid unless an invoice has come."""
    by = Author("the desk", f"order {number} did not arrive", at)
    if delivery := _delivery(session, reference, firm, number):
        retire(session, DIARY, delivery.ref, by, today)
    for payment in kept.payments_to(session, firm):
        is_bare = payment.state == "expected" and not payment.invoice
        if is_bare and payment.about == reference and same_number(payment.order_number, number):
            retire(session, PAYMENTS, payment.ref, by, today)


def delivery_moves(session: Session, reference: str, firm: str, on: date, by: Author) -> Iterator[Written]:
    """The firm says by when it is there."""
    row = _delivery(session, reference, firm)
    if row is None:
        return
    ref, new = row.ref, {"on": on.isoformat(), "what": row.what.removesuffix(_NO_DAY)}
    old = {"on": row.on.isoformat(), "what": row.what}
    change(session, DIARY, ref, new, by)
    for name, value in new.items():
        if value != old[name]:
            yield Written(DIARY.name, ref, name, old[name], value)


def visit_brings_it(session: Session, reference: str, firm: str, by: Author, today: date) -> Iterator[Written]:
    """They come, and nobody said when it would be delivered: the visit stands for it."""
    row = _delivery(session, reference, firm)
    if row is not None and row.what.endswith(_NO_DAY):
        ref = row.ref
        retire(session, DIARY, ref, by, today)
        yield Written(DIARY.name, ref, "retired_on", "", today.isoformat())


def deliveries_done(session: Session, reference: str, firm: str, on: date, by: Author) -> Iterator[Written]:
    """It is done, so what was ordered for it has come."""
    for row in entries_to_come(session, reference, firm, "delivery"):
        ref = row.ref
        change(session, DIARY, ref, {"done_on": on.isoformat()}, by)
        yield Written(DIARY.name, ref, "done_on", "", on.isoformat())

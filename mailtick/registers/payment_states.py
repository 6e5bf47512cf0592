"""How a payment stands, in words: expected, invoiced, passed to finance, disputed, overdue, paid."""

from __future__ import annotations

from datetime import date

from mailtick.registers.page import day_words, listed, words_of
from mailtick.registers.register import Values
from mailtick.registers.vocabulary import PaymentState


def payment_words(payment: Values, today: date) -> str:
    """Return how a payment stands; with a day of payment it is paid. Source: DOMAIN.md 3.9."""
    state, paid_on, due_on = payment["state"], payment["paid_on"], payment["due_on"]
    if isinstance(paid_on, date):
        return f"paid {day_words(paid_on)}"
    if state in (PaymentState.PAID, PaymentState.CANCELLED):
        why = str(payment["cancelled"]) if state == PaymentState.CANCELLED else ""
        return f"{state}: {why}" if why else str(state)
    if payment["disputed"]:
        return f"disputed: {payment['disputed']}"
    passed_on = payment["passed_on"]
    with_finance = f"passed to finance {day_words(passed_on)}" if isinstance(passed_on, date) else "passed to finance"
    stands = with_finance if state == PaymentState.PASSED_ON else words_of(str(state))
    is_overdue = isinstance(due_on, date) and due_on < today
    return listed("overdue", "" if is_overdue and state == PaymentState.EXPECTED else stands) if is_overdue else stands

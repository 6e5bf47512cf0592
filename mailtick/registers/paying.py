"""What is said of a payment: passed on, disputed, settled, paid, cancelled. Source: DOMAIN.md 3.9.

Failures: what does not follow from how it stands raises NotKept, a sentence that says what is possible.
"""

from __future__ import annotations

import re
from datetime import date

from mailtick.mail.accounts import find_accounts
from mailtick.mail.money import pence, pounds
from mailtick.registers.asked import Asked, possible, short_day
from mailtick.registers.changing import NotKept
from mailtick.registers.formats import expect
from mailtick.registers.payment_states import payment_words
from mailtick.registers.payments import PAYMENTS
from mailtick.registers.vocabulary import PaymentState

_AMOUNT = re.compile(r"£?((?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d{2})?)")
_MOST_PENCE = 10**9
# One word with a figure in it: "by invoice no. INV-88".
_INVOICE = re.compile(
    r"(?:by\s+|with\s+)?(?:invoice|inv)?\b\.?\s*(?:no\b\.?|number|ref\b\.?|#)?\s*:?\s*"
    r"((?=[^\s]*\d)[A-Za-z0-9][\w/.-]{0,39})",
    re.IGNORECASE,
)
_TO_FINANCE = re.compile(r"^to\s+finance\b[\s,:]*", re.IGNORECASE)
_OVER = (PaymentState.PAID, PaymentState.CANCELLED)


def pay(asked: Asked) -> str:
    """It is paid. Said once more with an amount or a number it puts right what was said, and the day stays."""
    _require_payment(asked)
    if asked.values["state"] == PaymentState.CANCELLED:
        raise NotKept(_is_over(asked))
    due = expect(int, asked.values["net_pence"]) + expect(int, asked.values["vat_pence"])
    amount, invoice = _amount_and_invoice(asked.argument)
    before = asked.values["paid_on"]
    if before and (amount, invoice) == (None, ""):
        raise NotKept(f"{asked.key} is paid already, since {short_day(before)}; {_how_to_undo(asked)}")
    paid = due if amount is None else amount
    difference = ""
    if paid != due:
        more = "more" if paid > due else "less"
        difference = f"{pounds(abs(paid - due))} {more} than the {pounds(due)} that were due"
    paid_on = before if isinstance(before, date) else asked.today
    cells = {"paid_on": paid_on.isoformat(), "state": "paid", "difference": difference, "disputed": ""}
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
    invoice = _invoice(rest)
    if invoice is None:
        raise NotKept(
            f'"{rest.strip()}" is neither an amount nor the number of an invoice; nothing is noted as paid. '
            'Write such as "paid", "paid 240.00" or "paid 240.00 INV-88"'
        )
    return amount, invoice


def _invoice(argument: str) -> str | None:
    """Read the number of an invoice: empty where nothing stands there, None where it may be anything else."""
    said = argument.strip(" .,;")
    found = _INVOICE.fullmatch(said)
    if found and find_accounts(found[1]):
        raise NotKept("there is a bank account in it, and those are kept nowhere; write the number of the invoice")
    return found[1] if found else None if said else ""


def pass_on(asked: Asked) -> str:
    """It was given to finance to be paid; the invoice's number may be said with it."""
    _require_open(asked)
    if asked.values["state"] == PaymentState.PASSED_ON:
        raise NotKept(f'{asked.key} is {payment_words(asked.values, asked.today)} already; say "paid" once it is paid')
    if disputed := asked.values["disputed"]:
        raise NotKept(f'{asked.key} is disputed: {disputed}; say "{asked.key} settled" first')
    invoice = _invoice(_TO_FINANCE.sub("", asked.argument, count=1))
    if invoice is None:
        raise NotKept(
            f'"{asked.argument}" is no number of an invoice; nothing is noted as passed on. '
            'Write such as "passed on" or "passed on INV-88"'
        )
    cells = {"state": "passed_on", "passed_on": asked.today.isoformat()}
    asked.change(**cells, **({"invoice": invoice} if invoice else {}))
    return f"{asked.key}: passed to finance" + (f" with invoice {invoice}" if invoice else "")


def dispute(asked: Asked) -> str:
    """It is not paid as it stands; nobody is reminded of its day until it is settled."""
    _require_open(asked)
    why = asked.reason("disputed")
    asked.change(disputed=why)
    return f'{asked.key}: disputed, {why}; it is not reminded of as overdue until you say "settled"'


def settle(asked: Asked) -> str:
    _require_open(asked)
    asked.require_certain("settled")
    if not asked.values["disputed"]:
        raise NotKept(f"{asked.key} is not disputed; {possible(asked.register)}")
    asked.change(disputed="")
    return f"{asked.key}: settled; it is {payment_words({**asked.values, 'disputed': ''}, asked.today)}"


def cancel_payment(asked: Asked) -> str:
    _require_open(asked)
    why = asked.reason("cancelled")
    asked.change(state="cancelled", cancelled=why, disputed="")
    return f"{asked.key}: cancelled, {why}; it is not to be paid"


def _require_open(asked: Asked) -> None:
    _require_payment(asked)
    if asked.values["paid_on"] is not None or asked.values["state"] in _OVER:
        raise NotKept(_is_over(asked))


def _require_payment(asked: Asked) -> None:
    if asked.register is not PAYMENTS:
        raise NotKept(f"{asked.key} is no payment; {possible(asked.register)}")


def _is_over(asked: Asked) -> str:
    return f"{asked.key} is {payment_words(asked.values, asked.today)} already; {_how_to_undo(asked)}"


def _how_to_undo(asked: Asked) -> str:
    return f'"{asked.key} undo" takes back what was said of it last'

"""Does an invoice match what was agreed? Source: DOMAIN.md 3.9."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mailtick.incidents.kept import Agreement, KnownPayment
from mailtick.mail.money import MONEY, pence, pounds

# How many instalments a year an invoice period makes.
_A_YEAR = {"monthly": 12, "quarterly": 4, "termly": 3, "annual": 1, "single": 1}
_PENNY = 1
_NOT_MATCHED_YET = ("expected",)
_QUOTE = re.compile(
    r"\b(Q-?\d[\w/-]{1,20})\b|\bquot(?:e|ation)\s+(?:no\.?|number|ref\.?|#)?\s*:?\s*([A-Z]{0,4}-?\d[\w/-]{0,20})"
)
_AMOUNT = re.compile(MONEY)


@dataclass(frozen=True, slots=True)
class Quote:
    """What a firm offered on an incident; the amount is before VAT."""

    ref: str
    net_pence: int
    incident: str


@dataclass(frozen=True, slots=True)
class Match:
    """How an invoice compares: its state as a payment, in words with what, and what it then belongs to.

    `payment` is the one on the list that was waiting for this invoice.
    """

    state: str
    words: str
    difference: str = ""
    contract: str = ""
    incident: str = ""
    budget_category: str = ""
    payment: str = ""


def read_quotes(texts: Iterable[str], incident: str) -> list[Quote]:
    """Return the quotes that a firm's mails on an incident name, each with the first amount behind it."""
    found: list[Quote] = []
    for text in texts:
        for each in _QUOTE.finditer(text):
            if amount := _AMOUNT.search(text, each.end(), each.end() + 300):
                found.append(Quote(each[1] or each[2], pence(amount[0]), incident))
    return found


def match(
    net: int | None,
    agreements: Sequence[Agreement],
    payments: Sequence[KnownPayment],
    quotes: Sequence[Quote],
    order: str = "",
) -> Match:
    """Return how an amount before VAT compares with what was agreed: a quote, an expected payment, a contract.

    `order` is the number of our order that the invoice names; what it asks for is held against that order alone.
    """
    budget = agreements[0].budget_category if len({each.budget_category for each in agreements}) == 1 else ""
    only = agreements[0].ref if len(agreements) == 1 else ""
    about = quotes[-1].incident if quotes else ""
    waiting = [each for each in payments if each.state in _NOT_MATCHED_YET and not each.invoice]
    ordered = next((each for each in waiting if order and same_number(each.order_number, order)), None)
    if net is None:
        words = "not compared: the amount before VAT is not known"
        return Match("invoiced", words, "", "", about, budget, ordered.ref if ordered else "")
    for quote in reversed(quotes):
        if abs(quote.net_pence - net) <= _PENNY:
            words = f"agrees with the quote {quote.ref} on {quote.incident}"
            theirs = ordered or _ordered_for(quote.incident, net, waiting)
            return Match("matched", words, "", only, quote.incident, budget, theirs.ref if theirs else "")
    if ordered is not None:
        return _with_order(net, ordered)
    for payment in waiting:
        if abs(payment.net_pence - net) <= _PENNY:
            words = f"agrees with {payment.ref}, which is expected"
            return Match("matched", words, contract=payment.contract, payment=payment.ref)
    for each in agreements:
        if (instalment := _instalment(each)) and abs(instalment - net) <= _PENNY:
            words = f"agrees with an instalment ({each.invoice_period}) of {each.ref}, {each.description}"
            return Match("matched", words, contract=each.ref, budget_category=each.budget_category)
    return _differing(net, agreements, quotes, about, budget)


def same_number(one: str, other: str) -> bool:
    """Whether two numbers of orders or invoices are one, however they are spelt."""
    plain = [re.sub(r"[^A-Z0-9]", "", each.upper()) for each in (one, other)]
    return plain[0] == plain[1] != ""


def _ordered_for(incident: str, net: int, waiting: Sequence[KnownPayment]) -> KnownPayment | None:
    """What was ordered for an incident at this price, and has no invoice yet."""
    theirs = (each for each in waiting if each.order_number and each.about == incident)
    return next((each for each in theirs if abs(each.net_pence - net) <= _PENNY), None)


def _with_order(net: int, ordered: KnownPayment) -> Match:
    """How an invoice compares with the order that it names."""
    order = f"the order {ordered.order_number}{f' on {ordered.about}' if ordered.about else ''}"
    if abs(ordered.net_pence - net) <= _PENNY:
        return Match("matched", f"agrees with {order}", contract=ordered.contract, payment=ordered.ref)
    words = _compared(net, ordered.net_pence, order)
    return Match("differs", words, words, ordered.contract, payment=ordered.ref)


def _instalment(agreement: Agreement) -> int:
    times = _A_YEAR.get(agreement.invoice_period, 0)
    return round(agreement.annual_pence / times) if times else 0


def _differing(net: int, agreements: Sequence[Agreement], quotes: Sequence[Quote], about: str, budget: str) -> Match:
    if quotes:
        quote = quotes[-1]
        words = _compared(net, quote.net_pence, f"the quote {quote.ref}")
        return Match("differs", words, words, "", quote.incident, budget)
    regular = [(instalment, each) for each in agreements if (instalment := _instalment(each))]
    nearest = min(regular, key=lambda each: abs(each[0] - net), default=None)
    # Something else than an instalment altogether: a repair, a sale.
    if nearest is None or abs(nearest[0] - net) > nearest[0] / 4:
        return Match("invoiced", "no approved quote is known", "", "", about, budget)
    words = _compared(net, nearest[0], f"an instalment of {nearest[1].ref}")
    return Match("differs", words, words, nearest[1].ref, about, nearest[1].budget_category)


def _compared(net: int, agreed: int, what: str) -> str:
    more = "more" if net > agreed else "less"
    return f"{pounds(abs(net - agreed))} {more} than {what} ({pounds(agreed)} before VAT)"

"""What a firm would do it for: number, net, VAT and total, and until when it is valid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from mailtick.incidents.news import phrases
from mailtick.incidents.news.facts import Fact, NewsKind, Quote
from mailtick.mail.amounts import Amounts, read_amounts
from mailtick.mail.when import find_whens

# Per cent; what firms mean by "+ VAT".
STANDARD_RATE = 20


def read_quote(subject: str, text: str, said: Sequence[str], now: datetime) -> Fact | None:
    """Return the quote that a mail brings: amounts beside a number of a quote, or that it asks to go ahead.

    Where the sums do not agree, it is not sure. A price list or an offer to all has neither number nor question.
    """
    number = _number(subject, text)
    if not number and not (phrases.QUOTE_WORD.search(text) or phrases.GO_AHEAD.search(text)):
        return None
    if not number and not phrases.GO_AHEAD.search(text) and not phrases.VALID_DAYS.search(text):
        return None
    amounts = read_amounts(text)
    sums = _sums(amounts)
    if sums is None:
        return None
    words = next((each for each in said if "£" in each), subject)
    valid_until = _valid_until(said, now)
    doubt = _doubt(text, amounts, sums)
    if not doubt and valid_until is not None and valid_until < now.date():
        doubt = "its last day is over"
    return Fact(NewsKind.QUOTE, words, Quote(number, *sums, valid_until), doubt)


def _doubt(text: str, amounts: Amounts, sums: tuple[int, int, int]) -> str:
    """What is not sure of the price: somebody has to read it before it is put to whoever decides."""
    if amounts.net is None and (amounts.vats or amounts.totals):
        return "net and VAT do not make the total"
    if len({*amounts.nets}) > 1 and len({*amounts.totals}) != 1:
        return "it names several prices"
    if not sums[2]:
        return "it costs nothing"
    return next((doubt for doubt, pattern in phrases.PRICE_DOUBTS if pattern.search(text)), "")


def _number(subject: str, text: str) -> str:
    for words in (text, subject):
        if found := phrases.QUOTE_NUMBER.search(words):
            return (found[1] or found[2]).rstrip("-/")
    return ""


def _sums(amounts: Amounts) -> tuple[int, int, int] | None:
    """Net, VAT and total: as they make up a sum, else as they stand there, else with VAT at the standard rate."""
    if amounts.net is not None and amounts.vat is not None and amounts.gross is not None:
        return amounts.net, amounts.vat, amounts.gross
    if amounts.nets and amounts.vats and amounts.totals:
        return amounts.nets[0], amounts.vats[0], amounts.totals[0]
    if amounts.nets and not amounts.vats and not amounts.totals:
        vat = (amounts.nets[0] * STANDARD_RATE + 50) // 100
        return amounts.nets[0], vat, amounts.nets[0] + vat
    return None


def _valid_until(said: Sequence[str], now: datetime) -> date | None:
    for sentence in said:
        if found := phrases.VALID_DAYS.search(sentence):
            return now.date() + timedelta(days=int(found[1]))
        if found := phrases.VALID_UNTIL.search(sentence):
            until = [each for each in find_whens(sentence, now) if 0 <= each.at - found.end() <= 3]
            if until:
                return until[0].first
    return None

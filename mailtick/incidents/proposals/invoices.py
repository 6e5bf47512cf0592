"""Read an invoice from the text of a mail or a paper: number, amounts, days. What is not plain stays empty."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mailtick.mail.amounts import read_amounts
from mailtick.mail.days import DAY, read_day
from mailtick.mail.money import MONEY, foreign_amounts

_WRITTEN_NUMBER = r"([A-Z0-9]{0,12}[-/._]?[A-Z0-9/._-]{0,24}\d[A-Z0-9/_-]{0,12})\b"
_NO = r"(?:\s*(?:no\b\.?|number|num\b\.?|ref(?:erence)?\b\.?|id|#|№))?\s*[:#.]?\s*"
_NUMBERS = (
    re.compile(rf"\binv(?:oice)?\b\.?{_NO}{_WRITTEN_NUMBER}", re.IGNORECASE),
    re.compile(
        rf"^\s*(?:document|our\s+ref(?:erence)?|number|no\.?)\s*[:#.]?\s*{_WRITTEN_NUMBER}\s*$",
        re.IGNORECASE | re.MULTILINE,
    ),
)
_ORDER = re.compile(
    r"\b(?:(?:purchase\s+order|your\s+order|customer\s+order|order)\b|p\.?o\b\.?)"
    rf"{_NO}((?:PO[-/ ]?)?[A-Z]{{0,4}}[-/]?\d[\w/-]*)",
    re.IGNORECASE,
)
_DATE_LIKE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_DATE = re.compile(
    rf"\b(?:invoice\s+date|date\s+of\s+invoice|tax\s+(?:point|date)|issued|dated?)\b\s*[:.]?\s*({DAY})", re.IGNORECASE
)
_DUE = re.compile(
    r"\b(?:due(?:\s+(?:date|by|on|for\s+payment\s+by))?|pay(?:ment|able)?(?:\s+(?:due|is\s+due))?\s+(?:date|by|on|before)"
    rf"|pay\s+by|payment\s+due)\b\s*[:.]?\s*({DAY})",
    re.IGNORECASE,
)
_TERMS = re.compile(r"\b(\d{1,3})\s*days?\b", re.IGNORECASE)
_OF_TERMS = re.compile(r"\b(?:terms|net|pay|payment|payable|within|due|invoice|total)\b|£", re.IGNORECASE)
_NO_TERMS = re.compile(
    r"\b(?:valid|quote|warranty|guarantee|delivery|month\s+end|end\s+of\s+month|eom|interest|late)\b", re.IGNORECASE
)
# "Total: -£120.00", "Total (£120.00)", "Total £120.00 CR"; a dash with spaces about it only parts.
_BELOW_ZERO = re.compile(
    r"\b(?:total|(?:amount|balance)\s+(?:due|payable|outstanding))\b[^\n\d£-]{0,20}(?<=[\s:(])"
    r"(?:[-−–](?=[£\d])£?\d|£\s?[-−–]\d|\(£?\d[\d,]*\.\d\d\)|£?\d[\d,]*\.\d\d\s?CR\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Invoice:
    """What was read; amounts in pence. Net and VAT are None where they do not make up the total."""

    number: str = ""
    order: str = ""
    net: int | None = None
    vat: int | None = None
    gross: int | None = None
    dated_on: date | None = None
    due_on: date | None = None
    terms_days: int | None = None
    item: str = ""
    # Whether any amount with a name was read at all.
    has_amounts: bool = False
    unsure: tuple[str, ...] = ()


def read_invoice(text: str, today: date) -> Invoice:
    """Return what a text says of an invoice. The day stands before the month."""
    dated, due = _DATE.search(text), _DUE.search(text)
    amounts = read_amounts(text)
    if _BELOW_ZERO.search(text):
        why = ("the total is below zero; it may be a credit",)
        amounts = replace(amounts, net=None, vat=None, gross=None, doubts=why)
    foreign = foreign_amounts(text)
    if foreign and amounts.gross is None and amounts.net is None:
        named = ", ".join(foreign[:4])
        why = (f"it names {named}, which is no sterling; say in pounds what is to be paid",)
        amounts = replace(amounts, doubts=why)
    return Invoice(
        number=read_number(text),
        order=next((each[1] for each in _ORDER.finditer(text) if not _DATE_LIKE.fullmatch(each[1])), ""),
        net=amounts.net,
        vat=amounts.vat,
        gross=amounts.gross,
        dated_on=read_day(dated[1], today) if dated else None,
        due_on=read_day(due[1], today) if due else None,
        terms_days=_terms(text),
        item=amounts.items[0] if amounts.items else "",
        has_amounts="no amount was read" not in amounts.doubts,
        unsure=amounts.doubts,
    )


def read_number(text: str) -> str:
    """The invoice's number: the first that stands behind the word, and is no date."""
    for pattern in _NUMBERS:
        for found in pattern.finditer(text):
            number = found[1].strip("._-/")
            if not _DATE_LIKE.fullmatch(number) and not re.fullmatch(MONEY, number):
                return number
    return ""


def both(paper: Invoice, body: Invoice) -> Invoice:
    """Return what paper and body say together: the paper counts, and where the body says otherwise it is not sure."""
    unsure = list(paper.unsure or (body.unsure if paper.gross is None else ()))
    if paper.number and body.number and paper.number.lower() != body.number.lower():
        unsure.append(f"the mail calls it {body.number}, the paper {paper.number}")
    if paper.gross is not None and body.gross is not None and paper.gross != body.gross:
        unsure.append("the mail names another total than the paper")
        paper = replace(paper, net=None, vat=None)
    if paper.due_on and body.due_on and paper.due_on != body.due_on:
        unsure.append("the mail names another day than the paper")
    amounts = paper if paper.gross is not None or paper.net is not None else body
    return Invoice(
        number=paper.number or body.number,
        order=paper.order or body.order,
        net=amounts.net,
        vat=amounts.vat,
        gross=amounts.gross,
        dated_on=paper.dated_on or body.dated_on,
        due_on=paper.due_on or body.due_on,
        terms_days=paper.terms_days or body.terms_days,
        item=paper.item or body.item,
        has_amounts=paper.has_amounts or body.has_amounts,
        unsure=tuple(unsure),
    )


def due_day(invoice: Invoice, received_on: date) -> date | None:
    """When it is due: as it says, else so many days after its date."""
    if invoice.due_on or invoice.terms_days is None:
        return invoice.due_on
    return (invoice.dated_on or received_on) + timedelta(days=invoice.terms_days)


def _terms(text: str) -> int | None:
    for line in text.split("\n"):
        for found in _TERMS.finditer(line):
            if _OF_TERMS.search(line) and not _NO_TERMS.search(line) and 0 < int(found[1]) <= 120:
                return int(found[1])
    return None

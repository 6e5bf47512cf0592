"""Read an invoice from the text of a mail or a paper: number, amounts, days. What is not plain stays empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from mailtick.mail.days import DAY, read_day
from mailtick.mail.money import MONEY, pence

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
_ON = r"(?:\s*(?:of|at|@)?\s*\(?\d{1,2}(?:\.\d+)?\s?%\)?)?"
# "£1,350.00 + VAT £270.00 = £1,620.00", "£285.00 plus VAT, total £342.00", "£285.00 + VAT".
_SUM = re.compile(
    rf"({MONEY})\s*(?:\+|plus|and)\s*VAT{_ON}(?:\s*(?:of|at|:|\()?\s*({MONEY})\)?)?"
    rf"(?:\s*(?:=|,?\s*(?:a\s+)?total(?:ling|s|\s+of)?:?|,?\s*making)\s*({MONEY}))?",
    re.IGNORECASE,
)
_AMOUNT = re.compile(MONEY)
_NET = re.compile(
    r"sub\s*-?\s*total|\bnet\b(?:\s+(?:total|amount))?|\bex(?:cl(?:uding|\.)?|\.)?\s*(?:of\s+)?v\.?a\.?t|before\s+v\.?a\.?t|\bgoods(?:\s+total)?\b",
    re.IGNORECASE,
)
_VAT = re.compile(r"\bv\.?a\.?t\b\.?(?!\s*(?:reg|no\b|number|id))", re.IGNORECASE)
_INCLUDING = re.compile(
    r"\binc(?:l(?:uding|\.)?|\.)?\s*(?:of\s+)?v\.?a\.?t|\bwith\s+v\.?a\.?t|\bgross\b", re.IGNORECASE
)
_GROSS = re.compile(
    r"\btotal\b|\b(?:amount|balance)\s+(?:due|payable|outstanding)|\bplease\s+pay\b|\bto\s+pay\b", re.IGNORECASE
)
# "Total: -£120.00", "Total (£120.00)", "Total £120.00 CR"; a dash with spaces about it only parts.
_BELOW_ZERO = re.compile(
    r"\b(?:total|(?:amount|balance)\s+(?:due|payable|outstanding))\b[^\n\d£-]{0,20}(?<=[\s:(])"
    r"(?:[-−–](?=[£\d])£?\d|£\s?[-−–]\d|\(£?\d[\d,]*\.\d\d\)|£?\d[\d,]*\.\d\d\s?CR\b)",
    re.IGNORECASE,
)
# What a rate is charged on is no amount of its own.
_BASE = re.compile(r"(?:\bon|\bof|@)\s*$", re.IGNORECASE)
_RATES = (20, 5, 0)


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


@dataclass(slots=True)
class _Amounts:
    net: list[int] = field(default_factory=list)
    vat: list[int] = field(default_factory=list)
    gross: list[int] = field(default_factory=list)
    items: list[str] = field(default_factory=list)

    def of(self, label: str) -> list[int]:
        return {"net": self.net, "vat": self.vat, "gross": self.gross}[label]


def read_invoice(text: str, today: date) -> Invoice:
    """Return what a text says of an invoice. The day stands before the month."""
    dated, due = _DATE.search(text), _DUE.search(text)
    net, vat, gross, items, unsure = _amounts(text)
    if _BELOW_ZERO.search(text):
        net, vat, gross, unsure = None, None, None, ("the total is below zero; it may be a credit",)
    return Invoice(
        number=read_number(text),
        order=next((each[1] for each in _ORDER.finditer(text) if not _DATE_LIKE.fullmatch(each[1])), ""),
        net=net,
        vat=vat,
        gross=gross,
        dated_on=read_day(dated[1], today) if dated else None,
        due_on=read_day(due[1], today) if due else None,
        terms_days=_terms(text),
        item=items[0] if items else "",
        has_amounts="no amount was read" not in unsure,
        unsure=unsure,
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


def _amounts(text: str) -> tuple[int | None, int | None, int | None, list[str], tuple[str, ...]]:
    read = _Amounts()
    for found in _SUM.finditer(text):
        read.net.append(pence(found[1]))
        read.vat += [pence(found[2])] if found[2] else []
        read.gross += [pence(found[3])] if found[3] else []
    _read_lines(_SUM.sub(" ", text), read)
    return (*_adding_up(read), read.items, _doubts(read))


def _adding_up(read: _Amounts) -> tuple[int | None, int | None, int | None]:
    """Net, VAT and total that make a sum. Of two the third follows, where it is VAT at a rate that there is."""
    for gross in read.gross:
        for net in read.net:
            if (gross - net) in read.vat or (not read.vat and _is_vat(net, gross - net)):
                return net, gross - net, gross
        for vat in read.vat:
            if not read.net and _is_vat(gross - vat, vat):
                return gross - vat, vat, gross
    if not read.gross:
        pairs = ((net, vat) for net in read.net for vat in read.vat if _is_vat(net, vat))
        if pair := next(pairs, None):
            return *pair, sum(pair)
    return None, None, read.gross[-1] if read.gross else None


def _is_vat(net: int, vat: int) -> bool:
    return any(abs(vat - net * rate / 100) <= 1 for rate in _RATES)


def _doubts(read: _Amounts) -> tuple[str, ...]:
    net, _, gross = _adding_up(read)
    if net is not None:
        return ()
    if read.net and read.vat and read.gross:
        return ("net and VAT do not make up the total",)
    return ("net and VAT were not read",) if gross is not None or read.net else ("no amount was read",)


def _read_lines(text: str, read: _Amounts) -> None:
    """Amounts with their label before them in the line, in the line above, or in a list of labels above."""
    waiting: list[str] = []
    for line in text.split("\n"):
        amounts = list(_AMOUNT.finditer(line))
        if not amounts:
            labels = list(_labels(line))
            waiting = [*waiting, *labels] if labels else ([] if line.strip() else waiting)
            continue
        if len(waiting) > 1 and len(amounts) >= len(waiting):
            # A row of the columns whose heads stand above it.
            for label, amount in zip(waiting, amounts[-len(waiting) :], strict=True):
                read.of(label).append(pence(amount[0]))
            waiting = []
            continue
        _read_line(line, amounts, waiting, read)


def _read_line(line: str, amounts: list[re.Match[str]], waiting: list[str], read: _Amounts) -> None:
    at, label = 0, ""
    for amount in amounts:
        words = line[at : amount.start()]
        at = amount.end()
        label = next(reversed(list(_labels(words))), label if not re.search(r"[A-Za-z]{2}", words) else "")
        if label and _BASE.search(words):
            continue
        if not label and waiting and not re.search(r"[A-Za-z]{3}", line):
            label = waiting.pop(0)
        if label:
            read.of(label).append(pence(amount[0]))
        elif len(words.split()) > 1:
            read.items.append(" ".join(words.split()).strip(" -:;,")[:100])
        label = label if not label else ""
    if re.search(r"[A-Za-z]{3}", line):
        waiting.clear()


def _labels(words: str) -> Iterator[str]:
    """What the words before an amount say that it is; column heads give several."""
    if re.fullmatch(r"\W*v\.?a\.?t\.?\s+total\W*", words, re.IGNORECASE):
        yield "vat"
        return
    found: list[tuple[int, str]] = []
    taken = words
    for label, pattern in (("gross", _INCLUDING), ("net", _NET), ("vat", _VAT), ("gross", _GROSS)):
        for each in pattern.finditer(taken):
            found.append((each.start(), label))
        taken = pattern.sub(lambda each: " " * len(each[0]), taken)
    if len(found) > 1 and re.match(r"\W*total\b", words, re.IGNORECASE) and len(words.split()) <= 4:
        # "Total VAT", "Total net", "Total inc. VAT" are one.
        found = [each for each in found if each[1] != "gross"] or found[:1]
        found = found[:1] if not _INCLUDING.search(words) else [(0, "gross")]
    yield from (label for _, label in sorted(found))

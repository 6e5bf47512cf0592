"""Read net, VAT and total from a text of an invoice or a quote; only what makes up a sum is believed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mailtick.mail.money import MONEY, pence

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
# "£96.50 ex VAT", "£390.00 net, £78.00 VAT, £468.00 total": the name behind the amount.
_BEHIND = re.compile(
    rf"({MONEY})[ \t]*\(?(?:(?P<net>net\b|ex(?:cl?(?:uding|\.)?|\.)?\s*v\.?a\.?t\b)"
    r"|(?P<gross>inc(?:l(?:uding|\.)?|\.)?\s*v\.?a\.?t\b|(?:in\s+)?total\b|in\s+all\b|all\s+in\b|gross\b)|(?P<vat>v\.?a\.?t\b))",
    re.IGNORECASE,
)
# What a rate is charged on is no amount of its own.
_BASE = re.compile(r"(?:\bon|\bof|@)\s*$", re.IGNORECASE)
_RATES = (20, 5, 0)


@dataclass(frozen=True, slots=True)
class Amounts:
    """In pence. Net and VAT are None where they make up no sum; `doubts` say why.

    `nets`, `vats` and `totals` are all that were named so, in their order; `items` what stands before other amounts.
    """

    net: int | None
    vat: int | None
    gross: int | None
    items: tuple[str, ...]
    doubts: tuple[str, ...]
    nets: tuple[int, ...] = ()
    vats: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()


@dataclass(slots=True)
class _Read:
    net: list[int] = field(default_factory=list)
    vat: list[int] = field(default_factory=list)
    gross: list[int] = field(default_factory=list)
    items: list[str] = field(default_factory=list)

    def of(self, label: str) -> list[int]:
        return {"net": self.net, "vat": self.vat, "gross": self.gross}[label]


def read_amounts(text: str) -> Amounts:
    """Return what a text says that something costs."""
    read = _Read()
    for found in _SUM.finditer(text):
        read.net.append(pence(found[1]))
        read.vat += [pence(found[2])] if found[2] else []
        read.gross += [pence(found[3])] if found[3] else []
    _read_lines("\n".join(_without_named_behind(line, read) for line in _SUM.sub(" ", text).split("\n")), read)
    net, vat, gross = _adding_up(read)
    named = (tuple(read.net), tuple(read.vat), tuple(read.gross))
    return Amounts(net, vat, gross, tuple(read.items), _doubts(read), *named)


def _without_named_behind(line: str, read: _Read) -> str:
    """Read the amounts of a line that are named behind them, and return what is left of it."""
    first = _AMOUNT.search(line)
    if first is None or any(_labels(line[: first.start()])):
        return line
    for found in _BEHIND.finditer(line):
        read.of(str(found.lastgroup)).append(pence(found[1]))
    return _BEHIND.sub(" ", line)


def _adding_up(read: _Read) -> tuple[int | None, int | None, int | None]:
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


def _doubts(read: _Read) -> tuple[str, ...]:
    net, _, gross = _adding_up(read)
    if net is not None:
        return ()
    if read.net and read.vat and read.gross:
        return ("net and VAT do not make up the total",)
    return ("net and VAT were not read",) if gross is not None or read.net else ("no amount was read",)


def _read_lines(text: str, read: _Read) -> None:
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


def _read_line(line: str, amounts: list[re.Match[str]], waiting: list[str], read: _Read) -> None:
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

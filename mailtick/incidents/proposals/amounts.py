"""What an amount comes to with or without VAT: "£4,188 inc VAT", "£1,350.00 + VAT"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailtick.mail.money import pence

_WITH_VAT = re.compile(
    r"^[^\S\n]*[,(]?[^\S\n]*(?:inc(?:l(?:uding|usive|\.)?)?|incl?\.|with)\s*(?:of\s*)?(?:the\s*)?vat\b|^[^\S\n]*gross\b",
    re.IGNORECASE,
)
_WITHOUT_VAT = re.compile(
    r"^[^\S\n]*[,(]?[^\S\n]*(?:ex(?:cl?(?:uding|usive|\.)?)?|excl?\.|before|plus|\+|without|net)\s*(?:of\s*)?(?:the\s*)?"
    r"(?:vat\b|tax\b|$)|^[^\S\n]*net\b",
    re.IGNORECASE,
)
_RATE = 20


@dataclass(frozen=True, slots=True)
class Money:
    """Net and VAT, reckoned at the standard rate."""

    net_pence: int
    vat_pence: int

    @property
    def gross_pence(self) -> int:
        return self.net_pence + self.vat_pence


def read_total(amount: str, behind: str) -> Money | None:
    """Return what an amount comes to, by what is said behind it of VAT; None where that says nothing."""
    total = pence(amount)
    if _WITH_VAT.search(behind):
        vat = round(total * _RATE / (100 + _RATE))
        return Money(total - vat, vat)
    if _WITHOUT_VAT.search(behind):
        return Money(total, round(total * _RATE / 100))
    return None

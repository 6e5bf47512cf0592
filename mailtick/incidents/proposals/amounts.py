"""Amounts of money as people write them, in pence: "£4,188 inc VAT", "£1,350.00 + VAT", "GBP 285"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,7}(?:\.\d{1,2})?"
# An amount with its currency before or behind it.
AMOUNT = rf"(?:(?:£|GBP|€|EUR)\s?(?:{_NUMBER})(?![\d,.]*\d)|(?<![\d.,])(?:{_NUMBER})\s?(?:GBP|EUR|€)\b)"
_DIGITS = re.compile(_NUMBER)
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
    """Net and VAT. `is_reckoned` says that the VAT was not written but reckoned at the standard rate."""

    net_pence: int
    vat_pence: int
    is_reckoned: bool = False

    @property
    def gross_pence(self) -> int:
        return self.net_pence + self.vat_pence


def pence_of(text: str) -> int:
    """Return the pence of a text of the pattern AMOUNT."""
    found = _DIGITS.search(text)
    pounds, _, pence = (found[0].replace(",", "") if found else "0").partition(".")
    return int(pounds) * 100 + int(pence.ljust(2, "0") or 0)


def read_total(amount: str, behind: str) -> Money | None:
    """Return what an amount comes to, by what is said behind it of VAT; None where that says nothing."""
    pence = pence_of(amount)
    if _WITH_VAT.search(behind):
        vat = round(pence * _RATE / (100 + _RATE))
        return Money(pence - vat, vat, is_reckoned=True)
    if _WITHOUT_VAT.search(behind):
        return Money(pence, round(pence * _RATE / 100), is_reckoned=True)
    return None


def pounds(pence: int) -> str:
    """Pence for people: £1,350.00."""
    return f"£{pence // 100:,}.{pence % 100:02}"


def cell(pence: int) -> str:
    """Pence as registers read them: 1350.00."""
    return f"{pence // 100}.{pence % 100:02}"

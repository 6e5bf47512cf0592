"""Amounts in pounds: found in a text as pence, and written."""

from __future__ import annotations

import re

# With the pound's sign, or with pence; "20%" and parts of longer numbers are none.
MONEY = (
    r"(?:(?:£|\bGBP)\s?(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.\d{2})?(?![\d,]*\d)"
    r"|(?<![\d.,/€$-])(?<![€$]\s)(?<!\bEUR\s)(?<!\bUSD\s)(?<!\bCHF\s)(?:\d{1,3}(?:,\d{3})+|\d{1,7})\.\d{2}"
    r"(?![\d%.])(?!\s?(?:[€$]|(?:EUR|euros?|USD|dollars?|CHF)\b)))"
)
# Money that is no sterling: "€285,00", "EUR 285", "285 EUR".
FOREIGN = (
    r"(?:(?:[€$]|\b(?:EUR|USD|CHF)\b)\s?\d[\d.,' ]{0,12}(?<![.,' ])"
    r"|(?<![\w.,])\d[\d.,']{0,12}\s?(?:[€$]|(?:EUR|euros?|USD|dollars?|CHF)\b))"
)
_FOREIGN = re.compile(FOREIGN, re.IGNORECASE)


def foreign_amounts(text: str) -> tuple[str, ...]:
    """Return the amounts of a text that are no sterling, each once, as they stand there."""
    return tuple(dict.fromkeys(" ".join(found[0].split()) for found in _FOREIGN.finditer(text)))


def pence(words: str) -> int:
    """Return the pence of what `MONEY` found."""
    whole, _, part = re.sub(r"[^\d.]", "", words).partition(".")
    return int(whole) * 100 + (int(part) if part else 0)


def pounds(amount: int) -> str:
    """Return an amount as people write it: £1,620.00, -£60.00."""
    whole, part = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}£{whole:,}.{part:02}"


def plain_pounds(amount: int) -> str:
    """Return an amount as a register's cell takes it: 1620.00."""
    return f"{amount // 100}.{amount % 100:02}"

"""Amounts in pounds: found in a text as pence, and written."""

from __future__ import annotations

import re

# With the pound's sign, or with pence; "20%" and parts of longer numbers are none.
MONEY = (
    r"(?:(?:£|\bGBP)\s?(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.\d{2})?(?![\d,]*\d)"
    r"|(?<![\d.,/-])(?:\d{1,3}(?:,\d{3})+|\d{1,7})\.\d{2}(?![\d%.]))"
)


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

"""Keep a spreadsheet from running a cell as a formula, and take the guard off again."""

from __future__ import annotations

import re

# What spreadsheets take as the beginning of a formula. Guards before it count too, so that every text
# comes back as it was.
_RISKY = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guard(cell: str) -> str:
    """Return the cell with ' before what a spreadsheet would calculate."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def is_guarded(cell: str) -> bool:
    """Whether `unguard` would change a cell."""
    return bool(_GUARDED.match(cell))


def unguard(cell: str) -> str:
    """Return the cell as it was before `guard`."""
    return cell[1:] if is_guarded(cell) else cell

"""Run by `workbooks.py` as a process of its own: read a workbook from standard input, write its sheets as JSON.

Promise: no file makes it take more than so much memory and time; it stops itself, and nobody else notices.
It imports nothing of ours, so that it starts in a moment.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from datetime import date, datetime

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

MEMORY_BYTES = 1 << 30
SECONDS = 60
# From the first row and column to the last that hold something. A register of 100,000 lines has two million.
MAX_CELLS = 4_000_000


class TooWide(Exception):
    """A sheet whose cells lie too far apart; a sentence."""


def main() -> None:
    """Write {"sheets": […]}, {"locked": true}, {"too_wide": "…"} or {"broken": "…"}; nothing where it was stopped."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    # A core of a stopped process would hold the school's list.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(_found(sys.stdin.buffer.read()), sys.stdout)


def _found(content: bytes) -> dict[str, object]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = {each.name: each.visible for each in book.sheets_metadata}
        return {
            "sheets": [
                {"hidden": shown.get(name) != SheetVisibleEnum.Visible, **_sheet(book.get_sheet_by_name(name))}
                for name in book.sheet_names
            ]
        }
    except PasswordError:
        return {"locked": True}
    except CalamineError as error:
        return {"broken": str(error)}
    except TooWide as error:
        return {"too_wide": str(error)}


def _sheet(sheet: CalamineSheet) -> dict[str, object]:
    height, width = (last + 1 for last in sheet.end or (-1, -1))
    if height * width > MAX_CELLS:
        raise TooWide(f'sheet "{sheet.name}" has {height:,} rows and {width:,} columns')
    rows = enumerate(sheet.to_python(skip_empty_area=False), start=1)
    return {
        "name": sheet.name,
        "rows": [[number, list(map(_cell, cells))] for number, cells in rows if any(cell != "" for cell in cells)],
        "merged": [
            [[top, left], [min(bottom, height), min(right, width)]]
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            if top < height and left < width
        ],
    }


def _cell(cell: object) -> str | float | bool | list[str]:
    """A day is a list of its ISO text, so that it is told from a text."""
    match cell:
        case bool() | str():
            return cell
        case int() | float():
            return float(cell)
        case datetime():
            return [cell.date().isoformat()]
        case date():
            return [cell.isoformat()]
        case _:
            return str(cell)


if __name__ == "__main__":
    main()

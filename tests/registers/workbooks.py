"""Workbooks as people make them, for tests: sheets of cells, some of them merged."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date

from xlsxwriter import Workbook

Cells = Sequence[Sequence[object]]


def workbook(sheets: Mapping[str, Cells], hidden: Sequence[str] = (), merged: Mapping[str, str] | None = None) -> bytes:
    """Return an XLSX file. `merged` gives a sheet's ranges ("A3:A5", several with a space between)."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, cells in enumerate(rows):
            for index, cell in enumerate(cells):
                match cell:
                    case date():
                        sheet.write_datetime(number, index, cell, day)
                    case bool():
                        sheet.write_boolean(number, index, cell)
                    case int() | float():
                        sheet.write_number(number, index, cell)
                    case str() if cell:
                        sheet.write_string(number, index, cell)
        for area in (merged or {}).get(name, "").split():
            first = next(cell for row in _area(rows, area) for cell in row)
            sheet.merge_range(area, first)
        if name in hidden:
            sheet.hide()
    book.close()
    return file.getvalue()


def _area(rows: Cells, area: str) -> list[list[object]]:
    """The cells of a range of one-letter columns."""
    top, bottom = area.split(":")
    left, right = (ord(each[0]) - ord("A") for each in (top, bottom))
    return [list(row[left : right + 1]) for row in rows[int(top[1:]) - 1 : int(bottom[1:])]]

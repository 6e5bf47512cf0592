"""Write a register as a workbook that Excel, LibreOffice and Numbers open."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session
from xlsxwriter import Workbook
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from mailtick.registers.exporting import shown_columns
from mailtick.registers.formats import Pounds, Value
from mailtick.registers.guard import guard, is_guarded
from mailtick.registers.records import cell_of, stored
from mailtick.registers.register import Column, Register

_LONGEST_CELL = 32_767
# Before this day a workbook counts differently from everybody else: it knows a 29 February 1900.
_FIRST_DAY = date(1900, 3, 1)
_NARROWEST, _WIDEST = 8, 50


class TooLong(Exception):
    """A text does not fit into a cell of a workbook; a sentence."""


def export_xlsx(session: Session, register: Register, domain: str = "") -> bytes:
    """Return the whole register as a workbook of one sheet; imported, it gives the same values.

    Days are days and amounts are numbers; nothing is a formula or a link. `domain` is left out of the addresses of
    staff. Raises TooLong.
    """
    records = [values for _, values in stored(session, register)]
    columns = shown_columns(register.in_domain(domain), records)
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(register.title[:31])
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, [column.header for column in columns], book.add_format({"bold": True}))
    writer = _Writer(sheet, book)
    for index, column in enumerate(columns):
        written = [values[column.name] for values in records]
        for row, value in enumerate(written, start=1):
            writer.write(row, index, column, value)
        sheet.set_column(index, index, _width(column, written))
    if records:
        sheet.autofilter(0, 0, len(records), len(columns) - 1)
    book.close()
    return file.getvalue()


class _Writer:
    """Writes each value as what it is."""

    def __init__(self, sheet: Worksheet, book: Workbook) -> None:
        self._sheet = sheet
        self._day: CellFormat = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        self._amount: CellFormat = book.add_format({"num_format": "#,##0.00"})

    def write(self, row: int, index: int, column: Column, value: Value) -> None:
        match value:
            case date() if value >= _FIRST_DAY:
                self._sheet.write_datetime(row, index, value, self._day)
            case bool():
                self._write_text(row, index, cell_of(column, value))
            case int() if isinstance(column.format, Pounds):
                self._sheet.write_number(row, index, value / 100, self._amount)
            case int():
                self._sheet.write_number(row, index, value)
            case _:
                self._write_text(row, index, cell_of(column, value))

    def _write_text(self, row: int, index: int, text: str) -> None:
        if len(text) > _LONGEST_CELL:
            raise TooLong(f"a cell of a workbook holds {_LONGEST_CELL:,} letters and one has {len(text):,}; use CSV")
        if text:
            # What reads like a guard is guarded itself, so that it comes back as it was.
            self._sheet.write_string(row, index, guard(text) if is_guarded(text) else text)


def _width(column: Column, values: Sequence[Value]) -> int:
    longest = max((len(cell_of(column, value)) for value in values), default=0)
    return min(max(longest, len(column.header), _NARROWEST) + 2, _WIDEST)

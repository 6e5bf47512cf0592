"""Read the lines of a file that has a register's own columns, and keep every fault."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from mailtick.registers.formats import Day, Pounds, Value
from mailtick.registers.meaning import how_to_add
from mailtick.registers.reading import Reader
from mailtick.registers.register import Column, Fault, Line, Register
from mailtick.registers.sheets import Row, Sheet, text_of
from mailtick.registers.table import Remark
from mailtick.registers.written import order_of_column, read_written

_T = TypeVar("_T")
# Hands on what is worked through, and may show how far it has come.
Watch = Callable[[Sequence[_T]], Iterable[_T]]


class Reading:
    """Reads one sheet and keeps the faults."""

    def __init__(self, session: Session, register: Register, *, is_loose: bool = False) -> None:
        """A loose reading takes a day or an amount also as a spreadsheet program may have changed it."""
        self._is_loose = is_loose
        self._session = session
        self._register = register
        self._reader = Reader(session, register)
        self._orders: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.remarks: list[Remark] = []

    def lines(self, sheet: Sheet, watch: Watch[Row] = iter) -> list[Line]:
        rows = [row for row in sheet.rows if not row.is_empty]
        header = rows[0] if rows else Row(1, ())
        columns = self._columns(header, is_trimmed=sheet.is_workbook)
        if not columns:
            return []
        self._reader = Reader(self._session, self._register, self._keys(columns, rows[1:]))
        if self._is_loose:
            self._orders = {
                column.name: order_of_column(row.cells[index] for row in rows[1:] if index < len(row.cells))
                for index, column in enumerate(columns)
                if isinstance(column.format, Day)
            }
        return [self._line(row, columns, sheet) for row in watch(rows[1:])]

    def _keys(self, columns: Sequence[Column], rows: Sequence[Row]) -> frozenset[str]:
        """The keys that stand in the file, for records that refer to others of it."""
        names = [column.name for column in columns]
        if len(self._register.key) > 1 or self._register.key[0] not in names:
            return frozenset()
        place = names.index(self._register.key[0])
        return frozenset(text_of(row.cells[place]) for row in rows if len(row.cells) > place)

    def _columns(self, header: Row, *, is_trimmed: bool) -> list[Column]:
        """The columns of the file's header line; none where it cannot be used."""
        names = [text_of(cell) for cell in header.cells]
        while is_trimmed and names and not names[-1]:
            names.pop()
        known_columns = {column.header: column for column in self._register.in_csv}
        for name in dict.fromkeys(names):
            if name not in known_columns:
                nearest = nearest_header(name, list(known_columns))
                self._note(header.number, name, f"this column is not known; {nearest}")
            elif names.count(name) > 1:
                self._note(header.number, name, "this column stands here more than once; take one away")
        for column in self._register.in_csv:
            if column.is_required and column.header not in names:
                self._note(header.number, column.header, "this column is missing and must be there")
        return [] if self.faults else [known_columns[name] for name in names]

    def _line(self, row: Row, columns: Sequence[Column], sheet: Sheet) -> Line:
        cells = [text_of(cell) for cell in row.cells]
        if sheet.is_workbook:
            while len(cells) > len(columns) and not cells[-1]:
                cells.pop()
            cells += [""] * (len(columns) - len(cells))
        if len(cells) != len(columns):
            self._note(row.number, "", f"there are {len(cells)} cells under {len(columns)} headers; look at the commas")
            return Line(row.number, {})
        values: dict[str, Value] = {}
        for index, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            try:
                values[column.name], remark = self._value(column, cell)
                if remark:
                    self.remarks.append(Remark(sheet.where(row.number, index), column.header, remark))
            except ValueError as error:
                self._note(row.number, column.header, str(error))
        return Line(row.number, values)

    def _value(self, column: Column, text: str) -> tuple[Value, str]:
        """The value of a cell, and what has to be said about how it was read."""
        try:
            return self._reader.value(column, text), ""
        except ValueError as error:
            if self._is_loose and column.refers_to and "there is no" in str(error):
                raise ValueError(f"{error}{how_to_add(column.refers_to, text)}") from None
            if not self._is_loose or not text or not isinstance(column.format, Day | Pounds):
                raise
            written = read_written(column.format, text, self._orders.get(column.name, ""))
            return written.value, written.remark

    def _note(self, line: int, column: str, message: str) -> None:
        self.faults.append(Fault(line, column, message))


def nearest_header(name: str, headers: Sequence[str]) -> str:
    """Say which header is meant, or all that are possible."""
    near = difflib.get_close_matches(name, headers, 1)
    return f"did you mean {near[0]}?" if near else f"possible: {', '.join(headers)}"

"""Read the rows of somebody's own table as records of ours, and keep every fault and everything that needs a word."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from mailtick.registers.formats import Day, Format, Pounds, StaffAddress, Text, Value, Whole
from mailtick.registers.headers import FREE_SEATS, JOINED
from mailtick.registers.lines import Watch
from mailtick.registers.mapping import ColumnMap, Mapped, rank_of_source
from mailtick.registers.meaning import Meaning
from mailtick.registers.quantities import is_for_all, split_quantity, state_of
from mailtick.registers.references import PERSON, PLACE
from mailtick.registers.register import Column, Fault, Line, Register
from mailtick.registers.sheets import Cell, Row, text_of
from mailtick.registers.table import NotRead, Remark, Table
from mailtick.registers.written import DITTO, NO_END, NOTHING, order_of_column, read_written, warranty_months

# A span counts from another day of the row.
_SPANS = frozenset({"warranty_end_on"})
# Snipe-IT puts this before a cell that a spreadsheet would calculate.
_FOREIGN_GUARD = re.compile(r"`(?=[=+\-@\t\r])")
_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """A row on its way to a record: its values so far, and the texts that are no value by themselves."""

    row: Row
    values: dict[str, Value]
    texts: dict[str, str]


class MappedReading:
    """Reads one table through a map of its columns."""

    def __init__(self, session: Session, register: Register, table: Table, columns: ColumnMap) -> None:
        self.register, self.table, self.columns = register, table, columns
        self.meaning = Meaning(session)
        self.faults: list[Fault] = []
        self.remarks: list[Remark] = []
        self.not_read: list[NotRead] = list(table.not_read)
        self._sources = {
            name: sorted(columns.sources(name), key=lambda each: rank_of_source(register, each))
            for name in columns.names
        }
        self._orders = {name: self._order(name) for name in self._sources if isinstance(self._format(name), Day)}
        self._above: dict[int, Cell] = {}
        self._merged = _spread(table)

    def drafts(self, watch: Watch[Row]) -> list[Draft]:
        return [self._draft(row) for row in watch(self.table.rows)]

    def source_of(self, name: str) -> Mapped | None:
        """The column of the file that gives one of ours."""
        return next(iter(self._sources.get(name, ())), None)

    def fault(self, draft: Draft, name: str, message: str) -> None:
        """Note a fault of a value, at the cell where it comes from."""
        source = self.source_of(name)
        header = source.header if source else self.register.column(name).header
        self.faults.append(Fault(draft.row.number, header, message, self._cell(draft.row, source)))

    def remark(self, draft: Draft, name: str, message: str) -> None:
        source = self.source_of(name)
        header = source.header if source else self.register.column(name).header
        where = self._cell(draft.row, source) or f"line {draft.row.number}"
        self.remarks.append(Remark(where, header, message))

    def _cell(self, row: Row, source: Mapped | None) -> str:
        if not self.table.sheet.is_workbook:
            return ""
        return self.table.where(row, source.index) if source else f"row {row.number}"

    def _format(self, name: str) -> Format:
        return Text() if name.startswith("(") else self.register.column(name).format

    def _order(self, name: str) -> str:
        """What the days of a column prove about their order."""
        return order_of_column(cell for source in self._sources[name] for cell in self.table.cells(source.index))

    def _draft(self, row: Row) -> Draft:
        draft = Draft(row, {}, {})
        width = len(self.table.headers)
        for index, cell in enumerate(row.cells[width:], start=width):
            if text_of(cell):
                why = "it stands under no header"
                self.not_read.append(NotRead(self.table.sheet.where(row.number, index), text_of(cell), why, row.number))
        for name, sources in self._sources.items():
            cells = [(source, cell) for source in sources if (cell := self._filled(row, source, name)) != ""]
            if cells and (self.register.name, name) in JOINED:
                texts = [text_of(cell) for _, cell in cells]
                self._set(draft, name, cells[0][0], _counted(texts) if name == "make_model" else _joined(texts))
            elif cells:
                self._set(draft, name, *cells[0])
        return draft

    def _filled(self, row: Row, source: Mapped, name: str) -> Cell:
        """The cell under a header, or what merged cells and ditto marks repeat; empty where nothing is said."""
        cell = row.cells[source.index] if source.index < len(row.cells) else ""
        text = text_of(cell)
        if text.casefold() in DITTO:
            cell = self._above.get(source.index, "")
        elif not text and (row.number, source.index) in self._merged:
            cell = self._repeated(row, source, name)
        elif text.casefold() in (NO_END if isinstance(self._format(name), Day) else NOTHING):
            self.not_read.append(
                NotRead(
                    f"{self._where(row, source)}, {source.header}", text, "it says that nothing is known", row.number
                )
            )
            cell = ""
        if text_of(cell):
            self._above[source.index] = cell
        return _cleaned(cell) if isinstance(cell, str) else cell

    def _repeated(self, row: Row, source: Mapped, name: str) -> Cell:
        # An amount or a number over several rows is that of all of them together.
        if isinstance(self._format(name), Pounds | Whole):
            why = "it is merged over several rows; read in the first of them only"
            cell = self._merged[row.number, source.index]
            self.not_read.append(
                NotRead(f"{self._where(row, source)}, {source.header}", text_of(cell), why, row.number)
            )
            return ""
        return self._merged[row.number, source.index]

    def _where(self, row: Row, source: Mapped) -> str:
        return self.table.sheet.where(row.number, source.index)

    def _set(self, draft: Draft, name: str, source: Mapped, cell: Cell) -> None:
        draft.texts[name] = text_of(cell)
        if self._is_for_later(name, draft.texts[name]):
            return
        column = self.register.column(name)
        try:
            value, remark = self._value(column, cell)
        except ValueError as error:
            if column.refers_to == PERSON and self.meaning.is_one(PLACE, draft.texts[name]):
                return
            where = self.table.where(draft.row, source.index)
            self.faults.append(Fault(draft.row.number, source.header, str(error), where))
            return
        draft.values[name] = value
        if remark:
            self.remarks.append(Remark(self._where(draft.row, source), source.header, remark))

    def _is_for_later(self, name: str, text: str) -> bool:
        """Whether a text means something only together with the rest of its row."""
        if name in _SPANS:
            return warranty_months(text) is not None
        return name == FREE_SEATS or ((self.register.name, name) == ("licences", "quantity") and is_for_all(text))

    def _value(self, column: Column, cell: Cell) -> tuple[Value, str]:
        reference, text = column.refers_to, text_of(cell)
        if column.name == "status" and self.register.name == "assets":
            cell = text = state_of(text)
        if reference and not isinstance(column.format, StaffAddress | Text):
            words = re.split(r"\s*[;,\n]\s*", text)
            return tuple(self.meaning.key_of(reference, word) for word in words if word), ""
        if isinstance(column.format, StaffAddress) and "@" not in text and column.name not in self.register.key:
            reference = PERSON
        if reference:
            if isinstance(column.format, StaffAddress) and "@" in text:
                text = str(read_written(column.format, text).value)
            return self.meaning.key_of(reference, text), ""
        if column.name == "serial" and _SHORTENED.fullmatch(text):
            raise ValueError(f'"{text}" was shortened by the spreadsheet program; type the number again as text')
        written = read_written(column.format, cell, self._orders.get(column.name, ""))
        return written.value, written.remark


def _counted(texts: Sequence[str]) -> str:
    """The texts as one, behind the number that one of them gives: "6 x iPad" and "9th gen" are 6 x iPad 9th gen."""
    split = [split_quantity(text) for text in texts]
    counts = {count for count, _ in split if count}
    if len(counts) != 1:
        return _joined(texts)
    return f"{counts.pop()} x {_joined([what for _, what in split])}"


def _joined(texts: Sequence[str]) -> str:
    """The texts one after the other, without what another one says already: Lenovo, Lenovo ThinkPad."""
    kept: list[str] = []
    for text in texts:
        words = set(text.casefold().split())
        if any(words <= set(each.casefold().split()) for each in kept):
            continue
        kept = [each for each in kept if not set(each.casefold().split()) <= words]
        kept.append(text)
    return " ".join(kept)


def _cleaned(text: str) -> str:
    plain = _FOREIGN_GUARD.sub("", html.unescape(text) if "&" in text else text, count=1)
    return "\n".join(" ".join(line.split()) for line in plain.splitlines()).strip()


def _spread(table: Table) -> Mapping[tuple[int, int], Cell]:
    """What merged cells say for the rows below their first, by row and column."""
    rows = {row.number: row for row in table.rows}
    return {
        (number, left): cell
        for (top, left), (bottom, _) in table.sheet.merged
        if bottom > top and (first := rows.get(top + 1)) and left < len(first.cells)
        for number in range(top + 2, bottom + 2)
        if text_of(cell := first.cells[left])
    }


def fixed_values(register: Register, meaning: Meaning, fixed: Mapping[str, str]) -> Iterator[tuple[str, Value]]:
    """The values that people gave for all records. Raises ValueError."""
    for name, text in fixed.items():
        column = register.column(name)
        if column.refers_to:
            yield name, meaning.key_of(column.refers_to, text)
        else:
            yield name, read_written(column.format, text).value


def lines_of(drafts: Sequence[Draft]) -> list[Line]:
    return [Line(draft.row.number, draft.values) for draft in drafts]

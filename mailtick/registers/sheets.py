"""What a file holds that a spreadsheet program saved: sheets of cells, whatever its kind, encoding and separator."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from mailtick.registers.guard import unguard
from mailtick.registers.not_readable import NotReadable
from mailtick.registers.workbooks import open_workbook

# An empty cell is an empty text. A number of a workbook is a float.
Cell = str | float | bool | date
# First row and column, last row and column, counted from 0.
Merged = tuple[tuple[int, int], tuple[int, int]]

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SEPARATORS = (",", ";", "\t")
_SAYS_ITS_SEPARATOR = re.compile('^"?sep=([,;\t])"?\r?\n', re.IGNORECASE)
# So many records are enough to tell the separator.
_SAMPLE = 50
# A list of 100,000 lines has a third of this, and a long line of one a hundredth.
MAX_BYTES = 32 << 20
_MAX_LINE = 100_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` is what an editor or a spreadsheet program shows beside it."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return not any(text_of(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, or a CSV file, which has no name."""

    name: str
    rows: tuple[Row, ...]
    is_workbook: bool = False
    is_hidden: bool = False
    merged: tuple[Merged, ...] = ()

    def where(self, number: int, index: int) -> str:
        """How people find a cell: C12 in a workbook, the line in a CSV file."""
        return f"{column_letters(index)}{number}" if self.is_workbook else f"line {number}"


def read_sheets(content: bytes, headers: Collection[str] = ()) -> list[Sheet]:
    """Return the sheets of a file (CSV, XLSX, XLS, ODS). `headers` are ours: a file that has them is cut at commas.

    Raises NotReadable.
    """
    if len(content) > MAX_BYTES:
        raise NotReadable(f"this file has more than {MAX_BYTES >> 20} MB; bring it in in parts")
    if content.startswith(_WORKBOOKS):
        return _workbook(content)
    text = _decoded(content)
    _require_lines(text)
    said = _SAYS_ITS_SEPARATOR.match(text)
    if said:
        # The line stays, so that the others keep their numbers.
        return [csv_sheet("\n" + text[said.end() :], said[1])]
    return [csv_sheet(text, _separator(text, headers))]


def choose_sheet(sheets: list[Sheet], name: str) -> Sheet:
    """Return the sheet of that name, or the only one that people see and that holds something. Raises NotReadable."""
    filled = [sheet for sheet in sheets if any(not row.is_empty for row in sheet.rows)]
    shown = [sheet for sheet in filled if not sheet.is_hidden] or filled
    if name:
        shown = [sheet for sheet in sheets if sheet.name.casefold().strip() == name.casefold().strip()]
        # A part of the name is enough where only one sheet has it.
        shown = shown or [sheet for sheet in filled if name.casefold().strip() in sheet.name.casefold()]
    if len(shown) == 1:
        return shown[0]
    names = ", ".join(sheet.name for sheet in filled)
    if name:
        raise NotReadable(f'there is no sheet "{name}"; there are: {names}')
    if not shown:
        # An empty file: its missing headers are what there is to say.
        return sheets[0]
    raise NotReadable(f'there are several sheets; say which with --sheet "{shown[0].name}". There are: {names}')


def csv_sheet(text: str, separator: str = ",") -> Sheet:
    """Return a CSV text as a sheet. Raises NotReadable with the line that cannot be read."""
    reader = _reader(text, separator)
    try:
        return Sheet("", tuple(Row(number, _unguarded(cells)) for number, cells in _numbered(reader)))
    except csv.Error as error:
        raise NotReadable(f"this is not CSV ({error}); look at the quotation marks", reader.line_num) from None


def text_of(cell: Cell) -> str:
    """Return a cell as a text that the formats of the registers read: a whole number has no point, a day is ISO."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case date():
            return cell.isoformat()
        case _:
            return cell.strip(" ")


def column_letters(index: int) -> str:
    """The letters above a column: A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class _CsvReader(Protocol):
    """What `csv.reader` returns."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


def _reader(text: str, separator: str) -> _CsvReader:
    return csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator, strict=True)


def _numbered(reader: _CsvReader) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of its first line; a record may run over several, and empty lines are none."""
    first = reader.line_num + 1
    for cells in reader:
        if cells:
            yield first, cells
        first = reader.line_num + 1


def _unguarded(cells: list[str]) -> tuple[Cell, ...]:
    return tuple(unguard(cell.strip(" ")).strip(" ") for cell in cells)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content[1:2] == b"\0":
        encodings = ["utf-16-le"]
    elif b"\0" in content[:1000]:
        encodings = []
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotReadable("this is neither a workbook nor text; save it as “CSV UTF-8” or as XLSX and try again")


def _require_lines(text: str) -> None:
    """Refuse what is one endless line, before it is cut into millions of cells."""
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        if len(line) > _MAX_LINE:
            long = f"line {number} has {len(line):,} characters, and a line of a list at most {_MAX_LINE:,}"
            raise NotReadable(f"{long}; save the list as “CSV UTF-8” or as XLSX once more and try again", number)


def _separator(text: str, headers: Collection[str]) -> str:
    """The separator that cuts the first records into equally many cells; ours where the first line is ours."""
    first = next(iter(text.removeprefix("\ufeff").splitlines()), "")
    if {header.strip(' "') for header in first.split(",")} <= set(headers):
        return ","
    return max(_SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> int:
    reader = _reader(text, separator)
    widths: Counter[int] = Counter()
    try:
        widths.update(len(cells) for cells in itertools.islice(reader, _SAMPLE) if cells)
    except csv.Error:
        return 0
    width, count = max(widths.items(), key=lambda each: (each[0] - 1) * each[1], default=(0, 0))
    return (width - 1) * count


def _workbook(content: bytes) -> list[Sheet]:
    return [
        Sheet(
            each["name"],
            tuple(row for row in (_row(*row) for row in each["rows"]) if not row.is_empty),
            is_workbook=True,
            is_hidden=each["hidden"],
            merged=tuple(((top, left), (bottom, right)) for (top, left), (bottom, right) in each["merged"]),
        )
        for each in open_workbook(content)
    ]


def _row(number: int, cells: list[str | float | bool | list[str]]) -> Row:
    return Row(number, tuple(map(_cell, cells)))


def _cell(cell: str | float | bool | list[str]) -> Cell:
    match cell:
        case str():
            # Our CSV, saved as a workbook, has the guard in the cell itself.
            return unguard(cell)
        case list():
            return date.fromisoformat(cell[0])
        case _:
            return cell

"""Find the table in a sheet: its header, its rows, and what stands around them and is none of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mailtick.registers.headers import fold_header, secret_in
from mailtick.registers.not_readable import NotReadable
from mailtick.registers.sheets import Cell, Row, Sheet, column_letters, text_of

# A header further down than this is none.
_DEEPEST = 40
_WIDEST = 500
_LEFT_OUT = "(left out)"
_TOTAL = re.compile(r"(?:grand|sub|overall)?[\s-]*totals?\b.*|sum\b.*", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"[£(]?\s*-?[\d,]+(?:\.\d+)?\)?")


@dataclass(frozen=True, slots=True)
class NotRead:
    """Something of a file that is not taken in, and why."""

    where: str
    text: str
    why: str
    line: int


@dataclass(frozen=True, slots=True)
class Remark:
    """How a cell was read that could have meant something else."""

    where: str
    header: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}, {self.header}: {self.message}"


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a sheet. `headers` are as many as its columns, each once; an empty one belongs to no cell."""

    sheet: Sheet
    header: Row
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    not_read: tuple[NotRead, ...]

    def where(self, row: Row, index: int) -> str:
        """The cell as a spreadsheet program names it; empty for CSV, where the line says it."""
        return self.sheet.where(row.number, index) if self.sheet.is_workbook else ""

    def cells(self, index: int) -> Iterator[Cell]:
        """The filled cells under a header."""
        for row in self.rows:
            if index < len(row.cells) and text_of(row.cells[index]):
                yield row.cells[index]


def find_table(sheet: Sheet, is_known: Callable[[str], bool], says_all: Callable[[str], bool]) -> Table:
    """Return the table under the row that has most known headers; `is_known` tells of one whether it is.

    `says_all` tells of a header whether a cell under it is a whole record, even where it stands alone. Raises
    NotReadable where the sheet is wider than any list.
    """
    rows = [row for row in sheet.rows if not row.is_empty]
    if (width := max(map(_width, rows), default=0)) > _WIDEST:
        raise NotReadable(f"this sheet has {width} columns, and a list has {_WIDEST} at most; is it the right one?")
    at = _header_at(rows, is_known)
    header = rows[at] if rows else Row(1, ())
    headers = _named(sheet, rows[:at], header, rows[at + 1 :])
    not_read = [NotRead(_where(sheet, row), _words(row), "it stands above the table", row.number) for row in rows[:at]]
    kept = []
    # Cells merged over several rows are filled in each of them.
    continued = {number for (top, _), (bottom, _) in sheet.merged for number in range(top + 2, bottom + 2)}
    for row in rows[at + 1 :]:
        alone = _alone(row)
        is_whole = row.number in continued or (0 <= alone < len(headers) and says_all(headers[alone]))
        why = _why_none(row, header, headers, is_whole=is_whole)
        if why:
            not_read.append(NotRead(_where(sheet, row), _words(row, headers), why, row.number))
        else:
            kept.append(row)
    return Table(sheet, header, headers, tuple(kept), tuple(not_read))


def _header_at(rows: Sequence[Row], is_known: Callable[[str], bool]) -> int:
    def score(row: Row) -> tuple[int, int]:
        texts = {text_of(cell) for cell in row.cells if isinstance(cell, str)} - {""}
        return sum(is_known(text) for text in texts), min(len(texts), 2)

    return max(range(min(len(rows), _DEEPEST)), key=lambda at: (score(rows[at]), -at), default=0)


def _named(sheet: Sheet, above: Sequence[Row], header: Row, below: Sequence[Row]) -> tuple[str, ...]:
    """A name for each column: what stands above two of one name tells them apart, else their number does."""
    texts = [" ".join(text_of(cell).split()) for cell in header.cells]
    while texts and not texts[-1]:
        texts.pop()
    width = max([len(texts), *(_width(row) for row in below)])
    texts += [""] * (width - len(texts))
    filled = {index for row in below for index, cell in enumerate(row.cells) if text_of(cell)}
    texts = [text or (f"column {column_letters(i)}" if i in filled else "") for i, text in enumerate(texts)]
    counts = Counter(fold_header(text) for text in texts if text)
    groups = _groups(sheet, above, header, width)
    texts = [
        f"{groups[i]} {text}" if i in groups and counts[fold_header(text)] > 1 else text for i, text in enumerate(texts)
    ]
    seen: Counter[str] = Counter()
    for index, text in enumerate(texts):
        seen[fold_header(text)] += 1
        if text and seen[fold_header(text)] > 1:
            texts[index] = f"{text} ({seen[fold_header(text)]})"
    return tuple(texts)


def _width(row: Row) -> int:
    return max((index + 1 for index, cell in enumerate(row.cells) if text_of(cell)), default=0)


def _groups(sheet: Sheet, above: Sequence[Row], header: Row, width: int) -> dict[int, str]:
    """What stands in merged cells right above the header, over some of its columns."""
    if not above or above[-1].number != header.number - 1:
        return {}
    groups = {}
    for (top, left), (_, right) in sheet.merged:
        if top == above[-1].number - 1 and 0 < right - left < width - 1 and left < len(above[-1].cells):
            groups.update(dict.fromkeys(range(left, right + 1), text_of(above[-1].cells[left])))
    return groups


def _why_none(row: Row, header: Row, headers: Sequence[str], *, is_whole: bool) -> str:
    """Why a row is no record; empty where it is one. A row that `is_whole` may have a single cell."""
    texts = [text_of(cell) for cell in row.cells if text_of(cell)]
    if [text_of(cell).casefold() for cell in row.cells] == [text_of(cell).casefold() for cell in header.cells]:
        return "it is the header once more"
    if any(_TOTAL.fullmatch(text) for text in texts):
        return "it is a total"
    if is_whole or len([name for name in headers if name]) < 3:
        return ""
    if len(texts) == 1:
        return "only one cell is filled: a heading or a remark"
    if all(_NUMBER.fullmatch(text) for text in texts) and len(texts) < len(headers) / 2:
        return "there are only numbers in it: a total"
    return ""


def _alone(row: Row) -> int:
    """The number of the only cell that is filled; -1 where there are more."""
    filled = [index for index, cell in enumerate(row.cells) if text_of(cell)]
    return filled[0] if len(filled) == 1 else -1


def _where(sheet: Sheet, row: Row) -> str:
    return f"row {row.number}" if sheet.is_workbook else f"line {row.number}"


def _words(row: Row, headers: Sequence[str] = ()) -> str:
    """What stands in a row, but for what stands under the header of a secret."""
    secret = {index for index, header in enumerate(headers) if secret_in(header)}
    shown = (_LEFT_OUT if index in secret else text_of(cell) for index, cell in enumerate(row.cells) if text_of(cell))
    return " | ".join(text for each in shown if (text := " ".join(each.split())))

"""Find the line on which each key of a TOML text stands: no TOML reader tells it."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left

# Where something stands in a document: ("mailbox", 0, "port") is the port of the first [[mailbox]].
KeyPath = tuple[str | int, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_KEY = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*")
_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_STRING = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*\'''',
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


def index_lines(text: str) -> dict[KeyPath, int]:
    """Return the line, from 1, of every key, table and list item of `text`.

    `text` must be valid TOML: read it with tomllib first. A table has the line of its header, or else
    of the first key that names it.
    """
    walk = _Walk(text)
    walk.document()
    return walk.lines


def line_of(path: KeyPath, lines: dict[KeyPath, int]) -> int | None:
    """Return the line of `path`, or of the innermost table around it that is written down; None for none."""
    return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), None)


class _Walk:
    """One pass over the text. `_at` is the place reached; blanks and comments before it are passed."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._text = text
        self._line_ends = [match.start() for match in re.finditer("\n", text)]
        self._blocks: dict[KeyPath, int] = {}
        self._at = 0
        self._pass(_BLANK)

    def document(self) -> None:
        table: KeyPath = ()
        while self._at < len(self._text):
            if self._text.startswith("[[", self._at):
                table = self._block_header()
            elif self._text[self._at] == "[":
                table = self._table_header()
            else:
                self._pair(table)

    def _block_header(self) -> KeyPath:
        line = self._line()
        self._step(2)
        *around, name = self._key()
        path = (*self._newest(around), name)
        self._step(2)
        self._blocks[path] = self._blocks.get(path, -1) + 1
        return self._note((*path, self._blocks[path]), line)

    def _table_header(self) -> KeyPath:
        line = self._line()
        self._step(1)
        path = self._newest(self._key())
        self._step(1)
        return self._note(path, line)

    def _newest(self, names: list[str]) -> KeyPath:
        """The path that a header's names mean: a name of blocks means the newest of them."""
        path: KeyPath = ()
        for name in names:
            path = (*path, name)
            if path in self._blocks:
                path = (*path, self._blocks[path])
        return path

    def _pair(self, table: KeyPath) -> None:
        line = self._line()
        path = self._note((*table, *self._key()), line)
        self._step(1)
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        match self._text[self._at]:
            case "[":
                self._list(path)
            case "{":
                self._inline_table(path)
            case '"' | "'":
                self._pass(_STRING)
            case _:
                self._pass(_SCALAR)

    def _list(self, path: KeyPath) -> None:
        self._step(1)
        position = 0
        while self._text[self._at] != "]":
            self._value(self._note((*path, position), self._line()))
            self._comma()
            position += 1
        self._step(1)

    def _inline_table(self, path: KeyPath) -> None:
        self._step(1)
        while self._text[self._at] != "}":
            self._pair(path)
            self._comma()
        self._step(1)

    def _comma(self) -> None:
        if self._text[self._at] == ",":
            self._step(1)

    def _key(self) -> list[str]:
        """The names of a dotted key. tomllib undoes the quotes and escapes."""
        start = self._at
        self._pass(_KEY)
        node = tomllib.loads(self._text[start : self._at].rstrip() + " = 0")
        names: list[str] = []
        while isinstance(node, dict):
            [(name, node)] = node.items()
            names.append(name)
        return names

    def _note(self, path: KeyPath, line: int) -> KeyPath:
        for end in range(1, len(path)):
            self.lines.setdefault(path[:end], line)
        self.lines[path] = line
        return path

    def _line(self) -> int:
        return bisect_left(self._line_ends, self._at) + 1

    def _step(self, characters: int) -> None:
        self._at += characters
        self._pass(_BLANK)

    def _pass(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise ValueError(f"line {self._line()} is not TOML")
        self._at = match.end()
        if pattern is not _BLANK:
            self._pass(_BLANK)

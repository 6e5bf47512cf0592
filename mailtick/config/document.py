"""One TOML file, as far as it can be read: a block that cannot be read is told, and the others are read still."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mailtick.config.faults import Complaint, ConfigFaults, Fault, written
from mailtick.config.lines import index_lines, line_of
from mailtick.config.syntax import parse_text, read_text

Tables = Mapping[str, object]

_HEADER = re.compile(r"[ \t]*\[\[?[ \t]*[A-Za-z0-9_.\"'-][^,\[\]\n]*\]{0,2}[ \t]*(?:#.*)?\Z")


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds, and the faults of what could not be read of it.

    `broken` are the lines that begin blocks of which nothing more was read: what they seem to lack is no fault.
    """

    path: Path
    text: str
    tables: Tables
    faults: tuple[Fault, ...] = ()
    broken: frozenset[int] = frozenset()

    def blocks(self, kind: str) -> list[Tables]:
        """The [[kind]] tables; none where something else stands there."""
        found = self.tables.get(kind)
        if isinstance(found, list) and all(isinstance(each, dict) for each in found):
            return found
        return []

    def located(self, complaints: list[Complaint]) -> list[Fault]:
        """The complaints about this file, each with its line."""
        lines = index_lines(self.text) if complaints else {}
        located = [(line_of(each.path, lines), each) for each in complaints]
        return [
            Fault(self.path, line, written(each.path), each.message)
            for line, each in located
            if line not in self.broken
        ]


def read_document(path: Path) -> Document:
    """Read a file. Raises ConfigFaults where there is none to read; a mistake in its form is among its `faults`."""
    text = read_text(path)
    try:
        return Document(path, text, parse_text(path, text))
    except ConfigFaults as whole:
        return _what_can_be_read(path, text, whole)


def _what_can_be_read(path: Path, text: str, whole: ConfigFaults) -> Document:
    """A TOML reader stops at the first mistake; so each block is read by itself, and what is faulty left out."""
    faults: list[Fault] = []
    broken: set[int] = set()
    rest = ""
    for block in _blocks(text):
        begin = rest.count("\n")
        try:
            parse_text(path, block)
            rest += block
        except ConfigFaults as refusal:
            faults += [Fault(path, begin + (each.line or 1), each.key, each.message) for each in refusal.faults]
            broken.add(begin + 1)
            rest += _begun(path, block)
    try:
        return Document(path, rest, parse_text(path, rest), tuple(faults), frozenset(broken))
    except ConfigFaults as refusal:
        return Document(path, "", {}, (*faults, *refusal.faults) if faults else whole.faults)


def _begun(path: Path, block: str) -> str:
    """The line that begins a block, and as many empty ones as follow it, so that all others keep place and number."""
    header = block.partition("\n")[0]
    try:
        parse_text(path, header)
    except ConfigFaults:
        header = ""
    return header + "\n" * block.count("\n")


def _blocks(text: str) -> list[str]:
    """The text, cut before each line that begins a table."""
    blocks = [""]
    for line in text.splitlines(keepends=True):
        if _HEADER.match(line.rstrip("\n")):
            blocks.append("")
        blocks[-1] += line
    return blocks

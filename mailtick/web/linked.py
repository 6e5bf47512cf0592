"""Lines of a record's page with their links: what begins with the key of another record leads there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from mailtick.incidents.people import Person
from mailtick.registers.page import Section
from mailtick.registers.register import Column
from mailtick.web.access import may_read
from mailtick.web.register_words import BY_NAME

# Which register the lines of a section begin with keys of, by how its title begins.
_OF_SECTION: Mapping[str, str] = {
    "Contracts": "contracts",
    "Licences": "licences",
    "Payments": "payments",
    "Diary": "diary",
    "Articles": "articles",
    "Spares": "spares",
    "Loans": "loans",
    "What depends on it": "assets",
    "Does not work without": "assets",
    "Equipment": "assets",
    "Here": "assets",
    "Covers": "assets",
    "Belongs here": "assets",
    "Checklist": "tasks",
    "Tasks": "tasks",
    "Seats": "licences",
    "People": "people",
}
_KEY = re.compile(r"(\S+)  +(.*)", re.DOTALL)
_BY_ROW = {register.row: register.name for register in BY_NAME.values()}


@dataclass(frozen=True, slots=True)
class Line:
    """A line: what leads on, where to (empty: nowhere), and the rest."""

    key: str
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    lines: tuple[Line, ...]


def parts_of(sections: Sequence[Section], prefix: str, person: Person) -> list[Part]:
    """The sections of a page as somebody may see them: who works on no incidents reads of none."""
    parts = []
    for section in sections:
        lines = [_line(section.title, line, prefix, person) for line in section.lines]
        shown = tuple(line for line in lines if person.is_team or not _is_incident(line.key, prefix))
        if shown:
            parts.append(Part(section.title, shown))
    return parts


def record_path(register: str, key: str) -> str:
    """The page of a record."""
    return f"/registers/{register}/record/{quote(key, safe='')}"


def path_of(column: Column, cell: str, person: Person) -> str:
    """The page of the one record that a cell refers to; empty where it refers to none, or they may not read it."""
    name = _BY_ROW.get(column.refers_to.row, "") if column.refers_to else ""
    return record_path(name, cell) if name and cell and ";" not in cell and may_read(name, person) else ""


def _line(title: str, line: str, prefix: str, person: Person) -> Line:
    found = _KEY.fullmatch(line)
    if found is None:
        return Line("", "", line)
    key, words = found.groups()
    if _is_incident(key, prefix):
        return Line(key, f"/incidents/{key.rpartition('-')[2]}", words)
    name = next((name for begins, name in _OF_SECTION.items() if title.startswith(begins)), "")
    return Line(key, record_path(name, key) if name and may_read(name, person) else "", words)


def _is_incident(key: str, prefix: str) -> bool:
    return bool(re.fullmatch(rf"{re.escape(prefix)}-\d+", key))

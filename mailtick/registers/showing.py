"""A record as a page: its columns in plain words, what needs somebody, what belongs to it, and how it came to be so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mailtick.mail.money import pounds
from mailtick.registers.changing import find
from mailtick.registers.formats import Choice, Choices, Day, Pounds, Value, WordList, YesNo, expect, words_in
from mailtick.registers.page import Around, Section, day_words, words_of
from mailtick.registers.records import cell_of
from mailtick.registers.register import Column, Register, Values
from mailtick.store.kept import papers_of
from mailtick.store.registers import changes_of
from mailtick.store.tables import RecordChangeRow


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that is known of one record. `cells` are as in a file, by the names of the columns."""

    title: str
    facts: tuple[Fact, ...]
    warnings: tuple[str, ...]
    sections: tuple[Section, ...]
    changes: tuple[RecordChangeRow, ...]
    cells: Mapping[str, str]


def page_of(around: Around, register: Register, key: str) -> Page:
    """Return the page of the record that is called so, by its key or any of its names. Raises NotKept."""
    _, values = find(around.session, register, key)
    content = register.page(around, values)
    return Page(
        title=f"{register.title}: {register.key_text(values)}",
        facts=(*_stands(around, register, values), *_facts(around, register, values)),
        warnings=content.warnings,
        sections=tuple(section for section in (*content.sections, _papers(around, register, values)) if section.lines),
        changes=tuple(changes_of(around.session, register.name, register.key_text(values))),
        cells={column.name: cell_of(column, values[column.name]) for column in register.columns},
    )


def _papers(around: Around, register: Register, values: Values) -> Section:
    """What was filed on the record by mail."""
    papers = papers_of(around.session, register.name, register.key_text(values))
    return Section("Papers", tuple(f"{each.name} (mail {each.mail_id}, {around.moment(each.at)})" for each in papers))


def change_words(around: Around, register: Register, change: RecordChangeRow) -> str:
    """What a line of the change log says: "Place: LIB (Library) → HALL (Hall)"."""
    if not change.column:
        return "added"
    column = register.column(change.column)
    old, new = (_read(around, column, cell) for cell in (change.old, change.new))
    return f"{column.label}: {old} → {new or 'nothing'}" if old else f"{column.label}: {new}"


def in_plain_words(around: Around, column: Column, value: Value) -> str:
    """A value as people read it: names beside codes, amounts with £, days written out; empty where there is none."""
    if value in (None, "", ()):
        return ""
    refers_to = column.refers_to
    if refers_to:
        return ", ".join(around.named(refers_to.row, each) for each in _each(value))
    match column.format:
        case Pounds():
            return pounds(expect(int, value))
        case Day():
            return day_words(expect(date, value))
        case YesNo():
            return "yes" if value else "no"
        case Choice() | Choices():
            return ", ".join(words_of(each) for each in _each(value))
        case WordList():
            return ", ".join(_each(value))
        case _:
            return cell_of(column, value)


def _each(value: Value) -> tuple[str, ...]:
    return words_in(value) if isinstance(value, tuple) else (str(value),)


def _stands(around: Around, register: Register, values: Values) -> Iterator[Fact]:
    if register.stands:
        yield Fact("Stands", register.stands(values, around.today))


def _facts(around: Around, register: Register, values: Values) -> Iterator[Fact]:
    """What is known of a record; what nobody has said stays away."""
    for column in register.columns:
        value = values[column.name]
        is_unsaid = value == column.default and (column.is_only_if_used or not value)
        words = "" if is_unsaid else in_plain_words(around, column, value)
        if words:
            yield Fact(column.label, words)


def _read(around: Around, column: Column, cell: str) -> str:
    """A cell of the change log in plain words; as it stands where its column reads it no more."""
    try:
        return in_plain_words(around, column, column.format.read(cell)) if cell else ""
    except ValueError:
        return cell

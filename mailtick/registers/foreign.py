"""Read a table that somebody made for themselves: find it, map its columns, know its records again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from mailtick.registers.completing import complete, fill_new
from mailtick.registers.formats import Value
from mailtick.registers.headers import fold_header
from mailtick.registers.identity import Identities, RowSeen, called, digest_of
from mailtick.registers.importing import Present
from mailtick.registers.keys import can_propose
from mailtick.registers.lines import Watch
from mailtick.registers.mapped import Draft, MappedReading, fixed_values, lines_of
from mailtick.registers.mapping import (
    ColumnMap,
    Contents,
    column_named,
    is_known_header,
    layout_of,
    looks_like_a_tag,
    propose,
    says_all,
)
from mailtick.registers.meaning import Meaning
from mailtick.registers.not_readable import NotReadable
from mailtick.registers.references import PERSON, PLACE, fold
from mailtick.registers.register import Fault, Line, Register
from mailtick.registers.sheets import Row, Sheet
from mailtick.registers.table import NotRead, Remark, Table, find_table
from mailtick.store.imports import (
    columns_of_layout,
    fixed_header,
    headers_once_read,
    imported_rows,
    remember_columns,
    remember_rows,
)


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A table with what each of its columns becomes."""

    table: Table
    columns: ColumnMap


@dataclass(frozen=True, slots=True)
class Foreign:
    """A table that was read: its records, and all that has to be said about how it was read."""

    table: Table
    columns: ColumnMap
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[Remark, ...]
    not_read: tuple[NotRead, ...]
    seen: tuple[RowSeen, ...]

    def placed(self, fault: Fault) -> Fault:
        """A fault of our column at the cell of the file where it comes from."""
        if fault.cell or not self.table.sheet.is_workbook:
            return fault
        if fault.column in self.table.headers:
            return replace(fault, cell=self.table.sheet.where(fault.line, self.table.headers.index(fault.column)))
        return replace(fault, cell=f"row {fault.line}")


def map_table(
    session: Session, register: Register, sheet: Sheet, said: Mapping[str, str], fixed: Mapping[str, str]
) -> MappedTable:
    """Find the table of a sheet and propose what its columns become. Raises NotReadable."""
    known = headers_once_read(session, register.name) | {fold_header(header) for header in said}
    table = find_table(
        sheet,
        lambda header: fold_header(header) in known or is_known_header(register, header),
        lambda header: says_all(register, header),
    )
    kept = columns_of_layout(session, register.name, layout_of(table))
    columns = propose(
        register,
        table,
        said,
        {each.header: each.column for each in kept if not each.header.startswith("=")},
        _contents(session, register),
    )
    for_all = {each.column: each.value for each in kept if each.header == fixed_header(sheet.name, each.column)}
    for word, value in fixed.items():
        for_all[column_named(register, word)] = value
    for_all = {name: value for name, value in for_all.items() if value}
    return MappedTable(table, replace(columns, fixed=for_all))


def read_foreign(
    session: Session,
    register: Register,
    sheet: Sheet,
    present: Present,
    said: Mapping[str, str],
    fixed: Mapping[str, str],
    watch: Watch[Row] = iter,
) -> Foreign:
    """Read a table of another layout into records with keys. The faults are handed back, not raised."""
    mapped = map_table(session, register, sheet, said, fixed)
    if not mapped.columns.names:
        headers = ", ".join(header for header in mapped.table.headers if header)
        raise NotReadable(
            f"no column of this file is known: {headers or 'it is empty'}. "
            'Say what they are, such as --column "Room=location"'
        )
    reading = MappedReading(session, register, mapped.table, mapped.columns)
    drafts = reading.drafts(watch)
    complete(reading, drafts, present)
    _fix(reading, drafts, mapped.columns.fixed)
    seen = _give_keys(session, reading, drafts, present)
    return Foreign(
        mapped.table,
        mapped.columns,
        # A row whose key is not known has its fault, and cannot be compared with anything.
        tuple(line for line in lines_of(drafts) if all(name in line.values for name in register.key)),
        tuple(reading.faults),
        tuple(reading.remarks),
        tuple(sorted(reading.not_read, key=lambda each: each.line)),
        seen,
    )


def remember(session: Session, register: Register, foreign: Foreign) -> None:
    """Keep how a table was read, for the next one with its headers, and which key each row without one was given."""
    remember_map(session, register, MappedTable(foreign.table, foreign.columns))
    rows = [(each.number, each.digest, each.called, each.key) for each in foreign.seen]
    remember_rows(session, register.name, foreign.table.sheet.name, rows)


def remember_map(session: Session, register: Register, mapped: MappedTable) -> None:
    """Keep what the columns of a layout are read as."""
    columns = [(fold_header(each.header), each.column) for each in mapped.columns.told]
    remember_columns(
        session,
        register.name,
        layout_of(mapped.table),
        dict(columns).items(),
        mapped.table.sheet.name,
        mapped.columns.fixed.items(),
    )


def _contents(session: Session, register: Register) -> Contents:
    meaning = Meaning(session)
    others = [each for each in reversed(register.in_csv) if each.refers_to and each.refers_to.row is not register.row]
    names = {column.refers_to: column.name for column in others}

    def looks_like(text: str) -> str:
        if PLACE in names and meaning.is_one(PLACE, text):
            return names[PLACE]
        if PERSON in names and meaning.is_one(PERSON, text):
            return names[PERSON]
        return "tag" if register.key == ("tag",) and looks_like_a_tag(text) else ""

    return looks_like


def _fix(reading: MappedReading, drafts: Sequence[Draft], fixed: Mapping[str, str]) -> None:
    """Give all records what was said for all of them, where their own row says nothing."""
    for name, text in fixed.items():
        try:
            values = dict(fixed_values(reading.register, reading.meaning, {name: text}))
        except ValueError as error:
            raise NotReadable(f"--set {reading.register.column(name).header}={text}: {error}") from None
        for draft in drafts:
            draft.values.setdefault(name, values[name])


def _give_keys(
    session: Session, reading: MappedReading, drafts: Sequence[Draft], present: Present
) -> tuple[RowSeen, ...]:
    """Give each row without a key the key of its record, or a new one; then complete the new records."""
    register = reading.register
    names = register.key
    _find_spelt_otherwise(register, drafts, present)
    keyless = [draft for draft in drafts if any(name not in draft.values for name in names)]
    earlier = imported_rows(session, register.name, reading.table.sheet.name)
    identities = Identities(
        register, present, [RowSeen(each.number, each.digest, each.called, each.key) for each in earlier]
    )
    seen = []
    if keyless and can_propose(register):
        name = names[0]
        identities.reserve([str(draft.values[name]) for draft in drafts if name in draft.values])
        found = identities.find(lines_of(keyless))
        rows = {
            draft.row.number: (digest_of(register, draft.values), called(register, draft.values)) for draft in keyless
        }
        fresh = [draft for draft in keyless if draft.row.number not in found]
        proposed = identities.new_keys([_name_of(register, draft) for draft in fresh])
        found.update(zip((draft.row.number for draft in fresh), proposed, strict=True))
        for draft in keyless:
            draft.values[name] = found[draft.row.number]
            seen.append(RowSeen(draft.row.number, *rows[draft.row.number], found[draft.row.number]))
    new = [draft for draft in drafts if _key(register, draft) not in present]
    fill_new(reading, new, present)
    return tuple(seen)


def _find_spelt_otherwise(register: Register, drafts: Sequence[Draft], present: Present) -> None:
    """Let "sp 0001" be SP-0001, where that stands already."""
    if len(register.key) > 1:
        return
    [name] = register.key
    spelt = {_letters(key[0]): key[0] for key in present}
    for draft in drafts:
        if name in draft.values:
            draft.values[name] = spelt.get(_letters(draft.values[name]), draft.values[name])


def _letters(key: Value) -> str:
    """A key without case, spaces and dashes."""
    return "".join(letter for letter in fold(str(key)) if letter not in "-_/.")


def _key(register: Register, draft: Draft) -> tuple[Value, ...]:
    return tuple(draft.values.get(name) for name in register.key)


def _name_of(register: Register, draft: Draft) -> str:
    return str(draft.values.get("name") or called(register, draft.values))

"""Write what a proposal proposes into the registers, and take it back again.

Each record is added or changed by the verbs of `changing.py`, so that every change has its line in the log. What was
written is kept with the proposal; it is taken back only where nothing else has changed since.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from mailtick.incidents.proposals.proposal import Proposal, Write
from mailtick.registers import REGISTERS
from mailtick.registers.changing import Author, NotKept, add, change, find, retire
from mailtick.registers.records import cell_of
from mailtick.registers.register import Register, Values
from mailtick.store.registers import changes_of, keys_like
from mailtick.store.tables import AssetRow

_REGISTERS = {register.name: register for register in REGISTERS}
# Payments and the diary share their letters, since payments stand in the diary too.
_PREFIXES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "payments": ("D", ("payments", "diary")),
    "diary": ("D", ("payments", "diary")),
    "implementations": ("N", ("implementations",)),
    "tasks": ("T", ("tasks",)),
}
_TAG = re.compile(r"(.*?)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Written:
    """One thing that was written: a record that was added (`column` empty), or a column that was changed."""

    register: str
    key: str
    column: str = ""
    old: str = ""
    new: str = ""


def as_text(written: Sequence[Written]) -> str:
    return json.dumps([asdict(each) for each in written], ensure_ascii=False)


def from_text(text: str) -> tuple[Written, ...]:
    return tuple(Written(**each) for each in json.loads(text))


def confirm(
    session: Session, proposal: Proposal, corrections: Sequence[tuple[str, str]], by: Author, earlier: Sequence[Written]
) -> tuple[Written, ...]:
    """Write a proposal's records, with what a person corrects: a column, or "record.column", and its value.

    `earlier` is what confirming it wrote before it was taken back; those records are used again. Raises NotKept.
    """
    writes = _corrected(proposal, corrections)
    used = "".join(value for write in writes for _, value in write.cells)
    again = [each for each in earlier if not each.column]
    keys: dict[str, str] = {}
    written: list[Written] = []
    for write in writes:
        is_for_others = proposal.kind == "move" and write.register == "locations"
        if is_for_others and f"{{{write.name}}}" not in used:
            continue
        cells = {name: _filled(value, keys) for name, value in write.cells if value}
        register = _REGISTERS[write.register]
        if write.key:
            written += _change(session, register, write.key, cells, by)
            keys[write.name] = write.key
            continue
        before = next((each for each in again if each.register == register.name), None)
        if before is not None:
            again.remove(before)
            _change(session, register, before.key, {**cells, "retired_on": ""}, by)
            keys[write.name] = before.key
        else:
            keys[write.name] = add_keyed(session, register, cells, by)
        written.append(Written(register.name, keys[write.name]))
    return tuple(written)


def _corrected(proposal: Proposal, corrections: Sequence[tuple[str, str]]) -> list[Write]:
    """The records with the corrections in them. Raises NotKept where one names no column, or several, or one lacks."""
    writes = list(proposal.writes)
    if not writes:
        raise NotKept("there is nothing in it that could be written; decline it, and add what is right by hand")
    for called, value in corrections:
        if not value:
            raise NotKept(f'nothing stands behind "{called}="; write a value, or leave it out')
        record, _, column = called.rpartition(".")
        meant = _meant(writes, record.strip(), column.strip())
        for index in meant:
            writes[index] = _with(writes[index], column.strip(), value)
    missing = [
        f"{write.name}: {_REGISTERS[write.register].column(each).label}" for write in writes for each in write.needed
    ]
    if missing:
        names = " ".join(f"{name}=…" for name in dict.fromkeys(each for write in writes for each in write.needed))
        raise NotKept(f"it is not known yet: {', '.join(dict.fromkeys(missing))}; confirm it with {names}")
    return writes


def _meant(writes: Sequence[Write], record: str, column: str) -> list[int]:
    """Which records a correction is for: those that have the column filled or lack it, else the first that has it."""
    of_record = [index for index, each in enumerate(writes) if not record or _is_called(each, record)]
    if not of_record:
        raise NotKept(f'it has no "{record}"; there is {", ".join(dict.fromkeys(each.name for each in writes))}')
    having = [
        index
        for index in of_record
        if (found := _REGISTERS[writes[index].register].called(column))
        and found.name in {*dict(writes[index].cells), *writes[index].needed}
    ]
    having = having or [index for index in of_record if _REGISTERS[writes[index].register].called(column)][:1]
    if not having:
        known = dict.fromkeys(name for index in of_record for name, _ in writes[index].cells)
        raise NotKept(f'it has no column "{column}"; there is {", ".join(known)}')
    if len({writes[index].register for index in having}) > 1:
        names = " or ".join(dict.fromkeys(f"{writes[index].name}.{column}=…" for index in having))
        raise NotKept(f'"{column}" stands in several of its records; write {names}')
    return having


def _is_called(write: Write, record: str) -> bool:
    return record.casefold() in (write.name.casefold(), write.register, write.register.removesuffix("s"))


def _with(write: Write, column: str, value: str) -> Write:
    found = _REGISTERS[write.register].called(column)
    name = found.name if found else column
    cells = {**dict(write.cells), name: value}
    needed = tuple(each for each in write.needed if each != name or not value)
    return Write(write.name, write.register, tuple(cells.items()), write.key, needed)


def _filled(value: str, keys: Mapping[str, str]) -> str:
    for name, key in keys.items():
        value = value.replace(f"{{{name}}}", key)
    return value


def _change(session: Session, register: Register, key: str, cells: Mapping[str, str], by: Author) -> list[Written]:
    _, before = find(session, register, key)
    if register.name == "payments":
        cells = _of_invoice(before, cells)
    change(session, register, key, cells, by)
    _, after = find(session, register, key)
    return [
        Written(register.name, key, each.name, cell_of(each, before[each.name]), cell_of(each, after[each.name]))
        for each in register.columns
        if before[each.name] != after[each.name]
    ]


def _of_invoice(payment: Values, cells: Mapping[str, str]) -> Mapping[str, str]:
    """What an invoice says of a payment: one that is paid stays so, one with another invoice is another matter."""
    number = cells.get("invoice", "")
    if number and payment["invoice"] not in ("", number):
        raise NotKept(
            f"{payment['ref']} has the invoice {payment['invoice']} already; decline this, or confirm it with "
            f"invoice={payment['invoice']}"
        )
    return {name: value for name, value in cells.items() if name != "state"} if payment["paid_on"] else cells


def add_keyed(session: Session, register: Register, cells: Mapping[str, str], by: Author) -> str:
    """Add a record with the next free key, unless it has one, and return its key. Raises NotKept."""
    return add(session, register, _keyed(session, register, cells), by)


def _keyed(session: Session, register: Register, cells: Mapping[str, str]) -> dict[str, str]:
    key = register.key[0]
    return dict(cells) if cells.get(key) else {key: _free_key(session, register), **cells}


def _free_key(session: Session, register: Register) -> str:
    if register.row is AssetRow:
        return next_tag(session)
    prefix, registers = _PREFIXES[register.name]
    taken = {
        int(found[1])
        for name in registers
        for each in keys_like(session, _REGISTERS[name].row, "ref", prefix)
        if (found := re.fullmatch(f"{prefix}([0-9]+)", each))
    }
    # A number that was never used is free for good: nothing is deleted. What is called D comes by its date.
    if len(registers) > 1:
        return f"{prefix}{max(taken, default=0) + 1:02}"
    return f"{prefix}{next(number for number in range(1, len(taken) + 2) if number not in taken)}"


def next_tag(session: Session) -> str:
    """The tag after the last one, in the form that most tags have: SP-0061 after SP-0060."""
    tags = [found for each in keys_like(session, AssetRow, "tag", "") if (found := _TAG.fullmatch(each))]
    if not tags:
        return "A-0001"
    (prefix, _), _ = Counter((found[1], len(found[2])) for found in tags).most_common(1)[0]
    alike = [found[2] for found in tags if found[1] == prefix]
    return f"{prefix}{max(map(int, alike)) + 1:0{max(map(len, alike))}}"


def undo(session: Session, written: Sequence[Written], by: Author, on: date) -> None:
    """Put back what `confirm` wrote; records that it added are retired. Raises NotKept if anything changed since."""
    if changed := [said for each in written if (said := _changed_since(session, each))]:
        raise NotKept(f"it cannot be taken back: {'; '.join(dict.fromkeys(changed))}")
    for each in reversed(written):
        register = _REGISTERS[each.register]
        if each.column:
            change(session, register, each.key, {each.column: each.old}, by)
        else:
            retire(session, register, each.key, by, on)


def _changed_since(session: Session, each: Written) -> str:
    """What somebody changed after it was written, as half a sentence, or the empty string."""
    register = _REGISTERS[each.register]
    _, values = find(session, register, each.key)
    if each.column:
        column = register.column(each.column)
        now = cell_of(column, values[each.column])
        return "" if now == each.new else f"{each.key}: {column.label} is {now or 'empty'} now"
    later = [line for line in changes_of(session, each.register, each.key) if line.column not in ("", "retired_on")]
    is_as_added = not later or later[-1].because.startswith(_CONFIRMED)
    return "" if is_as_added else f"{each.key} was changed since by {later[-1].who}"


# How the change log says that a proposal was confirmed.
_CONFIRMED = "proposal "

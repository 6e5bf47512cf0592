"""What follows from the rest of a row where a cell does not say it: how many, which kind, until when, whose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mailtick.registers.formats import Value, expect
from mailtick.registers.headers import FREE_SEATS
from mailtick.registers.importing import Present
from mailtick.registers.mapped import Draft, MappedReading
from mailtick.registers.quantities import is_for_all, kind_of, split_quantity
from mailtick.registers.references import PLACE, fold
from mailtick.registers.register import Column
from mailtick.registers.table import Remark
from mailtick.registers.vocabulary import Metric
from mailtick.registers.written import months_later, warranty_months

_OTHER_KIND = "Other"


def complete(reading: MappedReading, drafts: Sequence[Draft], present: Present) -> None:
    """Work out what a row says in another way than we keep it."""
    if reading.register.name == "assets":
        _spell_kinds(drafts, present)
        _same_serials(reading, drafts)
    for draft in drafts:
        match reading.register.name:
            case "assets":
                _split_quantity(reading, draft)
                _warranty(reading, draft)
                _held_by_a_place(reading, draft)
                _at_home(draft)
            case "licences":
                _for_all(reading, draft)
                _seats(reading, draft)


def fill_new(reading: MappedReading, drafts: Sequence[Draft], present: Present) -> None:
    """Fill in what a new record must have and no cell gives. What cannot be known is a fault."""
    match reading.register.name:
        case "assets":
            _kinds(reading, drafts, present)
        case "licences":
            unsaid = [draft for draft in drafts if "in_use" not in draft.values]
            for draft in unsaid:
                draft.values["in_use"] = 0
            if unsaid:
                reading.remarks.append(
                    Remark(f"{len(unsaid)} new", "in_use", "how many are in use is said nowhere; kept as 0")
                )
    for column in reading.register.in_csv:
        missing = [draft for draft in drafts if column.name not in draft.values]
        if column.is_required and missing:
            _note_missing(reading, column, missing)


def _note_missing(reading: MappedReading, column: Column, missing: Sequence[Draft]) -> None:
    faulty = {fault.line for fault in reading.faults}
    if reading.source_of(column.name):
        for draft in missing:
            if draft.row.number not in faulty:
                reading.fault(draft, column.name, "this must not be empty")
        return
    headers = [header for header in reading.table.headers if header]
    reading.fault(
        missing[0],
        column.name,
        f'no column of the file is read as this; say which one it is with --column "{headers[0]}={column.header}", '
        f'or what holds for all records with --set "{column.header}=…"',
    )


def _spell_kinds(drafts: Sequence[Draft], present: Present) -> None:
    """Write "Laptops" as the register does already, so that no type gets a second spelling."""
    spelt = {_singular(str(values["type"])): values["type"] for _, values in present.values()}
    for draft in drafts:
        said = draft.values.get("type")
        if isinstance(said, str):
            draft.values["type"] = spelt.get(_singular(said), said)


def _same_serials(reading: MappedReading, drafts: Sequence[Draft]) -> None:
    first: dict[str, int] = {}
    for draft in drafts:
        serial = fold(str(draft.values.get("serial", "")))
        if serial in first:
            reading.remark(draft, "serial", f"the same stands in row {first[serial]}; one of the two may be mistyped")
        elif serial:
            first[serial] = draft.row.number


def _split_quantity(reading: MappedReading, draft: Draft) -> None:
    name = draft.values.get("make_model")
    count, what = split_quantity(name) if isinstance(name, str) else (0, "")
    if not count:
        return
    said = draft.values.setdefault("quantity", count)
    draft.values["make_model"] = what
    if said != count:
        reading.fault(draft, "make_model", f'"{name}" says {count}, and the quantity says {said}; make them agree')


def _warranty(reading: MappedReading, draft: Draft) -> None:
    months = warranty_months(draft.texts.get("warranty_end_on", ""))
    if months is None or "warranty_end_on" in draft.values:
        return
    bought = draft.values.get("purchased_on") or draft.values.get("in_service_on")
    if bought is None:
        said = "this is a span, and the day when it was bought is not given; give that day, or the day of its end"
        reading.fault(draft, "warranty_end_on", said)
        return
    end = months_later(expect(date, bought), months)
    draft.values["warranty_end_on"] = end
    reading.remark(draft, "warranty_end_on", f"{months} months from the day it was bought: until {end.isoformat()}")


def _held_by_a_place(reading: MappedReading, draft: Draft) -> None:
    """Equipment that is with a place instead of a person is at that place."""
    text = draft.texts.get("assigned_to", "")
    if not text or "assigned_to" in draft.values or not reading.meaning.is_one(PLACE, text):
        return
    place = reading.meaning.key_of(PLACE, text)
    if draft.values.setdefault("location", place) == place:
        reading.remark(draft, "assigned_to", f'"{text}" is no person but a place')


def _at_home(draft: Draft) -> None:
    """Equipment is where it belongs as long as nothing else is said."""
    home = draft.values.get("usual_location")
    if home and "location" not in draft.values:
        draft.values["location"] = home


def _for_all(reading: MappedReading, draft: Draft) -> None:
    """A licence for the whole site is owned once and in use once."""
    if "quantity" in draft.values or not is_for_all(draft.texts.get("quantity", "")):
        return
    draft.values["quantity"] = 1
    draft.values.setdefault("in_use", 1)
    draft.values.setdefault("metric", Metric.SITE.value)
    reading.remark(draft, "quantity", f'"{draft.texts["quantity"]}" is one licence for the whole site')


def _seats(reading: MappedReading, draft: Draft) -> None:
    free, owned = draft.texts.get(FREE_SEATS, ""), draft.values.get("quantity")
    if "in_use" in draft.values or not free.isdigit() or not isinstance(owned, int):
        return
    if int(free) > owned:
        reading.fault(draft, "quantity", f"{free} seats are free of {owned}; one of the two is wrong")
    else:
        draft.values["in_use"] = owned - int(free)


def _kinds(reading: MappedReading, drafts: Sequence[Draft], present: Present) -> None:
    """The type of a thing: as the same thing has it already, else by the words of its name."""
    stand = [values for _, values in present.values()]
    of_same = {fold(str(values["make_model"])): values["type"] for values in stand}
    for draft in drafts:
        name = str(draft.values.get("make_model", ""))
        if "type" in draft.values:
            continue
        kind: Value = of_same.get(fold(name)) or kind_of(name)
        draft.values["type"] = kind or _OTHER_KIND
        if name and not kind:
            reading.remark(draft, "type", f'what kind of thing "{name}" is is not known; kept as {_OTHER_KIND}')


def _singular(text: str) -> str:
    return fold(text).removesuffix("s")

"""Bring in a spreadsheet: see how it is read, put that right, see what it would change, then do it.

Nothing of the file is kept on the desk before it is brought in: it travels with the form.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.responses import Response

from mailtick.incidents.lifecycle import NotAllowed
from mailtick.registers.calendar import CALENDAR
from mailtick.registers.calendar_file import is_calendar_file
from mailtick.registers.changing import NotKept, needed
from mailtick.registers.files import Options, Prepared, is_ours, prepare_import, prepare_map
from mailtick.registers.headers import worked_out
from mailtick.registers.importing import ImportFaults
from mailtick.registers.mapping import Mapped
from mailtick.registers.not_readable import NotReadable
from mailtick.registers.plan import WouldGoBack
from mailtick.registers.register import Fault, Register
from mailtick.registers.sheets import MAX_BYTES, choose_sheet, read_sheets
from mailtick.rounds.bringing_in import bring_in
from mailtick.rounds.keeping import add_place
from mailtick.web.pages.registers import register_of, require_writer
from mailtick.web.register_words import CALLED, on_the_desk
from mailtick.web.visit import Visit

_SAID = "you said so"
_NO_PLACE = re.compile(r'there is no place "(.+?)"; ')
_MOST_CELLS = 5
_MOST_PLACES = 40


@dataclass(slots=True)
class _File:
    """What was sent, and what is said about it."""

    name: str
    content: bytes
    options: Options
    # What cannot be read at all; what is wrong with cells, those that are alike together; places to add.
    words: str = ""
    faults: list[tuple[str, str, str]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    going_back: Sequence[str] = ()


def show(visit: Visit) -> Response:
    require_writer(visit)
    register = register_of(visit)
    return visit.page("import_file", _title(register), register=register, called=CALLED[register.name], words="")


def do(visit: Visit) -> Response:
    require_writer(visit)
    register = register_of(visit)
    content = _content(visit)
    if not content:
        called = CALLED[register.name]
        words = "Choose a file first: a workbook or a CSV file."
        return visit.page("import_file", _title(register), 422, register=register, called=called, words=words)
    file = _File(_file_name(visit), content, _options(visit))
    _add_places(visit, file)
    if visit.said("do") == "import":
        try:
            done = bring_in(
                visit.desk,
                register,
                content,
                file.options,
                visit.person.address,
                file.name,
                may_go_back=bool(visit.said("go_back")),
            )
            told = f"{done.added} added, {done.changed} changed, {done.unchanged} as they were."
            return visit.go(f"/registers/{register.name}", f"{file.name} is brought in: {told}")
        except WouldGoBack as error:
            file.going_back = error.lines
        except (ImportFaults, NotReadable):
            # The look at the file below says what is wrong.
            pass
    return _look(visit, register, file)


def _look(visit: Visit, register: Register, file: _File) -> Response:
    """How the file is read, and what it would do."""
    prepared: Prepared | None = None
    columns: Sequence[Mapped] = ()
    names: list[str] = []
    with visit.reading() as session:
        try:
            if not is_calendar_file(file.content):
                sheets = read_sheets(file.content, [column.header for column in register.in_csv])
                names = [each.name for each in sheets if any(not row.is_empty for row in each.rows)]
                if not is_ours(register, choose_sheet(sheets, file.options.sheet), file.options):
                    columns = prepare_map(session, register, file.content, file.options).columns.columns
            prepared = prepare_import(session, register, file.content, file.options)
            file.going_back = prepared.plan.going_back
        except ImportFaults as error:
            file.faults, file.places = _alike(error.faults), _missing_places(error.faults)
        except NotReadable as error:
            file.words = on_the_desk(str(error))
    mapped = {each.column for each in columns}
    return visit.page(
        "import_look",
        _title(register),
        200 if prepared else 422,
        register=register,
        called=CALLED[register.name],
        file=file,
        packed=base64.b64encode(zlib.compress(file.content)).decode(),
        sheets=names if len(names) > 1 else [],
        columns=columns,
        offered=[(each.header, each.label) for each in register.in_csv]
        + [(each.strip("()"), each.strip("()").capitalize()) for each in worked_out(register)],
        named={each.name: each.header for each in register.in_csv}
        | {each: each.strip("()") for each in worked_out(register)},
        fixable=[
            each for each in needed(register) if columns and each.name not in mapped and each.name not in register.key
        ],
        is_calendar=register is CALENDAR and is_calendar_file(file.content),
        prepared=prepared,
        said=_SAID,
    )


def _title(register: Register) -> str:
    return f"Bring in a spreadsheet: {CALLED[register.name].title.lower()}"


def _content(visit: Visit) -> bytes:
    """The file: just chosen, or as it travelled with the form. Raises NotAllowed."""
    sent = visit.files.get("file")
    if sent is not None:
        sent.file.seek(0)
        return sent.file.read(MAX_BYTES + 1)
    try:
        packed = base64.b64decode(visit.said("content"), validate=True)
        return zlib.decompressobj().decompress(packed, MAX_BYTES + 1) if packed else b""
    except (binascii.Error, zlib.error):
        raise NotAllowed("the file did not come back whole; choose it once more") from None


def _file_name(visit: Visit) -> str:
    sent = visit.files.get("file")
    name = (sent.filename or "") if sent is not None else visit.said("file_name")
    return re.sub(r"[^\w .()-]", "", name.replace("\\", "/").rpartition("/")[2])[:80].strip() or "a file"


def _options(visit: Visit) -> Options:
    """What was said about the file: its sheet, its columns where they were put right, what holds for all rows."""
    columns = {}
    for name in visit.form:
        if not name.startswith("head-"):
            continue
        at = name.removeprefix("head-")
        chosen = visit.said(f"col-{at}")
        if chosen != visit.said(f"was-{at}") or visit.said(f"said-{at}"):
            columns[visit.said(name)] = chosen or "-"
    fixed = {
        name.removeprefix("all-"): visit.said(name)
        for name in visit.form
        if name.startswith("all-") and visit.said(name)
    }
    desk = visit.desk
    return Options(
        sheet=visit.said("sheet"),
        domain=desk.policy.facts.address.rpartition("@")[2],
        columns=columns,
        fixed=fixed,
        zone=desk.policy.zone,
        today=visit.now.astimezone(desk.policy.zone).date(),
    )


def _add_places(visit: Visit, file: _File) -> None:
    """Add the places that were ticked as missing."""
    for name in visit.ticked("missing"):
        try:
            add_place(visit.desk, name, visit.person.address)
        except NotKept as error:
            file.words = on_the_desk(str(error))


def _alike(faults: Sequence[Fault]) -> list[tuple[str, str, str]]:
    """Where, in which column, what: those that are the same in many cells in one line."""
    together: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        together[fault.column, fault.message].append(fault)
    found = []
    for (column, message), same in together.items():
        cells = ", ".join(fault.cell or f"line {fault.line}" for fault in same[:_MOST_CELLS])
        more = f" and {len(same) - _MOST_CELLS} more" if len(same) > _MOST_CELLS else ""
        found.append((f"{cells}{more}", column, on_the_desk(message)))
    return found


def _missing_places(faults: Sequence[Fault]) -> list[str]:
    names = (found[1] for fault in faults if (found := _NO_PLACE.match(fault.message)))
    return list(dict.fromkeys(names))[:_MOST_PLACES]

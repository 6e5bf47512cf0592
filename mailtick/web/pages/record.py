"""One record: what is known of it, what belongs to it, how it came to be so; and the form that changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session
from starlette.responses import Response

from mailtick.incidents.lifecycle import NotAllowed
from mailtick.registers.changing import NotKept, find
from mailtick.registers.pages.contract import contract_light
from mailtick.registers.register import Register, Values
from mailtick.registers.showing import Page, change_words, page_of
from mailtick.registers.usage import light_of, usage_of
from mailtick.rounds.keeping import add_record, answer_for, change_record, retire_record, use_again
from mailtick.store.kept import papers_of
from mailtick.web.access import may_write
from mailtick.web.fields import fields_of, new_places, place_columns, typed_cells
from mailtick.web.forms import whole_number
from mailtick.web.linked import parts_of, path_of, record_path
from mailtick.web.pages.record_more import adds_of, more_of
from mailtick.web.pages.registers import register_of, require_writer
from mailtick.web.register_words import CALLED, on_the_desk
from mailtick.web.visit import NotThere, Visit

_WRONG = 422


@dataclass(frozen=True, slots=True)
class Word:
    """Something that can be said of a record with a button; `asks` is the label of what is typed beside it."""

    word: str
    button: str
    asks: str = ""
    begins: str = ""


_DONE = Word("done", "Done")
_LATER = Word("snooze", "Remind me later", "in how long, such as 1 week")
_UNDO = Word("undo", "Take back what was said last")
_OWNER = Word("ask owner", "Ask the owner", "the question")
_WORDS: Mapping[str, tuple[Word, ...]] = {
    "payments": (
        Word("paid", "Paid", "amount and invoice, where they differ"),
        Word("passed on", "Passed to finance", "invoice number"),
        Word("disputed", "Disputed", "why", "because "),
        Word("settled", "Disputed no more"),
        Word("cancelled", "Not to be paid", "why", "because "),
        _LATER,
        _UNDO,
    ),
    "contracts": (
        Word("signed", "It is signed"),
        Word("renew", "Renewed", "by how long, such as 1 year"),
        Word("cancel", "Notice is given"),
        _OWNER,
        _LATER,
        _UNDO,
    ),
    "licences": (Word("renew", "Renewed", "by how long, such as 1 year"), _OWNER, _LATER, _UNDO),
    "diary": (Word("done", "Done", "how it went"), _LATER, _UNDO),
    "tasks": (_DONE, _LATER, _UNDO),
    "loans": (Word("done", "It came back"), _LATER, _UNDO),
}


def show(visit: Visit) -> Response:
    return _page(visit, register_of(visit), {}, {})


def show_new(visit: Visit) -> Response:
    require_writer(visit)
    register = register_of(visit)
    given = {name: value for name in visit.request.query_params if (value := visit.asked(name))}
    return _new(visit, register, given, {})


def add(visit: Visit) -> Response:
    require_writer(visit)
    register = register_of(visit)
    cells, faults, is_done = _with_places(visit, register)
    if faults or is_done:
        return _new(visit, register, cells, faults)
    try:
        key = add_record(
            visit.desk, register, {name: text for name, text in cells.items() if text}, visit.person.address
        )
    except NotKept as error:
        return _new(visit, register, cells, error.columns, str(error), _WRONG)
    if visit.said("another"):
        return visit.go(f"/registers/{register.name}/new", f"{key} is added. Here is the form for the next.")
    return visit.go(record_path(register.name, key), f"{key} is added.")


def do(visit: Visit) -> Response:
    """Save, retire, take back into use, or say a word of it."""
    register, key = register_of(visit), _key(visit)
    if word := visit.said("word"):
        known = {each.word for each in _WORDS.get(register.name, ())}
        if word not in known:
            raise NotAllowed("press one of the buttons on the page")
        argument = " ".join(visit.said("argument").split())
        begins = next(each.begins for each in _WORDS[register.name] if each.word == word)
        try:
            done = answer_for(visit.desk, key, word, f"{begins}{argument}" if argument else "", visit.person)
        except NotKept as error:
            raise NotAllowed(on_the_desk(str(error))) from None
        return visit.go(record_path(register.name, key), f"{done}.")
    require_writer(visit)
    try:
        match visit.said("do"):
            case "retire":
                retire_record(visit.desk, register, key, visit.person.address)
                return visit.go(record_path(register.name, key), "It is out of use now, and stays with its history.")
            case "use":
                use_again(visit.desk, register, key, visit.person.address)
                return visit.go(record_path(register.name, key), "It is in use again.")
    except NotKept as error:
        return _page(visit, register, {}, {}, str(error), _WRONG)
    return _save(visit, register, key)


def _save(visit: Visit, register: Register, key: str) -> Response:
    cells, faults, is_done = _with_places(visit, register)
    if faults or is_done:
        return _page(visit, register, cells, faults)
    with visit.reading() as session:
        before = page_of(visit.around(session), register, key).cells
    news = {name: text for name, text in cells.items() if text != before[name]}
    seen = visit.said("seen")
    try:
        changed = change_record(visit.desk, register, key, news, visit.person.address, whole_number(seen))
    except NotKept as error:
        return _page(visit, register, cells, error.columns, str(error), _WRONG)
    said = f"Saved: {', '.join(changed)}." if changed else "Nothing was different."
    return visit.go(record_path(register.name, key), said)


def _with_places(visit: Visit, register: Register) -> tuple[dict[str, str], Mapping[str, str], bool]:
    """What the form says, with the places added that were typed beside a drop-down: what is wrong with them, and
    whether adding one was all that was asked for."""
    cells = typed_cells(visit, register)
    added, faults = new_places(visit, visit.desk, place_columns(register))
    for name, code in added.items():
        several = isinstance(register.column(name).default, tuple)
        cells[name] = ";".join(filter(None, (cells.get(name, ""), code))) if several else code
    return cells, faults, bool(visit.said("add_place") and added)


def _new(
    visit: Visit,
    register: Register,
    cells: Mapping[str, str],
    faults: Mapping[str, str],
    words: str = "",
    status: int = 200,
) -> Response:
    called = CALLED[register.name]
    with visit.reading() as session:
        fields = fields_of(session, register, cells, faults, is_new=True)
    return visit.page(
        "record_new",
        f"Add {called.one}",
        status,
        register=register,
        called=called,
        fields=fields,
        words=on_the_desk(words),
    )


def _page(
    visit: Visit,
    register: Register,
    cells: Mapping[str, str],
    faults: Mapping[str, str],
    words: str = "",
    status: int = 200,
) -> Response:
    called = CALLED[register.name]
    with visit.reading() as session:
        around = visit.around(session)
        try:
            page = page_of(around, register, _key(visit))
            _, values = find(session, register, _key(visit))
        except NotKept:
            raise NotThere(f"{called.title} has nothing called {_key(visit)[:60]}.") from None
        writes = may_write(visit.person)
        fields = fields_of(session, register, {**page.cells, **cells}, faults, is_new=False) if writes else []
        changes = [(each, change_words(around, register, each)) for each in reversed(page.changes)]
        light = _light(session, register, values, around.today)
        papers = papers_of(session, register.name, register.key_text(values))
        template, more = more_of(visit, session, register, values)
        filed = [(each, around.moment(each.at)) for each in papers]
    return visit.page(
        template,
        _title(register, page, values),
        status,
        register=register,
        called=called,
        page=page,
        facts=_facts(visit, register, page),
        belongs=parts_of([each for each in page.sections if each.title != "Papers"], visit.prefix, visit.person),
        warnings=[on_the_desk(each) for each in page.warnings],
        light=light,
        papers=filed,
        fields=fields,
        is_open=bool(cells or faults),
        changes=changes,
        seen=page.changes[-1].id if page.changes else 0,
        is_retired=values["retired_on"] is not None,
        may_write=writes,
        possible=_possible(register, values),
        words=on_the_desk(words),
        key=register.key_text(values),
        adds=adds_of(visit, register, values),
        **more,
    )


def _possible(register: Register, values: Values) -> list[Word]:
    """What can be said of a record as it stands now."""
    is_over = any(values.get(name) for name in ("paid_on", "returned_on")) or values.get("state") == "cancelled"
    is_over = is_over or (bool(values.get("done_on")) and not values.get("repeats"))
    fits = {
        "settled": bool(values.get("disputed")),
        "signed": bool(values.get("is_draft")),
        "cancel": not values.get("notice_given_on"),
    }
    words = _WORDS.get(register.name, ())
    return [each for each in words if each is _UNDO or (not is_over and fits.get(each.word, True))]


def _key(visit: Visit) -> str:
    return visit.path("key")


def _title(register: Register, page: Page, values: Values) -> str:
    """What a record is called: its name or title, else its key."""
    for name in ("name", "title", "what", "product", "description", "make_model"):
        if page.cells.get(name):
            return page.cells[name]
    return register.key_text(values)


@dataclass(frozen=True, slots=True)
class _Fact:
    label: str
    words: str
    href: str = ""


def _facts(visit: Visit, register: Register, page: Page) -> list[_Fact]:
    """What is known of it, each with the way to what it refers to."""
    columns = {column.label: column for column in register.columns}
    found = []
    for fact in page.facts:
        column = columns.get(fact.label)
        href = path_of(column, page.cells[column.name], visit.person) if column else ""
        found.append(_Fact(fact.label, fact.words, href))
    return found


def _light(session: Session, register: Register, values: Values, today: date) -> tuple[str, str]:
    """The light of a contract or a licence, with its words; empty for all else."""
    if register.name == "contracts":
        light, why = contract_light(values, today)
    elif register.name == "licences":
        light, why = light_of(usage_of(session, values, today), values, today)
    else:
        return "", ""
    return light.value, why or "in order"

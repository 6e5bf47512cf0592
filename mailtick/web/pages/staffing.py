"""Somebody comes, somebody leaves, a school year begins: checklists with days, and what hangs on them."""

from __future__ import annotations

from starlette.responses import Response

from mailtick.incidents.lifecycle import NotAllowed
from mailtick.registers.changing import NotKept
from mailtick.registers.checklists import Checklist
from mailtick.registers.people import PEOPLE
from mailtick.registers.records import list_records
from mailtick.rounds.ordering import begin_checklist
from mailtick.web.register_words import on_the_desk
from mailtick.web.visit import Visit

_WRONG = 422


def show(visit: Visit) -> Response:
    return _page(visit)


def do(visit: Visit) -> Response:
    word = visit.said("kind")
    if word not in {each.value for each in Checklist}:
        raise NotAllowed("press one of the buttons on the page")
    said = (visit.said("address"), visit.said("day"), visit.said("name"))
    if visit.said("undo"):
        said = (visit.said("address") or visit.said("year"), "undo", "")
    elif word == Checklist.SEPTEMBER:
        said = (visit.said("year"), "", "")
    try:
        begun = begin_checklist(visit.desk, Checklist(word), " ".join(each for each in said if each), visit.person)
    except NotKept as error:
        return _page(visit, on_the_desk(str(error)), word)
    if not begun.tasks:
        return visit.go("/staffing", f"{begun.outcome}.")
    return visit.page("staffing_begun", "The checklist is begun", begun=begun)


def _page(visit: Visit, words: str = "", kind: str = "") -> Response:
    with visit.reading() as session:
        people = [(each.key, str(each.values["name"])) for each in list_records(session, PEOPLE)]
        today = visit.around(session).today
    return visit.page(
        "staffing",
        "Somebody comes or leaves",
        _WRONG if words else 200,
        people=sorted(people, key=lambda each: each[1].casefold()),
        words=words,
        kind=kind,
        year=today.year if today.month < 10 else today.year + 1,
    )

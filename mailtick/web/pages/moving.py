"""What is in a place goes to another: all of it, two rooms that change places, a place that is given up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.responses import Response

from mailtick.incidents.lifecycle import NotAllowed
from mailtick.registers.changing import NotKept
from mailtick.registers.moving import Moved
from mailtick.rounds.moving import close_place, move_place, swap_places
from mailtick.web.fields import new_places
from mailtick.web.linked import record_path
from mailtick.web.register_words import on_the_desk
from mailtick.web.visit import Visit


def do(visit: Visit) -> Response:
    """One of the three forms on the page of a place."""
    code, by, desk = visit.path("code"), visit.person.address, visit.desk
    target = _target(visit)
    match visit.said("do"):
        case "move":
            moved = _done(lambda: move_place(desk, code, target, visit.said("only"), by))
        case "swap":
            everything, names = bool(visit.said("everything")), bool(visit.said("names"))
            moved = _done(lambda: swap_places(desk, code, target, by, everything=everything, names=names))
        case "close":
            moved = _done(lambda: close_place(desk, code, target, by))
        case _:
            raise NotAllowed("press one of the buttons on the page")
    return visit.go(record_path("locations", code), _told(moved))


def _target(visit: Visit) -> str:
    added, faults = new_places(visit, visit.desk, ["target"])
    if faults:
        raise NotAllowed(faults["target"])
    target = added.get("target") or visit.said("target")
    if not target:
        raise NotAllowed("choose the other place first")
    return target


def _done(does: Callable[[], list[Moved]]) -> list[Moved]:
    try:
        return does()
    except NotKept as error:
        raise NotAllowed(on_the_desk(str(error))) from None


def _told(moved: Sequence[Moved]) -> str:
    if not moved:
        return "Done; there was nothing to move."
    some = ", ".join(each.what or each.key for each in moved[:5])
    more = f" and {len(moved) - 5} more" if len(moved) > 5 else ""
    return f"{len(moved)} moved: {some}{more}."

"""The way to every screen: what somebody may open, in the order in which a day needs it."""

from __future__ import annotations

from dataclasses import dataclass

from mailtick.incidents.people import Person
from mailtick.web.access import Access, may_open


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu; without a path it is a heading."""

    words: str
    path: str = ""
    who: Access = Access.SIGNED_IN


_MENU = (
    Entry("Today", "/"),
    Entry("Triage", "/triage", Access.DESK),
)


def menu_of(person: Person | None) -> tuple[Entry, ...]:
    """What somebody may open; a heading goes where nothing is below it."""
    shown = [entry for entry in _MENU if may_open(entry.who, person)]
    return tuple(
        entry for entry, below in zip(shown, [*shown[1:], Entry("end")], strict=True) if entry.path or below.path
    )

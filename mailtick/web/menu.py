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
    Entry("Incidents", "/incidents", Access.TEAM),
    Entry("My incidents", "/mine"),
    Entry("Held mail", "/held", Access.DESK),
    Entry("Approvals", "/approvals", Access.DECIDE),
    Entry("Diary", "/diary", Access.DESK),
    Entry("Registers"),
    Entry("Places", "/registers/locations", Access.WORK),
    Entry("Equipment", "/registers/assets", Access.WORK),
    Entry("Licences", "/registers/licences", Access.MONEY),
    Entry("Contracts", "/registers/contracts", Access.MONEY),
    Entry("Firms", "/registers/providers", Access.WORK),
    Entry("Payments", "/registers/payments", Access.MONEY),
    Entry("New things", "/registers/implementations", Access.DESK),
    Entry("People", "/registers/people", Access.DESK),
    Entry("Knowledge", "/knowledge"),
    Entry("Problems", "/registers/problems", Access.WORK),
    Entry("Calendar and cover", "/cover", Access.DESK),
    Entry("All lists", "/registers", Access.REGISTERS),
    Entry("The desk"),
    Entry("Progress", "/progress", Access.PROGRESS),
    Entry("Weekly summary", "/summaries", Access.PROGRESS),
    Entry("Mail ledger", "/mails", Access.DESK),
    Entry("Outbox", "/outbox", Access.DESK),
    Entry("Rules", "/rules", Access.DESK),
    Entry("Charter", "/charter"),
    Entry("Settings", "/settings", Access.DESK),
)


def menu_of(person: Person | None) -> tuple[Entry, ...]:
    """What somebody may open; a heading stands above two entries or more."""
    shown = [entry for entry in _MENU if may_open(entry.who, person)]
    end = Entry("end")
    below = zip(shown, [*shown[1:], end], [*shown[2:], end, end], strict=False)
    return tuple(entry for entry, first, second in below if entry.path or (first.path and second.path))

"""Checklists with days: for somebody who comes, for somebody who leaves, for September."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mailtick.incidents.school_days import SchoolDays


class Checklist(StrEnum):
    JOINER = "joiner"
    LEAVER = "leaver"
    SEPTEMBER = "september"


@dataclass(frozen=True, slots=True)
class Step:
    """What has to be done, so many days after the day that the checklist is about; before it where negative."""

    what: str
    days: int = 0


STEPS: Mapping[Checklist, tuple[Step, ...]] = {
    Checklist.JOINER: (
        Step("Find or order equipment", -15),
        Step("Order accounts: mail, network, admin system, online services", -10),
        Step("Give seats of the licences that the job needs, and look whether enough are free", -10),
        Step("Prepare the equipment, and note in the register whose it is", -3),
        Step("Prepare keys, fob and sign-in card", -1),
        Step("Hand out equipment, keys and accounts; have the acceptable use agreement signed"),
        Step("Show how to report a fault, and where help is"),
        Step("Ask whether everything works", 10),
    ),
    Checklist.LEAVER: (
        Step("Agree who takes over their files, mail and shared calendars", -10),
        Step("Have personal files taken off the equipment", -3),
        Step("Take back keys, fob and sign-in card"),
        Step("Close accounts: mail, network, admin system, online services"),
        Step("Take them off mail groups and shared mailboxes"),
        Step("Change passwords and door codes that they shared", 1),
        Step("Wipe their equipment, and note in the register where it is", 5),
        Step("Delete or archive their mailbox and files as the retention rules say", 30),
    ),
    Checklist.SEPTEMBER: (
        Step("Ask who comes and who leaves; begin their checklists", -70),
        Step("Ask who changes rooms; settle the swaps", -60),
        Step("Order what the new year needs, with time for delivery", -60),
        Step("Collect loans and class sets; check them against the lists", -45),
        Step("Change the registers over: room swaps, moves, labels", -43),
        Step("Order the change of year: classes and accounts in the admin system and online services", -43),
        Step("Compare licences with the new numbers of pupils and staff", -43),
        Step("Try every room: panel, sound, network, printing", -1),
        Step("Tell everybody how to report a fault", 1),
        Step("Count the licences in use", 20),
        Step("Begin the yearly stock check", 30),
    ),
}


def due_on(step: Step, day: date, today: date, days: SchoolDays) -> date:
    """Return the open day by which a step is to be done: none before today, none after the day if it is before it."""
    wanted = day + timedelta(days=step.days)
    due = days.on_or_after(wanted) if step.days > 0 else days.on_or_before(wanted)
    return due if due >= today else days.on_or_after(today)

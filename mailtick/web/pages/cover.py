"""Who is there now, who is away, who stands in, and when the school is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session
from starlette.responses import Response

from mailtick.incidents.people import Role
from mailtick.incidents.presence import gaps, on_cover
from mailtick.registers.absences import ABSENCES
from mailtick.registers.calendar import CALENDAR
from mailtick.registers.page import words_of
from mailtick.registers.people import PEOPLE
from mailtick.registers.records import list_records
from mailtick.registers.register import Register
from mailtick.registers.rota import COVER
from mailtick.store.presence import away_on
from mailtick.web.linked import record_path
from mailtick.web.visit import Visit

_ROLES = (
    (Role.COORDINATOR, "Coordinator"),
    (Role.DEPUTY, "Deputy"),
    (Role.FIRST_LEVEL, "First help"),
    (Role.OWNER, "Owner"),
)
_MOST_DAYS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts: an absence, a cover, a term."""

    words: str
    first: date
    last: date
    href: str
    is_now: bool


def show(visit: Visit) -> Response:
    with visit.reading() as session:
        around = visit.around(session)
        lookup, today = visit.lookup(session), around.today
        days = around.open_days()
        away = away_on(session, today)
        here = [(words, [each.name for each in on_cover(role, lookup, today)]) for role, words in _ROLES]
        absences = _spans(session, ABSENCES, today, "person")
        rota = _spans(session, COVER, today, "person", "role")
        school = _spans(session, CALENDAR, today, "name", "kind")[:_MOST_DAYS]
        alone = list(gaps(lookup, days, today))
        is_open = days.is_open(today)
        names = {each.key: str(each.values["name"]) for each in list_records(session, PEOPLE, retired=True)}
    return visit.page(
        "cover",
        "Calendar and cover",
        here=here,
        away=[(names.get(address, address), last) for address, last in sorted(away.items())],
        absences=absences,
        rota=rota,
        school=school,
        gaps=alone,
        is_open=is_open,
        today=today,
    )


def _spans(session: Session, register: Register, today: date, *columns: str) -> list[Span]:
    """What of a register is not over, the first first."""
    names = {each.key: str(each.values["name"]) for each in list_records(session, PEOPLE, retired=True)}
    found = []
    for record in list_records(session, register):
        first, last = record.values["from_on"], record.values["to_on"]
        if isinstance(first, date) and isinstance(last, date) and last >= today:
            said = [names.get(record.cells[name], words_of(record.cells[name])) for name in columns]
            # A day whose name says its kind already: "INSET", inset.
            words = ", ".join(
                each for each in said[:1] + said[1:] * (said[-1].casefold() != said[0].casefold()) if each
            )
            found.append(Span(words, first, last, record_path(register.name, record.key), first <= today))
    return sorted(found, key=lambda each: each.first)

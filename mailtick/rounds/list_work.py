"""Send the work lists: one mail a day to each who wants it so, at the time that they chose.

Promise: one list a person and open day, whatever restarts; nothing is written where there is nothing to do.
Failures: two daemons at once: the day's key lets one through, the other rolls back.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.clock import read_clock
from mailtick.incidents.people import Person
from mailtick.incidents.service_time import ServiceTime
from mailtick.incidents.work_list import WorkLine, in_order
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import desk as desk_store
from mailtick.store import people, work
from mailtick.store.calendar import school_days
from mailtick.store.clock import life_of
from mailtick.store.incidents import as_incident


def list_work(desk: Desk) -> int:
    """Write the lists that are due. Returns how many."""
    now = desk.clock()
    local = now.astimezone(desk.policy.zone)
    with desk.database.reading() as session:
        service = desk.policy.service_time(school_days(session))
        due = [person for person in people.with_work_list(session) if person.work_list_at <= f"{local:%H:%M}"]
        keys = {person.address: f"work list:{person.address}:{local.date()}" for person in due}
        due = [person for person in due if not desk_store.is_done(session, keys[person.address])]
    if not service.days.is_open(local.date()):
        return 0
    return sum(_send(desk, person, keys[person.address], service, now) for person in due)


def _send(desk: Desk, person: Person, key: str, service: ServiceTime, now: datetime) -> bool:
    try:
        with desk.database.writing() as session:
            desk_store.mark_done(session, key, now)
            lines = _lines(session, desk, person, service, now)
            notice = notices.work_list(person, lines)
            return bool(lines) and write_mail(session, desk, notice, Cause(key)) is not None
    except IntegrityError:
        return False


def _lines(session: Session, desk: Desk, person: Person, service: ServiceTime, now: datetime) -> list[WorkLine]:
    found: list[WorkLine] = []
    for row in work.open_with(session, person.id):
        clock = read_clock(life_of(session, row), service, desk.policy.promises, now)
        incident = as_incident(session, row, desk.policy.facts.prefix)
        found.append(WorkLine(incident, clock.resolve_by if clock.is_running else None, clock.is_late))
    return in_order(found)

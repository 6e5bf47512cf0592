"""Open the incidents that the diary wants: the termly restore test, the yearly check of the batteries.

Promise: each day of an entry becomes one incident, when the desk opens on it, or on the last open day before it;
after a time away the last missed day alone, rather late than never. The entry, done on that day, names the incident.
Failures: two daemons at once: the day's key lets one through, the other rolls back.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.people import Person, Place
from mailtick.incidents.recurring import DueEntry, open_due
from mailtick.registers.changing import Author, change_values, find
from mailtick.registers.diary import DIARY
from mailtick.registers.formats import expect
from mailtick.registers.records import stored
from mailtick.registers.register import Values
from mailtick.registers.repeating import days_of
from mailtick.rounds.apply import Applier
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.write import Cause
from mailtick.store import desk as desk_store
from mailtick.store import leaving
from mailtick.store.calendar import school_days
from mailtick.store.incidents import number_of

log = structlog.get_logger()

_WHO = "the clock"
# So far back a day is made good that was missed, and so far ahead lies one that falls into holidays.
_BACK, _AHEAD = timedelta(days=14), timedelta(days=62)


def open_recurring(desk: Desk) -> int:
    """Open what is due. Returns how many incidents were opened."""
    with desk.database.reading() as session:
        due = _due(session, desk)
    opened = 0
    for ref, on in due:
        try:
            with desk.database.writing() as session:
                opened += _open(session, desk, ref, on)
        except IntegrityError:
            log.info("another daemon opened it", diary=ref, on=on)
    return opened


def _key(ref: str, on: date) -> str:
    return f"diary:{ref}:{on}"


def _due(session: Session, desk: Desk) -> list[tuple[str, date]]:
    """The entries that want an incident now, each with the last of its days that has come."""
    now = desk.clock().astimezone(desk.policy.zone)
    days = school_days(session)
    service = desk.policy.service_time(days)
    found: list[tuple[str, date]] = []
    for _, values in stored(session, DIARY):
        if not values["opens_incident"] or values["retired_on"] is not None:
            continue
        begins, done_on = expect(date, values["on"]), values["done_on"]
        for day in days_of(begins, str(values["repeats"]), now.date() - _BACK, now.date() + _AHEAD):
            midnight = datetime.combine(days.on_or_before(day), time(), tzinfo=desk.policy.zone)
            has_come = service.opening(midnight) <= now
            if has_come and not (isinstance(done_on, date) and day <= done_on):
                found = [each for each in found if each[0] != values["ref"]]
                found.append((str(values["ref"]), day))
    return [(ref, on) for ref, on in found if not desk_store.is_done(session, _key(ref, on))]


def _open(session: Session, desk: Desk, ref: str, on: date) -> int:
    now = desk.clock()
    today = now.astimezone(desk.policy.zone).date()
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    row, values = find(session, DIARY, ref)
    actions = open_due(_entry(session, lookup, values, on, today), lookup, desk.policy, now)
    if not actions:
        log.warning("nobody can see it through: the list of people has no coordinator", diary=ref, on=on)
        return 0
    desk_store.mark_done(session, _key(ref, on), now)
    applied = Applier(session, desk, Cause(_key(ref, on)), _WHO, now).apply(actions)
    opened = applied.incident_id
    outcome = f"became {desk.policy.reference(number_of(session, opened))}" if opened else ""
    because = Author(_WHO, f"its day has come: {on}", now)
    change_values(session, DIARY, [(row, values, {"done_on": on, "outcome": outcome})], because)
    return 1


def _entry(session: Session, lookup: StoreLookup, values: Values, on: date, today: date) -> DueEntry:
    about = str(values["about"])
    equipment = next((each for each in lookup.registers.equipment() if each.tag == about), None)
    named = str(values["location"] or (equipment.place if equipment else ""))
    place: Place | None = lookup.place(named) if named else None
    return DueEntry(
        ref=str(values["ref"]),
        on=on,
        what=str(values["what"]),
        equipment=equipment,
        place=place.name if place else "",
        provider=lookup.provider_named(str(values["provider"])) if values["provider"] else None,
        person=_who_is_there(session, lookup, str(values["person"]), today),
        repeats=bool(values["repeats"]),
    )


def _who_is_there(session: Session, lookup: StoreLookup, address: str, today: date) -> Person | None:
    """Whom the diary names, unless they have left: it would be theirs, and told to them at home."""
    return lookup.person(address) if address and not leaving.has_left(session, address, today) else None

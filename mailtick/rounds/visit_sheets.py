"""Send the visit sheets: on the open day before a firm comes, what there is for it, by place (M15).

Promise: one sheet a firm and visit day, whatever restarts; from two in the afternoon on, and still on the morning of
the day. Nothing restricted stands on it. Where there is nothing for the firm, none is sent.
Failures: two daemons at once: the visit's key lets one through, the other rolls back.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.incident import OPEN
from mailtick.incidents.people import Provider
from mailtick.incidents.pupils import for_firm
from mailtick.incidents.visit_sheet import SheetLine, VisitSheet, may_stand, visit_sheet
from mailtick.registers.agenda import Entry, agenda
from mailtick.registers.vocabulary import DiaryKind
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import desk as desk_store
from mailtick.store import incidents
from mailtick.store.calendar import school_days
from mailtick.store.people import covers_of

_FROM = time(14, 0)
# A visit after holidays is announced before them.
_AHEAD = timedelta(days=60)
_MOST = 200


def send_visit_sheets(desk: Desk) -> int:
    """Write the sheets that are due. Returns how many."""
    now = desk.clock().astimezone(desk.policy.zone)
    with desk.database.reading() as session:
        due = [
            each
            for each in _visits(session, now.date())
            if _is_due(session, each, now.date(), now.time()) and not desk_store.is_done(session, _key(each))
        ]
    return sum(_send(desk, each) for each in due)


def sheet_of(session: Session, lookup: StoreLookup, prefix: str, firm: Provider, on: date) -> VisitSheet:
    """Return what a firm would read before it comes on a day."""
    theirs = {each.incident: each.reference for each in lookup.open_handovers(firm)}
    covers = covers_of(session, firm.code)
    found = incidents.list_incidents(session, prefix, sorted(OPEN), _MOST)
    lines = tuple(
        SheetLine(for_firm(each, lookup.is_name_here), theirs.get(each.id, ""), is_new=each.id not in theirs)
        for each in found
        if (each.id in theirs and not each.is_restricted) or (each.id not in theirs and may_stand(each, covers))
    )
    return VisitSheet(firm, on, lines)


def _visits(session: Session, today: date) -> list[Entry]:
    entries = agenda(session, today, today + _AHEAD, today)
    return [each for each in entries if each.kind == DiaryKind.VISIT and each.provider and each.done_on is None]


def _is_due(session: Session, visit: Entry, today: date, now: time) -> bool:
    day_before = school_days(session).before(visit.on)
    return (today == day_before and now >= _FROM) or day_before < today <= visit.on


def _key(visit: Entry) -> str:
    return f"visit sheet:{visit.provider}:{visit.on}"


def _send(desk: Desk, visit: Entry) -> bool:
    try:
        with desk.database.writing() as session:
            desk_store.mark_done(session, _key(visit), desk.clock())
            prefix = desk.policy.facts.prefix
            lookup = StoreLookup(session, prefix)
            firm = lookup.provider_named(visit.provider)
            if firm is None:
                return False
            sheet = sheet_of(session, lookup, prefix, firm, visit.on)
            return bool(sheet.lines) and write_mail(session, desk, visit_sheet(sheet), Cause(_key(visit))) is not None
    except IntegrityError:
        return False

"""Tell the deputy, then the owner, when something is new and nobody has looked for a while.

Promise: each hears of it once until somebody looks, whatever restarts; two daemons tell it once. What was named before
and is left lying is not named again before something new has come.
Failures: the mails and the mark that they were told are one commit; what raises is tried at the next turn.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.gate import refusal
from mailtick.incidents.people import Person, Role
from mailtick.incidents.presence import LOOKING_AFTER, on_cover
from mailtick.incidents.triage import Rung, unlooked
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import triage
from mailtick.store.database import Database, DatabaseAway

_MOST_LINES = 10


def note_look(database: Database, now: datetime) -> None:
    """Note that somebody looked at what is new.

    A database that is busy or may not be written to is left alone, nor does it matter who of two was first.
    """
    try:
        with database.writing() as session:
            triage.note_look(session, now)
    except (DatabaseAway, IntegrityError):
        pass


def tell_nobody_looks(desk: Desk) -> int:
    """Write to whoever is due. Returns how many mails were written."""
    with desk.database.reading() as session:
        if not _due(session, desk):
            return 0
    with desk.database.writing() as session:
        triage.take_turn(session)
        return sum(_tell(session, desk, rung, since) for rung, since in _due(session, desk))


def _due(session: Session, desk: Desk) -> list[tuple[Rung, datetime]]:
    """The rungs that are due, with the moment since when nobody has looked."""
    came = triage.in_triage_since(session)
    if not came:
        return []
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    oldest = max(came[0], desk.policy.live_since or came[0])
    names = {person.name for role in LOOKING_AFTER for person in lookup.team(role)} | {desk.policy.facts.sender_name}
    since = max(oldest, triage.last_look(session, names, oldest) or oldest)
    service = desk.policy.service_time(lookup.registers.school_days())
    told = {role: triage.told_at(session, role) for role in (Role.DEPUTY, Role.OWNER)}
    return [(rung, since) for rung in unlooked(since, came, desk.clock(), service, told)]


def _tell(session: Session, desk: Desk, rung: Rung, since: datetime) -> int:
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    headline = f"Nobody has looked at what is new for {rung.after // timedelta(minutes=1)} minutes"
    lines = _lines(session, desk, since)
    cause = Cause(f"nobody looks:{rung.to.value}:{since.isoformat()}")
    readers = _readers(lookup, desk, rung.to)
    for person in readers:
        write_mail(session, desk, notices.alert(person, headline, lines), cause)
    if readers:
        triage.note_told(session, rung.to, desk.clock())
    return len(readers)


def _readers(lookup: StoreLookup, desk: Desk, role: Role) -> tuple[Person, ...]:
    """Those with the role who are there and whom a mail reaches; else the owners, else the coordinators."""
    now = desk.clock()
    day = now.astimezone(desk.policy.zone).date()
    for people in (on_cover(role, lookup, day), lookup.team(Role.OWNER), lookup.team(Role.COORDINATOR)):
        if reached := tuple(each for each in people if not refusal(each, lookup, desk.policy, now)):
            return reached
    return ()


def _lines(session: Session, desk: Desk, since: datetime) -> tuple[str, ...]:
    found = triage.in_triage(session, desk.policy.facts.prefix, _MOST_LINES + 1)
    local = since.astimezone(desk.policy.zone)
    return (
        f"Since {local:%A} {local:%H:%M} nobody has looked, and this waits to be put in order:",
        *(f"{each.reference} {each.shown_title} ({each.priority})" for each in found[:_MOST_LINES]),
        *(("And more.",) if len(found) > _MOST_LINES else ()),
        "`mailtick list` shows it, and that is a look. A word in answer to a mail about it is one, too.",
    )

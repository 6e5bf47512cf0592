"""Tell in advance of days on which nobody looks after the desk.

Promise: of each run of such days coordinators and owners hear once; one that now begins earlier is told anew.
Failures: the mail and the mark that it was told are one commit; of two daemons the second one fails on the mark.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.exc import IntegrityError

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.people import Person, Role
from mailtick.incidents.presence import LOOKING_AFTER, day_words, gaps
from mailtick.incidents.school_days import Span
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import desk as desk_store
from mailtick.store.presence import is_anybody_away_from


def tell_cover_gaps(desk: Desk) -> int:
    """Write of every gap that has not been told of. Returns how many were."""
    return sum(_tell(desk, gap) for gap in _untold(desk))


def _untold(desk: Desk) -> list[Span]:
    today = _today(desk)
    with desk.database.reading() as session:
        if not is_anybody_away_from(session, today):
            return []
        lookup = StoreLookup(session, desk.policy.facts.prefix)
        days = desk.policy.service_time(lookup.registers.school_days()).days
        return [gap for gap in gaps(lookup, days, today) if not desk_store.is_done(session, _key(gap))]


def _tell(desk: Desk, gap: Span) -> bool:
    try:
        with desk.database.writing() as session:
            lookup = StoreLookup(session, desk.policy.facts.prefix)
            desk_store.mark_done(session, _key(gap), desk.clock())
            lines = _lines(lookup, gap, _today(desk))
            for person in _readers(lookup):
                write_mail(session, desk, notices.alert(person, _headline(gap), lines), Cause(_key(gap)))
    except IntegrityError:
        with desk.database.reading() as session:
            if not desk_store.is_done(session, _key(gap)):
                raise
        return False
    return True


def _readers(lookup: StoreLookup) -> tuple[Person, ...]:
    people = (person for role in (Role.COORDINATOR, Role.OWNER) for person in lookup.team(role))
    return tuple({person.address: person for person in people}.values())


def _headline(gap: Span) -> str:
    return f"Nobody looks after the desk {_days(gap)}"


def _lines(lookup: StoreLookup, gap: Span, today: date) -> tuple[str, ...]:
    team = {person.address: person.name for role in LOOKING_AFTER for person in lookup.team(role)}
    names = " and ".join(team.values())
    return (
        f"{names} {'is' if len(team) == 1 else 'are'} away.",
        "Mails get their number all the same, and what needs somebody goes to the owner.",
        "To let somebody stand in, put them on the rota. What they may do comes of their role as before:",
        f"mailtick register add cover person=ADDRESS role=coordinator from={max(gap.first, today)} to={gap.last}",
    )


def _days(gap: Span) -> str:
    if gap.first == gap.last:
        return f"on {day_words(gap.first)}"
    return f"from {day_words(gap.first)} to {day_words(gap.last)}"


def _key(gap: Span) -> str:
    return f"no cover:{gap.first}"


def _today(desk: Desk) -> date:
    return desk.clock().astimezone(desk.policy.zone).date()

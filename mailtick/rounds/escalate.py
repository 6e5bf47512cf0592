"""Look at the incidents whose moment has come: warn, ask again, go on after a visit, close.

Promise: what is done, that it is done, and when to look again are one commit, so nothing is said twice and nothing
is lost, whoever dies when. Who has too much to hear at once gets one mail.
Failures: an incident that cannot be looked at is looked at again in an hour; the others go on.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.actions import Action, AddEntry, Event, NoticeKind, Notify
from mailtick.incidents.escalation import look
from mailtick.incidents.incident import Priority
from mailtick.incidents.people import Person
from mailtick.incidents.service_time import ServiceTime
from mailtick.incidents.timed import fired
from mailtick.incidents.visibility import may_see
from mailtick.incidents.watched import Look, Watched
from mailtick.rounds.apply import Applier
from mailtick.rounds.last_news import last_news
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import clock as clock_store
from mailtick.store import desk as desk_store
from mailtick.store import incidents, rule_hits
from mailtick.store.calendar import school_days
from mailtick.store.tables import IncidentRow

log = structlog.get_logger()

_WHO = "the clock"
# More warnings than these for one person at once are one mail.
_MOST_MAILS = 3
_SOME_DAYS, _JUST_OPENED = timedelta(days=3), timedelta(hours=4)
_IN_AN_HOUR = timedelta(hours=1)
_COUNTED_BY = "counted_by"

Looked = tuple[IncidentRow, Watched, Look]


def escalate(desk: Desk) -> int:
    """Do what has come due. Returns how many incidents were looked at."""
    looked = 0
    while count := _turn(desk):
        looked += count
        if count < desk.limits.batch:
            break
    return looked


def _turn(desk: Desk) -> int:
    now = desk.clock()
    with desk.database.reading() as session:
        service = desk.policy.service_time(school_days(session))
        counted_by = _fingerprint(desk, service)
        if desk_store.setting(session, _COUNTED_BY) == counted_by and not clock_store.is_look_due(session, now):
            return 0
    with desk.database.writing() as session:
        if desk_store.setting(session, _COUNTED_BY) != counted_by:
            desk_store.put_setting(session, _COUNTED_BY, counted_by)
            clock_store.look_again_at_all(session, now)
        lookup = StoreLookup(session, desk.policy.facts.prefix)
        rows = clock_store.due_for_a_look(session, now, desk.limits.batch)
        looked = [found for row in rows if (found := _look(session, desk, row, lookup, service, now))]
        _do(session, desk, looked, now)
        return len(rows)


def _fingerprint(desk: Desk, service: ServiceTime) -> str:
    """What all clocks are counted by: the calendar, the hours, what is promised, the rules that they ask; in short."""
    rules = [rule.source for rule in desk.policy.rules if rule.timed is not None]
    counted_by = f"{service.hours} {service.inset} {service.days} {service.zone} {desk.policy.promises} {rules}"
    return hashlib.sha256(counted_by.encode()).hexdigest()


def _look(
    session: Session, desk: Desk, row: IncidentRow, lookup: StoreLookup, service: ServiceTime, now: datetime
) -> Looked | None:
    try:
        incident = incidents.as_incident(session, row, desk.policy.facts.prefix)
        life, said = clock_store.life_of(session, row), clock_store.said_of(session, row.id)
        is_p1 = incident.priority is Priority.P1
        news_at = last_news(session, incident, lookup, desk.policy) if is_p1 else None
        watched = Watched(incident, life, said, row.rest_due_on, lookup, desk.policy, service, now, news_at)
        found = look(watched)
    except Exception:
        log.exception("cannot look at an incident", incident=row.id)
        row.next_look_at = now + _IN_AN_HOUR
        return None
    row.next_look_at = found.next_at
    clock_store.note_said(session, row.id, found.marks, now)
    rule_hits.note_hits(session, None, row.id, now, fired(found.marks))
    return row, watched, found


def _do(session: Session, desk: Desk, looked: Sequence[Looked], now: datetime) -> None:
    many = _with_many(looked)
    lines: dict[str, list[str]] = defaultdict(list)
    for row, watched, found in looked:
        actions: list[Action] = []
        for action in found.actions:
            actions += _apart(action, watched, many, lines)
        if actions:
            # What it does itself may be what the next step waits for: that is looked at in the next turn.
            cause = Cause(f"clock:{row.id}:{now.isoformat()}")
            Applier(session, desk, cause, _WHO, now).apply(tuple(actions))
    for address, person in many.items():
        matters = len({line.partition(" ")[0] for line in lines[address]})
        headline = f"{matters} matters need somebody" if matters > 1 else "1 matter needs somebody"
        notice = notices.alert(person, headline, lines[address])
        write_mail(session, desk, notice, Cause(f"clock:{now.isoformat()}"))


def _with_many(looked: Sequence[Looked]) -> dict[str, Person]:
    """Those for whom there are more warnings than anybody wants mails; after holidays more than one is too many.

    Who may not see what one is about gets a mail that does not say it, and never one together with others.
    """
    count: dict[str, list[Person]] = defaultdict(list)
    most = 1 if any(_is_back(watched) for _, watched, _ in looked) else _MOST_MAILS
    for _, watched, found in looked:
        for action in found.actions:
            if isinstance(action, Notify) and action.notice is NoticeKind.ALERT:
                for person in (each for each in action.to if may_see(each, watched.incident)):
                    count[person.address].append(person)
    return {address: people[0] for address, people in count.items() if len(people) > most}


def _is_back(watched: Watched) -> bool:
    """Whether the desk has only just opened after some days: what came due meanwhile comes all at once."""
    return watched.service.between(watched.now - _SOME_DAYS, watched.now) < _JUST_OPENED


def _apart(action: Action, watched: Watched, many: dict[str, Person], lines: dict[str, list[str]]) -> Sequence[Action]:
    """The action without those who get one mail for all; what they would have been told is in `lines`, and logged."""
    if not isinstance(action, Notify) or action.notice is not NoticeKind.ALERT:
        return (action,)
    incident = watched.incident
    together = [person for person in action.to if person.address in many and may_see(person, incident)]
    if not together:
        return (action,)
    for person in together:
        lines[person.address].append(
            f"{incident.reference} {incident.shown_title}: {action.because}. {action.lines[0]}"
        )
    names = " and ".join(person.name for person in together)
    entry = AddEntry(incident.id, Event.NOTE, f"told {names}, in one mail with others", action.because)
    others = tuple(person for person in action.to if person not in together)
    return (entry, replace(action, to=others)) if others else (entry,)

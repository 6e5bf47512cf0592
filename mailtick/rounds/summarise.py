"""Send the weekly summary.

Promise: one summary a week to each reader, sent at the planned time or, if the daemon was away then,
when it is back; the figures are kept as they were sent and never restated.
Failures: two daemons at once: the week's key lets one through, the other rolls back.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mailtick.desk import Desk, SummaryPlan
from mailtick.incidents import notices
from mailtick.incidents.people import Person, Role
from mailtick.reports.week import Week
from mailtick.reports.weekly import summarise_week
from mailtick.rounds.week import gather_week
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import desk as desk_store
from mailtick.store import people

# A summary that is later than this would be read as this week's.
_TOO_LATE = timedelta(days=4)


def summarise(desk: Desk) -> int:
    """Write last week's summary to each reader if it is due. Returns how many mails were written."""
    now = desk.clock()
    due_at = last_due(desk.summary, now.astimezone(desk.policy.zone))
    week = Week.of(due_at, desk.policy.zone).before()
    live_since = desk.policy.live_since
    if now - due_at > _TOO_LATE or (live_since is not None and live_since >= due_at):
        return 0
    key = f"weekly:{week.key}"
    if _is_done(desk, key):
        return 0
    try:
        with desk.database.writing() as session:
            return _write(session, desk, week, key)
    except IntegrityError:
        if not _is_done(desk, key):
            raise
        return 0


def _is_done(desk: Desk, key: str) -> bool:
    with desk.database.reading() as session:
        return desk_store.is_done(session, key)


def last_due(plan: SummaryPlan, now: datetime) -> datetime:
    """Return the latest planned moment that is not after `now`; both are local times of the desk."""
    planned = now.replace(hour=plan.hour, minute=plan.minute, second=0, microsecond=0)
    planned -= timedelta(days=(now.weekday() - plan.weekday) % 7)
    return planned if planned <= now else planned - timedelta(days=7)


def _write(session: Session, desk: Desk, week: Week, key: str) -> int:
    summary = summarise_week(gather_week(session, week, desk.policy.facts.prefix))
    desk_store.mark_done(session, key, desk.clock(), json.dumps(summary.as_json()))
    readers = summary_readers(session, desk.summary.to)
    mails = (notices.weekly_summary(person, week.key, summary) for person in readers)
    return sum(write_mail(session, desk, mail, Cause(key)) is not None for mail in mails)


def summary_readers(session: Session, to: tuple[str, ...]) -> list[Person]:
    """Return the people meant by roles and addresses, each once."""
    found: dict[str, Person] = {}
    for who in to:
        if "@" in who:
            known = people.person_by_address(session, who)
            person = known or Person(0, who, who.lower(), frozenset())
            found.setdefault(person.address, person)
        else:
            found |= {person.address: person for person in people.people_with_role(session, Role(who))}
    return list(found.values())

"""A P1: owner and head hear at once, whatever the rules say, and whoever reported it hears every hour how it stands.

Source: DOMAIN.md 5.3, "Targets".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise

from mailtick.incidents import gate
from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.clock import Clock
from mailtick.incidents.incident import OPEN, Priority, State
from mailtick.incidents.people import Person, Role
from mailtick.incidents.presence import away_words
from mailtick.incidents.watched import Mark, Step, Watched

# Counted in the desk's own hours.
_NEWS_EVERY = timedelta(hours=1)
# Mails that came while somebody was setting the desk up are told of still.
_SETTING_UP = timedelta(days=1)
# Who was sent one of these about it knows that it is there.
_NEWS_OF_IT = ("alert", "team_news", "restricted")
_WORKS = frozenset(State) - OPEN | {State.TEMPORARY_FIX}


def critical_steps(watched: Watched, clock: Clock) -> Iterator[Step]:
    """Yield what is due of an open incident because it is a P1."""
    incident, live_since = watched.incident, watched.policy.live_since
    if live_since is not None and incident.received_at < live_since - _SETTING_UP:
        return
    yield Step(incident.received_at, "P1", Mark("P1", ""), partial(_tell_of_it, watched, clock))
    if clock.is_running:
        yield from _news(watched, clock)


def _tell_of_it(watched: Watched, clock: Clock) -> tuple[Action, ...]:
    """Those hear who have heard nothing of it yet; the coordinator, too, where it was one from the start."""
    incident, lookup = watched.incident, watched.lookup
    was_p1 = watched.life.priorities[0][1] is Priority.P1
    people = gate.alerted(lookup, watched.policy, watched.now) if was_p1 else ()
    people += (*lookup.team(Role.OWNER), *lookup.team(Role.INFORMED))
    theirs = {person.address for person in incident.affected}
    new = {each.address: each for each in people if each.address not in theirs and not _has_heard(watched, each)}
    line = (
        f"{incident.reporter.name} reported it on {watched.at(incident.received_at)}. It is with {incident.with_whom}, "
        f"and to be done by {watched.at(clock.resolve_by)}."
    )
    return watched.tell(NoticeKind.ALERT, tuple(new.values()), "It is a P1", line) if new else ()


def _has_heard(watched: Watched, person: Person) -> bool:
    mails = watched.lookup.automatic_mails_to(person.address, watched.incident.received_at)
    return any(mail.incident == watched.incident.id and mail.template in _NEWS_OF_IT for mail in mails)


def _news(watched: Watched, clock: Clock) -> Iterator[Step]:
    """Whoever has it is asked for news an hour after the last, and each hour from then on until it works again."""
    since = max(_moments(watched, clock))
    nth, at = 1, watched.service.after(since, _NEWS_EVERY)
    while True:
        mark = Mark(f"news {nth}", since.isoformat())
        yield Step(at, "news", mark, partial(_ask_for_news, watched, clock), keeps_hours=True)
        later = watched.service.after(at, _NEWS_EVERY)
        if at > watched.now or later <= at:
            return
        nth, at = nth + 1, later


def _moments(watched: Watched, clock: Clock) -> Iterator[datetime]:
    """From when on there is something to tell: it is a P1, it failed again, they have answered, they were told."""
    life = watched.life
    yield from (clock.start, life.priorities[-1][0])
    yield from (since for (_, before), (since, now) in pairwise(life.states) if before in _WORKS and now not in _WORKS)
    yield from (wait.end for wait in life.waits if wait.end and wait.waiting_on in ("requester", "visit"))
    yield from (each for each in (watched.news_at, clock.responded_at) if each)


def _ask_for_news(watched: Watched, clock: Clock) -> tuple[Action, ...]:
    incident = watched.incident
    last = max((each for each in (watched.news_at, clock.responded_at) if each), default=None)
    heard = f"nothing since {watched.at(last)}" if last else "nothing from a person yet"
    others = len(incident.affected) - 1
    who = incident.reporter.name + (f" and {others} {'other' if others == 1 else 'others'}" if others else "")
    lines = (
        f"{who} {'have' if others else 'has'} heard {heard}.",
        "Tell them how it stands, even if nothing is new: answer this mail with #tell and your words at the very top.",
    )
    return watched.tell(NoticeKind.ALERT, _who_has_it(watched), "An hour without news of a P1", *lines)


def _who_has_it(watched: Watched) -> tuple[Person, ...]:
    """Whoever it was given to, if they are there and mail reaches them, else the coordinator."""
    person, lookup, policy, now = watched.incident.assignee, watched.lookup, watched.policy, watched.now
    is_there = person is not None and not away_words(person, lookup, now.astimezone(policy.zone).date())
    if person is not None and is_there and not gate.refusal(person, lookup, policy, now, watched.incident.id):
        return (person,)
    return gate.alerted(lookup, policy, now)

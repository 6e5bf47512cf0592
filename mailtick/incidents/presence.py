"""Who is there for a role now: by the cover rota, without those who are away. Source: DOMAIN.md SEED-4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from mailtick.incidents.lookup import Lookup
from mailtick.incidents.people import Person, Role
from mailtick.incidents.school_days import SchoolDays, Span

# Who takes care of what comes in. Where none of them is there, nobody is.
LOOKING_AFTER = (Role.COORDINATOR, Role.DEPUTY)
# So far is looked for days on which nobody is there.
_AHEAD = timedelta(days=28)
_BACK = timedelta(days=60)


def on_cover(role: Role, lookup: Lookup, day: date) -> tuple[Person, ...]:
    """Return who is there for a role on a day: whom the rota names, else everybody with the role; none who is away."""
    away = lookup.away(day)
    return _here(lookup.rota(role, day), away) or _here(lookup.team(role), away)


def asked_of(role: Role, lookup: Lookup, day: date) -> tuple[Person, ...]:
    """Return who is there for a role on a day; where nobody is there, everybody who has it."""
    return on_cover(role, lookup, day) or lookup.team(role)


def is_covered(lookup: Lookup, day: date) -> bool:
    """Whether a coordinator, a deputy, or whoever stands in for them is there on a day."""
    return any(on_cover(role, lookup, day) for role in LOOKING_AFTER)


def gaps(lookup: Lookup, days: SchoolDays, today: date) -> Iterator[Span]:
    """Yield the runs of open days from today on, some weeks ahead, on which nobody looks after the desk.

    A run that has begun is given from its first day. Where nobody ever looks after it there is no gap.
    """
    if not any(lookup.team(role) for role in LOOKING_AFTER):
        return
    run: list[date] = []
    for day in days.between(today - _BACK, today + _AHEAD):
        if not is_covered(lookup, day):
            run.append(day)
            continue
        if run and run[-1] >= today:
            yield Span(run[0], run[-1])
        run = []
    if run and run[-1] >= today:
        yield Span(run[0], run[-1])


def away_words(person: Person, lookup: Lookup, day: date) -> str:
    """Return until when somebody is away, as "away until Tuesday 17 November", or the empty string."""
    last = lookup.away(day).get(person.address)
    return f"away until {day_words(last)}" if last else ""


def day_words(day: date) -> str:
    """As "Tuesday 17 November"."""
    return f"{day:%A} {day.day} {day:%B}"


def _here(people: Iterable[Person], away: Iterable[str]) -> tuple[Person, ...]:
    gone = frozenset(away)
    return tuple(person for person in people if person.address not in gone)

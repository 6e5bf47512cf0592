"""The diary: what happens when, whichever list it stands in; as a list, as a month, as a feed for calendar programs."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response

from mailtick.incidents.lifecycle import NotAllowed
from mailtick.mail.money import pounds
from mailtick.registers.agenda import Entry, Projected, agenda, past
from mailtick.registers.changing import NotKept
from mailtick.registers.feed import as_icalendar
from mailtick.registers.page import words_of
from mailtick.rounds.feeds import feed_path, new_feed, whose_feed
from mailtick.rounds.keeping import answer_for
from mailtick.web.linked import record_path
from mailtick.web.register_words import BY_NAME, on_the_desk
from mailtick.web.visit import NotThere, Visit

_AHEAD = timedelta(days=30)
_FEED_BACK, _FEED_AHEAD = timedelta(days=60), timedelta(days=400)
_DONE_BY_WORD = frozenset(("diary", "tasks", "loans", "payments"))


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as a line: `word` is what its button says, empty where nothing is to be done."""

    entry: Entry
    href: str
    kind: str
    amount: str
    stands: str
    colour: str
    word: str
    button: str


def show(visit: Visit) -> Response:
    with visit.reading() as session:
        today = visit.around(session).today
        first, last = _day(visit, "from") or today, _day(visit, "to")
        last = min(max(last or first + _AHEAD, first), first + timedelta(days=750))
        entries = agenda(session, first, last, today, visit.prefix)
        late = past(session, today) if not visit.asked("from") else []
    return visit.page(
        "diary",
        "Diary",
        late=[_shown(visit, each, today) for each in late],
        coming=[_shown(visit, each, today) for each in entries],
        first=first,
        last=last,
        today=today,
    )


def do(visit: Visit) -> Response:
    """Done, paid, or remind me later."""
    key, word = visit.said("key"), visit.said("word")
    if word not in ("done", "paid", "snooze"):
        raise NotAllowed("press one of the buttons on the page")
    argument = visit.said("argument") if word == "snooze" else ""
    try:
        done = answer_for(visit.desk, key, word, argument, visit.person)
    except NotKept as error:
        raise NotAllowed(on_the_desk(str(error))) from None
    back = visit.said("back")
    return visit.go(back if back.startswith("/diary") else "/diary", f"{done}.")


@dataclass(frozen=True, slots=True)
class Square:
    """A day of the month's table."""

    day: date
    is_out: bool
    is_open: bool
    entries: tuple[Shown, ...]


def month(visit: Visit) -> Response:
    with visit.reading() as session:
        around = visit.around(session)
        first = _month(visit, around.today)
        weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
        days = around.open_days()
        by_day: dict[date, list[Shown]] = defaultdict(list)
        for each in agenda(session, weeks[0][0], weeks[-1][-1], around.today, visit.prefix):
            by_day[each.on].append(_shown(visit, each, around.today))
        squares = [
            [Square(day, day.month != first.month, days.is_open(day), tuple(by_day[day])) for day in week]
            for week in weeks
        ]
    return visit.page(
        "diary_month",
        f"Diary, {calendar.month_name[first.month]} {first.year}",
        weeks=squares,
        today=around.today,
        names=list(calendar.day_name),
        earlier=(first - timedelta(days=1)).strftime("%Y-%m"),
        later=(first + timedelta(days=32)).strftime("%Y-%m"),
    )


def show_feed(visit: Visit) -> Response:
    return visit.page(
        "diary_feed", "The diary in your calendar", address=visit.plan.url + feed_path(visit.desk, visit.person)
    )


def renew_feed(visit: Visit) -> Response:
    new_feed(visit.desk, visit.person)
    return visit.go("/diary/feed", "The old address opens nothing any more.")


def feed(visit: Visit) -> Response:
    """Whoever has the address reads what its person may; the address is the right. Raises NotThere."""
    person = whose_feed(visit.desk, visit.path("token"))
    if person is None:
        raise NotThere("This address holds no diary any more. The page of the diary has the new one.")
    with visit.reading() as session:
        today = visit.around(session).today
        entries = agenda(session, today - _FEED_BACK, today + _FEED_AHEAD, today)
        if not person.is_coordination:
            entries = [each for each in entries if person.address in (each.person, *each.also_told)]
    name = f"{visit.desk.policy.facts.name}: diary"
    return Response(as_icalendar(entries, name, visit.now), media_type="text/calendar; charset=utf-8")


def _shown(visit: Visit, entry: Entry, today: date) -> Shown:
    if entry.register == "incidents":
        href = f"/incidents/{entry.key.rpartition('-')[2]}"
    else:
        href = record_path(entry.register, entry.key) if entry.register in BY_NAME else ""
    amount = "" if entry.net_pence is None else pounds(entry.net_pence + (entry.vat_pence or 0))
    stands, colour = _stands(entry, today)
    can = entry.done_on is None and entry.register in _DONE_BY_WORD and entry.on <= today + _FEED_AHEAD
    is_payment = entry.register == "payments"
    return Shown(
        entry,
        href,
        words_of(entry.kind),
        amount,
        stands,
        colour,
        ("paid" if is_payment else "done") if can else "",
        "Paid" if is_payment else "It came back" if entry.register == "loans" else "Done",
    )


def _stands(entry: Entry, today: date) -> tuple[str, str]:
    if entry.done_on:
        return "done", "green"
    if entry.disputed:
        return f"disputed: {entry.disputed}", "amber"
    # A last day for notice that is past cannot be dealt with any more.
    if entry.act_by and entry.act_by < today and entry.kind != Projected.NOTICE_DEADLINE:
        return "overdue", "red"
    return "", ""


def _day(visit: Visit, name: str) -> date | None:
    try:
        day = date.fromisoformat(visit.asked(name))
    except ValueError:
        return None
    # Beyond these no calendar can count on.
    return day if 1900 <= day.year <= 2200 else None


def _month(visit: Visit, today: date) -> date:
    found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", visit.asked("month"))
    return date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)

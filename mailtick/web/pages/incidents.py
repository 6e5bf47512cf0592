"""The register of incidents: the lists an office asks for, filters in the address, CSV and print."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.responses import Response

from mailtick.incidents.clock import Clock, read_clock
from mailtick.incidents.incident import PRIORITY_WORDS, Priority, State
from mailtick.store.approvals import all_approvals
from mailtick.store.calendar import school_days
from mailtick.store.incident_list import Asked, Line, Which, count_incidents, lines_of, lives_of, open_ids
from mailtick.web.choices import categories, places, providers
from mailtick.web.forms import whole_number
from mailtick.web.visit import Visit

A_PAGE = 50
_MOST_IN_A_FILE = 50_000
LISTS: dict[Which, str] = {
    Which.OPEN: "Open",
    Which.MINE: "Mine",
    Which.WAITING: "Waiting",
    Which.OVERDUE: "Overdue",
    Which.NOBODY: "Nobody has it",
    Which.NO_DATE: "No date",
    Which.CLOSED: "Closed this week",
    Which.ALL: "All",
}
_EMPTY = {
    Which.OPEN: "Nothing is open.",
    Which.MINE: "You have nothing open.",
    Which.OVERDUE: "Nothing is late.",
    Which.NOBODY: "Everything has somebody who sees it through.",
    Which.NO_DATE: "Everything that waits has a date.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the list with how its clock stands at `now`, and who decides where it waits for that."""

    line: Line
    clock: Clock | None
    now: datetime
    decides: str = ""

    @property
    def with_whom(self) -> str:
        return self.decides or self.line.with_whom

    @property
    def is_to_look_at(self) -> bool:
        """Whether the moment to look again has passed, and nobody did."""
        return self.due_at is not None and self.due_at < self.now

    @property
    def is_late(self) -> bool:
        return self.clock is not None and self.clock.is_late and self.line.is_open

    @property
    def due_at(self) -> datetime | None:
        """When somebody looks again, while it waits; else by when it is done."""
        if not self.line.is_open:
            return None
        rests = self.clock is not None and self.clock.paused is not None
        return self.line.follow_up_at if rests or self.clock is None else self.clock.resolve_by


def show(visit: Visit) -> Response:
    with visit.reading() as session:
        asked = asked_of(visit, session)
        total = count_incidents(session, asked)
        pages = max(1, -(-total // A_PAGE))
        page = min(pages, max(1, whole_number(visit.asked("page"))))
        lines = lines_of(session, asked, visit.prefix, A_PAGE, (page - 1) * A_PAGE)
        shown = with_clocks(visit, session, lines)
        lists = [(which, words, _address(replace_which(asked, which))) for which, words in LISTS.items()]
        return visit.page(
            "incidents",
            "Incidents",
            asked=asked,
            lists=lists,
            shown=shown,
            total=total,
            page=page,
            pages=pages,
            address=_address(asked),
            empty=_EMPTY.get(asked.which, "There is none."),
            places=places(session),
            categories=categories(session),
            firms=providers(session),
            priorities=[(each.value, f"{each.value}, {PRIORITY_WORDS[each].partition(':')[0]}") for each in Priority],
        )


def as_csv(visit: Visit) -> Response:
    """The same list as a file for a spreadsheet program; nothing in it is a formula."""
    with visit.reading() as session:
        lines = lines_of(session, asked_of(visit, session), visit.prefix, _MOST_IN_A_FILE)
        zone = visit.desk.policy.zone
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\r\n")
        table.writerow(("Incident", "Type", "Priority", "What", "About", "Where", "State", "With", "By", "Received"))
        for line in lines:
            received = line.received_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
            words = (line.title, line.category, line.place, line.state_words, line.with_whom, line.reporter)
            table.writerow((line.reference, line.type, line.priority, *map(_no_formula, words), received))
    headers = {"Content-Disposition": 'attachment; filename="incidents.csv"'}
    return Response("\ufeff" + text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def asked_of(visit: Visit, session: Session) -> Asked:
    """What the address asks for; an unknown list is the usual one."""
    name = visit.asked("list", Which.OPEN)
    which = Which(name) if name in set(Which) else Which.OPEN
    today = visit.now.astimezone(visit.desk.policy.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    asked = Asked(
        which=which,
        person_id=visit.person.id,
        closed_from=today - timedelta(days=today.weekday()),
        place=visit.asked("place"),
        asset=visit.asked("asset"),
        category=visit.asked("category"),
        priority=visit.asked("priority") if visit.asked("priority") in set(Priority) else "",
        reporter=visit.asked("reporter").lower(),
        provider=visit.asked("firm"),
    )
    return replace(asked, ids=overdue_ids(visit, session)) if which is Which.OVERDUE else asked


def overdue_ids(visit: Visit, session: Session) -> tuple[int, ...]:
    """The ids of what is open and late."""
    clocks = clocks_of(visit, session, list(open_ids(session)))
    return tuple(each for each, clock in clocks.items() if clock.is_late)


def with_clocks(visit: Visit, session: Session, lines: list[Line]) -> list[Shown]:
    clocks = clocks_of(visit, session, [line.id for line in lines if line.is_open])
    decides: dict[int, str] = {}
    if any(line.state is State.WAITING_APPROVAL for line in lines):
        decides = {each.incident: each.asked_of.name for each in all_approvals(session, open_alone=True)}
    return [
        Shown(
            line,
            clocks.get(line.id),
            visit.now,
            decides.get(line.id, "") if line.state is State.WAITING_APPROVAL and not line.is_restricted else "",
        )
        for line in lines
    ]


def clocks_of(visit: Visit, session: Session, ids: list[int]) -> dict[int, Clock]:
    policy = visit.desk.policy
    service = policy.service_time(school_days(session))
    lives = lives_of(session, ids)
    return {each: read_clock(life, service, policy.promises, visit.now) for each, life in lives.items()}


def replace_which(asked: Asked, which: Which) -> Asked:
    return replace(asked, which=which)


def _address(asked: Asked) -> str:
    """The filters as they stand behind the question mark."""
    values = {
        "list": asked.which.value,
        "place": asked.place,
        "asset": asked.asset,
        "category": asked.category,
        "priority": asked.priority,
        "reporter": asked.reporter,
        "firm": asked.provider,
    }
    return urlencode({name: value for name, value in values.items() if value})


def _no_formula(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text

"""How the desk is doing, for whoever keeps an eye on it: numbers and what is late; nothing of restricted matters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session
from starlette.responses import Response

from mailtick.incidents.incident import STATE_WORDS, Incident, Priority, State
from mailtick.incidents.kept_promises import Kept, kept_promises
from mailtick.reports.week import Week
from mailtick.store import incidents, needs, people
from mailtick.store.approvals import all_approvals
from mailtick.store.firm_jobs import jobs_of_firm
from mailtick.web.needs import late_ids
from mailtick.web.visit import Visit

_WEEKS = 12
_MOST = 30
_PROMISES_OVER = timedelta(days=365)
# The chart in its own units: of each week a column with two bars.
_WIDE, _HIGH, _FOOT, _BAR = 50, 120, 18, 18


@dataclass(frozen=True, slots=True)
class Line:
    """One incident as everybody who keeps an eye on the desk may read it."""

    incident: Incident
    since: datetime | None = None
    decides: str = ""

    @property
    def title(self) -> str:
        one = self.incident
        return f"a restricted {one.priority}" if one.is_restricted else one.title

    @property
    def place(self) -> str:
        return self.incident.shown_place

    @property
    def with_whom(self) -> str:
        return self.decides or self.incident.shown_with_whom


@dataclass(frozen=True, slots=True)
class Bar:
    """One week of the chart, with its two bars."""

    week: str
    came: int
    went: int
    x: int
    came_high: int
    went_high: int


def show(visit: Visit) -> Response:
    with visit.reading() as session:
        counted = needs.counted_open(session)
        states = [state for state in STATE_WORDS if any(each[1] is state for each in counted)]
        cells = {(priority, state): count for priority, state, count in counted}
        rows = [(STATE_WORDS[state], [cells.get((each.value, state), 0) for each in Priority]) for state in states]
        bars = _bars(session, visit)
        late = [_line(session, visit, each) for each in late_ids(session, visit)[:_MOST]]
        decides = {each.incident: each.asked_of.name for each in all_approvals(session, open_alone=True)}
        waiting = [
            Line(each, since, decides.get(each.id, "") if each.state is State.WAITING_APPROVAL else "")
            for each, since in needs.waiting(session, visit.prefix, _MOST)
        ]
        firms = _firms(session, visit)
    return visit.page(
        "progress",
        "Progress",
        rows=rows,
        priorities=list(Priority),
        total=sum(each[2] for each in counted),
        late=sorted(late, key=lambda each: (each.incident.priority, each.incident.number)),
        waiting=waiting,
        bars=bars,
        firms=firms,
        chart={"width": _WIDE * _WEEKS, "height": _HIGH + _FOOT, "floor": _HIGH, "bar": _BAR},
    )


def _line(session: Session, visit: Visit, incident_id: int) -> Line:
    found = incidents.incident_by_id(session, incident_id, visit.prefix)
    if found is None:
        raise LookupError(f"incident {incident_id} is gone")
    return Line(found)


def _bars(session: Session, visit: Visit) -> list[Bar]:
    """What came in and what was done, a week each, the last one the week of now."""
    week = Week.of(visit.now, visit.desk.policy.zone)
    weeks = [week]
    while len(weeks) < _WEEKS:
        weeks.insert(0, weeks[0].before())
    counts = [
        (needs.came_in(session, each.start_at, each.end_at), needs.went_out(session, each.start_at, each.end_at))
        for each in weeks
    ]
    most = max((count for pair in counts for count in pair), default=0) or 1
    room = _HIGH - 14
    return [
        Bar(f"{each.monday.day} {each.monday:%b}", came, went, at * _WIDE, came * room // most, went * room // most)
        for at, (each, (came, went)) in enumerate(zip(weeks, counts, strict=True))
    ]


def _firms(session: Session, visit: Visit) -> list[tuple[str, tuple[Kept, ...]]]:
    """How each firm kept what it promised, over a year."""
    since = visit.now - _PROMISES_OVER
    found = []
    for firm in people.all_providers(session).values():
        jobs, _ = jobs_of_firm(session, firm.code, since, visit.prefix)
        if kept := kept_promises(jobs, visit.desk.policy.zone, visit.now):
            found.append((firm.name, kept))
    return found

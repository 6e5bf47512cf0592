"""The desk itself: its weekly summaries, and what its configuration says."""

from __future__ import annotations

import re

from starlette.responses import Response

from mailtick.reports.week import Week
from mailtick.reports.weekly import summarise_week
from mailtick.rounds.summarise import summary_readers
from mailtick.rounds.week import gather_week
from mailtick.web.visit import NotThere, Visit

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_MOST = 12


def show_summary(visit: Visit) -> Response:
    """The summary of a week as it would be mailed now; the last whole week unless another one is asked for."""
    zone = visit.desk.policy.zone
    this = Week.of(visit.now.astimezone(zone), zone)
    recent = [this.before()]
    while len(recent) < _MOST:
        recent.append(recent[-1].before())
    wanted = visit.asked("week") or recent[0].key
    if not _WEEK.fullmatch(wanted):
        raise NotThere("A week is written such as 2026-W47.")
    week = next((each for each in (this, *recent) if each.key == wanted), None)
    if week is None:
        raise NotThere("Only the last twelve weeks are shown here.")
    with visit.reading() as session:
        summary = summarise_week(gather_week(session, week, visit.prefix))
        readers = [person.name for person in summary_readers(session, visit.desk.summary.to)]
    return visit.page("summary", "Weekly summary", summary=summary, week=week, weeks=[this, *recent], readers=readers)


def show_settings(visit: Visit) -> Response:
    return visit.page("settings", "Settings", tables=visit.plan.settings)

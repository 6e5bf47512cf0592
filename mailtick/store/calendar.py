"""Read the calendar: on which days the organisation is open."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailtick.incidents.school_days import SchoolDays, Span
from mailtick.store.tables import CalendarRow


def school_days(session: Session) -> SchoolDays:
    """Return the days on which the organisation is open, as its calendar stands."""
    spans: dict[str, list[Span]] = defaultdict(list)
    current = select(CalendarRow.kind, CalendarRow.from_on, CalendarRow.to_on).where(CalendarRow.retired_on.is_(None))
    for kind, first, last in session.execute(current.order_by(CalendarRow.from_on)):
        spans[kind].append(Span(first, last))
    return SchoolDays(tuple(spans["term"]), tuple(spans["inset"]), (*spans["bank_holiday"], *spans["closure"]))

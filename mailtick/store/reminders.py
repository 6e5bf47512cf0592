"""Which reminders were said, and which are put off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from mailtick.store.tables import ReminderRow, SnoozeRow

Mark = tuple[str, str, str, date, int]
About = tuple[str, str, str, date]


def passed_rungs(session: Session, since: date) -> frozenset[Mark]:
    """The rungs that were said of dates from `since` on."""
    query = select(ReminderRow.register, ReminderRow.key, ReminderRow.kind, ReminderRow.on, ReminderRow.rung)
    rows = session.execute(query.where(ReminderRow.on >= since))
    return frozenset((register, key, kind, on, rung) for register, key, kind, on, rung in rows)


def note_rungs(session: Session, marks: Iterable[Mark], now: datetime) -> None:
    """Note rungs as said. Two daemons that note the same fail on the key, and one rolls back."""
    names = ("register", "key", "kind", "on", "rung")
    rows = [{**dict(zip(names, mark, strict=True)), "said_at": now} for mark in sorted(marks)]
    if rows:
        session.execute(insert(ReminderRow), rows)


def snoozed(session: Session) -> Mapping[About, date]:
    """Until when each entry is put off."""
    query = select(SnoozeRow.register, SnoozeRow.key, SnoozeRow.kind, SnoozeRow.on, SnoozeRow.until_on)
    return {(register, key, kind, on): until for register, key, kind, on, until in session.execute(query)}


def snooze(session: Session, about: About, until: date, who: str, now: datetime) -> None:
    """Put an entry off until a day, whatever was said before."""
    register, key, kind, on = about
    session.merge(SnoozeRow(register=register, key=key, kind=kind, on=on, until_on=until, who=who, at=now))
    session.flush()

"""Which rules fired on which mails, and how that turned out.

Promise: what is asked costs by the span that is asked about, not by the age of the desk.
Failures: none of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, or_, select
from sqlalchemy.orm import Session

from mailtick.incidents.rule_hits import RuleHit
from mailtick.store.corrections import said_by_a_person
from mailtick.store.tables import IncidentRow, LogEntryRow, RuleHitRow

# Of what is logged as changed: what a rule may have set.
_CHANGED = {
    "category": ("category",),
    "place": ("place",),
    "type": ("type",),
    "impact": ("impact", "priority"),
    "urgency": ("urgency", "priority"),
    "priority": ("priority",),
    "assignee": ("assign",),
    "is_restricted": ("restricted",),
}
_BY_PEOPLE = ("mail", "on_behalf", "web")


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a rule fired in a span, and on how many incidents a person changed what it had set."""

    hits: int = 0
    wrong: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Untouched:
    """An incident that came by mail, and no rule had anything to say to it."""

    number: int
    category: str
    title: str
    is_restricted: bool
    received_at: datetime


def note_hits(
    session: Session, mail_id: int | None, incident_id: int | None, at: datetime, hits: Sequence[RuleHit]
) -> None:
    """Remember which rules fired on a mail, or without one on an incident as the clock asked them."""
    if hits:
        about = {"mail_id": mail_id, "incident_id": incident_id, "at": at}
        rows = [{**about, "rule": each.rule, "fields": each.fields} for each in hits]
        session.execute(insert(RuleHitRow), rows)


def tallies(session: Session, rules: Sequence[str], since: datetime) -> Mapping[str, Tally]:
    """Return how each of these rules did since; `last_at` looks back to the beginning."""
    query = select(RuleHitRow.rule, func.count()).where(RuleHitRow.at >= since).group_by(RuleHitRow.rule)
    counted = {rule: count for rule, count in session.execute(query)}  # noqa: C416  rows are no plain tuples
    wrong = _wrong(session, since)
    return {
        rule: Tally(
            counted.get(rule, 0),
            len(wrong.get(rule, ())),
            session.scalar(select(func.max(RuleHitRow.at)).where(RuleHitRow.rule == rule)),
        )
        for rule in rules
    }


def _wrong(session: Session, since: datetime) -> Mapping[str, set[int]]:
    """By rule, the incidents on which somebody changed what it had set; what the same mail says is no change."""
    query = (
        select(RuleHitRow.rule, RuleHitRow.fields, LogEntryRow.incident_id, LogEntryRow.field)
        .join(LogEntryRow, LogEntryRow.incident_id == RuleHitRow.incident_id)
        .where(
            RuleHitRow.at >= since,
            LogEntryRow.event == "field",
            LogEntryRow.field.in_(_CHANGED),
            said_by_a_person(),
            or_(LogEntryRow.mail_id.is_(None), LogEntryRow.mail_id != RuleHitRow.mail_id),
        )
    )
    found: dict[str, set[int]] = {}
    for rule, fields, incident, changed in session.execute(query):
        if set(fields) & set(_CHANGED[changed]):
            found.setdefault(rule, set()).add(incident)
    return found


def count_matters(session: Session, since: datetime) -> int:
    """Return how many incidents came by mail since."""
    query = select(func.count()).where(IncidentRow.received_at >= since, IncidentRow.channel.in_(_BY_PEOPLE))
    return session.scalar(query) or 0


def untouched(session: Session, since: datetime) -> list[Untouched]:
    """Return the incidents that came by mail since and that no rule touched, the newest first."""
    has_hit = select(RuleHitRow.id).where(RuleHitRow.incident_id == IncidentRow.id, RuleHitRow.mail_id.is_not(None))
    query = (
        select(
            IncidentRow.number,
            IncidentRow.category,
            IncidentRow.title,
            IncidentRow.is_restricted,
            IncidentRow.received_at,
        )
        .where(IncidentRow.received_at >= since, IncidentRow.channel.in_(_BY_PEOPLE), ~has_hit.exists())
        .order_by(IncidentRow.received_at.desc(), IncidentRow.id.desc())
    )
    return [Untouched(*row) for row in session.execute(query)]

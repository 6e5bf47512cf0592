"""What people have put right on incidents that came by mail, and what the matters of a span came to.

Promise: only the span that is asked about is read.
Failures: none of its own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from mailtick.incidents.proposals.proposal import ProposalKind
from mailtick.store.tables import IncidentRow, LogEntryRow, MailRow, PersonRow, ProposalRow, RuleHitRow

_BY_PEOPLE = ("mail", "on_behalf", "web")
_MACHINE = "mailtick"
_TEXT_CHARACTERS = 3000


@dataclass(frozen=True, slots=True)
class Correction:
    """Somebody changed a field of an incident after the mail that opened it was decided on.

    `address` is theirs, where they did it by mail.
    """

    entry: int
    incident: int
    number: int
    field: str
    old: str
    new: str
    who: str
    address: str


@dataclass(frozen=True, slots=True)
class Matter:
    """An incident that came by mail, and how it stands now."""

    incident: int
    sender: str
    subject: str
    text: str
    category: str
    place: str
    priority: str
    assignee: str


def said_by_a_person() -> ColumnElement[bool]:
    """Whether a log entry is a person's word: neither the clock's, nor what follows from one report more."""
    joined = aliased(LogEntryRow)
    same = (joined.incident_id == LogEntryRow.incident_id) & (joined.mail_id == LogEntryRow.mail_id)
    follows = select(joined.id).where(same, joined.event == "joined").exists()
    # An entry without a mail was made by hand, or by the clock.
    return (LogEntryRow.who != _MACHINE) & (LogEntryRow.mail_id.is_(None) | ~follows)


def corrections_after(session: Session, entry: int, since: datetime, fields: Collection[str]) -> list[Correction]:
    """Return what people changed since in incidents that few need not see, behind a log entry, the oldest first."""
    first_mail = (
        select(func.min(MailRow.id))
        .where(MailRow.incident_id == IncidentRow.id)
        .correlate(IncidentRow)
        .scalar_subquery()
    )
    by_mail = aliased(MailRow)
    query = (
        select(
            LogEntryRow.id,
            LogEntryRow.incident_id,
            IncidentRow.number,
            LogEntryRow.field,
            LogEntryRow.old,
            LogEntryRow.new,
            LogEntryRow.who,
            func.coalesce(by_mail.from_address, ""),
        )
        .join(IncidentRow, IncidentRow.id == LogEntryRow.incident_id)
        .outerjoin(by_mail, by_mail.id == LogEntryRow.mail_id)
        .where(
            LogEntryRow.id > entry,
            LogEntryRow.at >= since,
            LogEntryRow.event == "field",
            LogEntryRow.field.in_(fields),
            LogEntryRow.new != "",
            said_by_a_person(),
            IncidentRow.channel.in_(_BY_PEOPLE),
            ~IncidentRow.is_restricted,
            or_(LogEntryRow.mail_id.is_(None), LogEntryRow.mail_id != first_mail),
        )
        .order_by(LogEntryRow.id)
    )
    return [Correction(*row) for row in session.execute(query)]


def last_entry(session: Session) -> int:
    """Return the id of the newest log entry, 0 for none."""
    return session.scalar(select(func.max(LogEntryRow.id))) or 0


def matters_since(session: Session, since: datetime) -> list[Matter]:
    """Return the incidents that came by mail since and that few need not see, with as much as rules look at."""
    assignee = (
        select(PersonRow.address)
        .where(PersonRow.id == IncidentRow.assignee_id)
        .correlate(IncidentRow)
        .scalar_subquery()
    )
    # The title may be in words of ours.
    subject = (
        select(MailRow.subject)
        .where(MailRow.incident_id == IncidentRow.id)
        .order_by(MailRow.id)
        .limit(1)
        .correlate(IncidentRow)
        .scalar_subquery()
    )
    query = (
        select(
            IncidentRow.id,
            PersonRow.address,
            func.coalesce(subject, IncidentRow.title),
            func.substr(IncidentRow.first_text, 1, _TEXT_CHARACTERS),
            IncidentRow.category,
            IncidentRow.place,
            IncidentRow.priority,
            func.coalesce(assignee, ""),
        )
        .join(PersonRow, PersonRow.id == IncidentRow.reporter_id)
        .where(IncidentRow.received_at >= since, IncidentRow.channel.in_(_BY_PEOPLE), ~IncidentRow.is_restricted)
    )
    return [Matter(*row) for row in session.execute(query)]


def hits_on(session: Session, incident: int) -> dict[str, tuple[str, ...]]:
    """Return the rules that fired on the mails of an incident, each with what it set."""
    query = select(RuleHitRow.rule, RuleHitRow.fields).where(RuleHitRow.incident_id == incident)
    return {rule: fields for rule, fields in session.execute(query)}  # noqa: C416  rows are no plain tuples


def offered_since(session: Session, since: datetime) -> int:
    """Return how many rules were offered since."""
    query = select(func.count()).where(ProposalRow.kind == ProposalKind.RULE.value, ProposalRow.made_at >= since)
    return session.scalar(query) or 0

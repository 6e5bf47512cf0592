"""Gather what the summary of one week is worked out from.

Promise: reads only, in one session, so that all figures are of one moment.
Failures: none of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from mailtick.incidents.actions import NoticeKind
from mailtick.incidents.people import Role
from mailtick.reports.facts import (
    Coming,
    HandoverFacts,
    IncidentFacts,
    MailFacts,
    NotDelivered,
    StateChange,
    WeekFacts,
)
from mailtick.reports.week import Week
from mailtick.store import figures
from mailtick.store.figures import HandoverLine, MailLine
from mailtick.store.handovers import ENDED_HANDOVERS
from mailtick.store.people import people_with_role

_AHEAD = timedelta(days=13)


def gather_week(session: Session, week: Week, prefix: str) -> WeekFacts:
    """Return the facts of a week as they stand now. `prefix` begins every incident's reference ("ICT")."""
    start, end = week.start_at, week.end_at
    coordinators = people_with_role(session, Role.COORDINATOR)
    return WeekFacts(
        week=week,
        prefix=prefix,
        coordinator=coordinators[0].name if coordinators else "",
        incidents=_incidents(session, week),
        mails=_mails(session, week),
        held_since=tuple(figures.held_since(session)),
        not_delivered=tuple(
            NotDelivered(mail.recipient, mail.number, mail.is_restricted)
            for mail in figures.failed_mails(session, start, end)
        ),
        coming=_coming(session, week),
    )


def _incidents(session: Session, week: Week) -> tuple[IncidentFacts, ...]:
    start, end = week.start_at, week.end_at
    changes = figures.state_changes(session, start, end)
    handovers = figures.handovers_in(session, start, end)
    joined = figures.joined_in(session, start, end)
    last = figures.last_entries(session, start, end)
    names = figures.names_of_people(session)
    return tuple(
        IncidentFacts(
            number=row.number,
            type=row.type,
            title=row.title,
            state=row.state,
            priority=row.priority,
            category=row.category,
            place=row.place,
            channel=row.channel,
            received_at=row.received_at,
            opened_at=row.created_at,
            changes=tuple(StateChange(*change) for change in changes.get(row.id, ())),
            reporter=names.get(row.reporter_id, ""),
            assignee=names.get(row.assignee_id or 0, ""),
            handovers=tuple(_handover(line) for line in handovers.get(row.id, ())),
            joined_at=tuple(joined.get(row.id, ())),
            last_entry_at=last.get(row.id),
            is_restricted=row.is_restricted,
        )
        for row in figures.incidents_of_week(session, start, end)
    )


def _handover(line: HandoverLine) -> HandoverFacts:
    return HandoverFacts(line.code, line.provider, line.handed_at, line.done_at, line.state in ENDED_HANDOVERS)


def _mails(session: Session, week: Week) -> tuple[MailFacts, ...]:
    events = figures.events_of_mails(session, week.start_at, week.end_at)
    lines = figures.mails_of_week(session, week.start_at, week.end_at)
    return tuple(_mail(line, frozenset(events.get(line.id, ()))) for line in lines)


def _mail(line: MailLine, events: frozenset[str]) -> MailFacts:
    actions = list(_actions(line.decision))
    return MailFacts(
        state=line.state.value,
        kind=line.kind,
        events=events,
        has_words=any(_answers_words(action) for action in actions),
        is_ignored=any(action.get("action") == "ignore" for action in actions),
        proposes=any(action.get("action") in _OF_REGISTERS for action in actions),
    )


# What a mail does that changes or answers for the registers.
_OF_REGISTERS = ("propose", "join_proposal", "answer_proposal", "answer_reminders", "file_paper")


def _actions(decision: str) -> Iterable[Mapping[str, object]]:
    """The actions of a stored decision; none where a mail has no decision yet."""
    stored: object = json.loads(decision) if decision else {}
    actions = stored.get("actions") if isinstance(stored, dict) else None
    return [action for action in actions or () if isinstance(action, dict)]


def _answers_words(action: Mapping[str, object]) -> bool:
    """Whether an action tells somebody what became of a # word that they wrote, or what they asked for, or would."""
    notice, lines = action.get("notice"), action.get("transcript")
    if notice == NoticeKind.ASKED or (notice == NoticeKind.TRANSCRIPT and action.get("action") == "withhold"):
        return True
    return isinstance(lines, list) and any(str(line.get("word", "")).startswith("#") for line in lines)


def _coming(session: Session, week: Week) -> tuple[Coming, ...]:
    """The next fortnight in the diary, and the contracts and licences that end in it."""
    first, last = week.next_monday, week.next_monday + _AHEAD
    contracts = figures.contracts_ending(session, first, last)
    licences = figures.licences_ending(session, first, last)
    coming = (
        *(Coming(on, what) for on, what in figures.diary_between(session, first, last)),
        *(Coming(on, f"contract {ref} with {provider} ends ({what})") for on, ref, provider, what in contracts),
        *(Coming(on, f"licence {ref} for {product} ends") for on, ref, product in licences),
    )
    return tuple(sorted(coming, key=lambda each: each.on))

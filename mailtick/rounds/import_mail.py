"""Build history from an archive of old mails, with the tongue locked.

Promise: each mail is decided on as if it came now, at the moment when it came then, and nothing is ever sent. What is
known already is left alone, so that a second run, or one after an interruption, adds only what is missing. Incidents
of an archive are closed in the end: nobody waits for an answer to them.
Failures: a mail that cannot be processed is kept with the reason, and the next one goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import islice

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import (
    Action,
    AddEntry,
    AddParticipants,
    ChangeState,
    Decision,
    Event,
    Hold,
    Ignore,
    JoinIncident,
    OpenIncident,
    ProviderAnswered,
    SetField,
)
from mailtick.incidents.decide import decide
from mailtick.incidents.incident import State
from mailtick.mail.classify import classify
from mailtick.mail.fields import parse_date
from mailtick.mail.parse import parse_mail
from mailtick.mail.parts import headers_of
from mailtick.mail.reply import read_reply
from mailtick.rounds.apply import Applier
from mailtick.rounds.filing import note_decision
from mailtick.rounds.identity import message_identity
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.write import Cause
from mailtick.store import incidents, mails
from mailtick.store.database import DatabaseAway, comes_from_away
from mailtick.store.mails import NewMail
from mailtick.store.tables import IncidentRow, MailRow, MailState
from mailtick.transport.archive import OldMail

ARCHIVE = "archive"
_BATCH = 50
# What history may do. Whatever writes to somebody, hands over or waits is not among them.
_HARMLESS = (
    OpenIncident,
    AddEntry,
    AddParticipants,
    SetField,
    ChangeState,
    JoinIncident,
    ProviderAnswered,
    Hold,
    Ignore,
)
_NOT_IN_HISTORY = frozenset({State.WAITING_PROVIDER, State.WAITING_REQUESTER, State.WAITING_APPROVAL})


@dataclass(slots=True)
class Imported:
    """What came of an archive, in mails; `incidents` of them opened one each, `kept` belong to none."""

    mails: int = 0
    incidents: int = 0
    filed: int = 0
    known: int = 0
    kept: int = 0

    def as_json(self) -> dict[str, int]:
        return asdict(self)


class _DryRun(Exception):
    """Takes back what a dry run has written."""


def import_mail(
    desk: Desk, old: Iterable[OldMail], open_since: date | None = None, *, dry_run: bool = False
) -> Imported:
    """Import mails, which come oldest first. Incidents with a mail on `open_since` or later stay as they are.

    With `dry_run` all is done in one transaction, and taken back.
    """
    done = Imported()
    since = datetime.combine(open_since, time.min, desk.policy.zone).astimezone(UTC) if open_since else None
    if not dry_run:
        for batch in _batches(old):
            with desk.database.writing() as session:
                _import_batch(session, desk, batch, done)
        with desk.database.writing() as session:
            _close(session, desk, since)
        return done
    try:
        with desk.database.writing() as session:
            for batch in _batches(old):
                _import_batch(session, desk, batch, done)
            raise _DryRun
    except _DryRun:
        return done


def arrival(raw: bytes, now: datetime) -> datetime:
    """When an old mail arrived: the topmost Received field, else its Date, else now; never later than now."""
    headers = headers_of(raw)
    received = headers.first("received").rpartition(";")[2]
    found = parse_date(received) or parse_date(headers.first("date"))
    try:
        return min(found.astimezone(UTC), now) if found else now
    except (OverflowError, ValueError):
        return now


def _batches(old: Iterable[OldMail]) -> Iterator[list[OldMail]]:
    mails_left = iter(old)
    while batch := list(islice(mails_left, _BATCH)):
        yield batch


def _import_batch(session: Session, desk: Desk, batch: list[OldMail], done: Imported) -> None:
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    for each in batch:
        done.mails += 1
        new = NewMail(0, each.received_at, each.raw, message_identity(each.raw))
        row = mails.add_old_mail(session, new, ARCHIVE, desk.clock())
        if row is None:
            done.known += 1
            continue
        lookup.forget_incidents()
        try:
            with session.begin_nested():
                actions = _import_one(session, desk, row, lookup)
        except Exception as error:  # whatever one mail does, the next one goes on
            if comes_from_away(error):
                raise DatabaseAway(f"the database cannot be used: {error}") from error
            actions = ()
            row.state, row.held_reason = MailState.DROPPED, f"it could not be processed: {type(error).__name__}"
        done.incidents += any(isinstance(action, OpenIncident) for action in actions)
        done.filed += row.incident_id is not None and not any(isinstance(each, OpenIncident) for each in actions)
        done.kept += row.incident_id is None


def _import_one(session: Session, desk: Desk, row: MailRow, lookup: StoreLookup) -> tuple[Action, ...]:
    moment = row.received_at
    silent = _at(desk, moment)
    mail = parse_mail(mails.raw_of(row))
    classification = classify(mail)
    found = decide(mail, classification, lookup, desk.policy, moment, moment)
    actions = tuple(each for each in _as_history(found.actions) if not _moves_what_lives(session, each))
    actions = actions or _as_entry(found.actions, read_reply(mail))
    decision = Decision(actions, found.sender, found.candidates, found.doubts)
    who = (mail.from_.name or mail.from_.addr) if mail.from_ else "somebody"
    cause = Cause(f"mail:{row.id}", row.id, mail.message_id, mail.from_.addr if mail.from_ else "")
    applied = Applier(session, silent, cause, who, moment).apply(decision.actions)
    note_decision(session, row, mail, classification, decision, applied.incident_id)
    row.state, row.processed_at = MailState.PROCESSED, desk.clock()
    if applied.held_because:
        # Nobody decides today on what a stranger wrote years ago; its bytes are kept.
        row.state, row.held_reason = MailState.DROPPED, f"imported, and kept only: {applied.held_because}"
    return decision.actions


def _as_history(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """What is left of a decision if nobody is written to: no wait begins and no firm has anything."""
    kept: list[Action] = []
    for action in actions:
        if not isinstance(action, _HARMLESS):
            continue
        if isinstance(action, ChangeState) and action.to in _NOT_IN_HISTORY:
            continue
        because = f"imported; {action.because}"
        if isinstance(action, Hold):
            kept.append(action)
        elif isinstance(action, OpenIncident):
            kept.append(replace(action, because=because, channel=ARCHIVE))
        else:
            kept.append(replace(action, because=because))
    return tuple(kept)


def _as_entry(actions: tuple[Action, ...], text: str) -> tuple[Action, ...]:
    """Where nothing is left of what a mail asked for, it is one line of the incident that it was about."""
    about = next((id_ for each in actions if isinstance(id_ := getattr(each, "incident", None), int)), None)
    because = "imported; nothing of what it asked for is done for an old mail"
    return (AddEntry(about, Event.MAIL, text, because),) if about is not None else (Hold(because),)


def _moves_what_lives(session: Session, action: Action) -> bool:
    """Whether it changes an incident that no archive opened: an old mail is put there, and moves nothing."""
    if not isinstance(action, ChangeState | SetField | AddParticipants | JoinIncident):
        return False
    if not isinstance(action.incident, int):
        return False
    return session.get_one(IncidentRow, action.incident).channel != ARCHIVE


def _close(session: Session, desk: Desk, since: datetime | None) -> None:
    """Close what the archive opened, each at its last mail, but for what was written on since or goes on by mail."""
    for incident_id, last_at in incidents.open_of_archive(session, ARCHIVE):
        if since is not None and last_at >= since:
            continue
        silent = _at(desk, last_at)
        cause = Cause(f"import:{incident_id}")
        closing = (ChangeState(incident_id, State.CLOSED, "imported: it is history"),)
        Applier(session, silent, cause, "mailtick", last_at).apply(closing)


def _at(desk: Desk, moment: datetime) -> Desk:
    """The desk at a moment of the past, when it wrote to nobody."""
    return replace(desk, clock=lambda: moment, is_silent=True)

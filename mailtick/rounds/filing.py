"""File one mail: parse, classify, decide, apply, and keep the decision with it, in the caller's transaction.

Promise: all of its decision happens, or nothing does; what is done to a mail stands on its row with its reasons.
Failures: whatever raises, raises; the caller rolls back and holds the mail.
"""

from __future__ import annotations

import json
from dataclasses import replace

import structlog
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import (
    Action,
    Decision,
    Hold,
    Ignore,
    JoinIncident,
    NoticeKind,
    Notify,
    OpenIncident,
)
from mailtick.incidents.decide import Release, decide
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.people import Person
from mailtick.mail.accounts import hide_accounts
from mailtick.mail.classify import classify
from mailtick.mail.message import Classification, InboundMail
from mailtick.mail.parse import parse_mail
from mailtick.rounds.apply import Applier
from mailtick.rounds.write import Cause
from mailtick.store import mails, rule_hits
from mailtick.store.held import BY_RULE
from mailtick.store.tables import MailRow, MailState

log = structlog.get_logger()

# Between why a mail was set aside and by whom it was dropped.
DROPPED = "; dropped by "

_TOO_LARGE = "it is too large to be taken in whole; it lies in the mailbox's folder for held mails"
_TOO_LARGE_IN_SENT = "it is too large to be taken in whole; it lies in the mailbox's folder of sent mails"


def file_mail(
    session: Session,
    desk: Desk,
    row: MailRow,
    lookup: Lookup,
    release: Release | None = None,
    *,
    by: Person | None = None,
) -> Decision:
    """Decide on one mail and make it true. `release` is what a person said about a held one.

    `by` is who wrote it on the web desk: they read there what became of it, and get no transcript by mail.
    """
    mail = parse_mail(mails.raw_of(row))
    classification = classify(mail)
    if not row.is_whole and release is None:
        decision = Decision((Hold(_TOO_LARGE_IN_SENT if row.is_in_sent else _TOO_LARGE),))
    else:
        decision = decide(
            mail,
            classification,
            lookup,
            desk.policy,
            desk.clock(),
            row.received_at,
            release,
            in_sent=row.is_in_sent,
            mailbox=row.mailbox,
            by=by,
        )
    if by is not None:
        decision = replace(decision, actions=tuple(each for each in decision.actions if not _is_transcript(each)))
    from_address = mail.from_.addr if mail.from_ else ""
    cause = Cause(f"mail:{row.id}", row.id, mail.message_id, from_address)
    applied = Applier(session, desk, cause, _who(mail, release), row.received_at).apply(decision.actions)
    if row.incident_id is None or not all(isinstance(action, Ignore) for action in decision.actions):
        # Of a mail that is filed, what was decided then stays true where nothing more is done.
        note_decision(session, row, mail, classification, decision, applied.incident_id)
    if applied.held_because:
        hold(row, applied.held_because, desk)
        return decision
    row.state, row.processed_at, row.lease_until, row.held_reason = MailState.PROCESSED, desk.clock(), None, ""
    for action in decision.actions:
        if isinstance(action, Ignore) and action.rules:
            rule = f'{BY_RULE}{action.rules[-1].rule}"'
            drop(row, f"{action.because}{DROPPED}{rule}", rule, desk)
    did = [type(action).__name__ for action in decision.actions]
    because = "; ".join(action.because for action in decision.actions if isinstance(action, Ignore))
    # What is done says itself why on the incident; what is ignored stands nowhere else.
    why = {"because": because} if because else {}
    log.info("mail", mail=row.id, kind=row.kind, incident=row.incident_id, did=did, **why)
    return decision


def _is_transcript(action: Action) -> bool:
    return isinstance(action, Notify) and action.notice is NoticeKind.TRANSCRIPT


def note_decision(
    session: Session,
    row: MailRow,
    mail: InboundMail,
    classification: Classification,
    decision: Decision,
    incident_id: int | None,
) -> None:
    """Write what was found out about a mail, last and together, so that one statement does it."""
    # Lists and mails show the subject; bank details stand in the mail itself alone.
    row.message_id, row.subject = mail.message_id, hide_accounts(mail.subject)
    row.from_address = mail.from_.addr if mail.from_ else ""
    row.kind, row.incident_id, row.decision = classification.kind.value, incident_id, _as_text(decision)
    hits = tuple(
        hit
        for each in decision.actions
        if isinstance(each, OpenIncident | JoinIncident | Hold | Ignore)
        for hit in each.rules
    )
    rule_hits.note_hits(session, row.id, incident_id, row.received_at, hits)
    mails.note_references(session, row.id, (*mail.references[:1], mail.in_reply_to, *reversed(mail.references)))


def hold(row: MailRow, because: str, desk: Desk) -> None:
    """Set a mail aside for a person; the next list of held mails names it."""
    row.state, row.held_reason, row.processed_at, row.lease_until = MailState.HELD, because, desk.clock(), None
    log.warning("mail held", mail=row.id, because=because)


def drop(row: MailRow, because: str, by: str, desk: Desk) -> None:
    """Let a mail rest like spam, by somebody's word or a rule's; it is kept, and can be taken back."""
    row.state, row.held_reason, row.processed_at, row.decided_by = MailState.DROPPED, because, desk.clock(), by


def _who(mail: InboundMail, release: Release | None) -> str:
    if release is not None:
        return release.by.name
    return (mail.from_.name or mail.from_.addr) if mail.from_ else "somebody"


def _as_text(decision: Decision) -> str:
    candidates = [
        {"incident": each.reference, "score": each.score, "because": each.because} for each in decision.candidates
    ]
    return json.dumps(
        {
            "sender": decision.sender,
            "candidates": candidates,
            "doubts": list(decision.doubts),
            "actions": decision.as_json(),
        },
        ensure_ascii=False,
    )

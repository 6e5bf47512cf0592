"""Process what was taken in: parse, classify, decide, apply; one unit a mail.

Promise: each mail is decided on once; all of its decision happens, or nothing does. Mails share a
commit, each in a savepoint of its own. The decision is stored with the mail.
Failures: a mail that raises is held with the reason and the next goes on; a mail that kills the process
is held after its third try; the database away raises, and costs no mail a try.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import structlog
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import Decision, Hold, Ignore
from mailtick.incidents.decide import Release, decide
from mailtick.incidents.lookup import Lookup
from mailtick.mail.accounts import hide_accounts
from mailtick.mail.classify import classify
from mailtick.mail.message import Classification, InboundMail
from mailtick.mail.parse import parse_mail
from mailtick.rounds.apply import Applier
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.write import Cause
from mailtick.store import mails, people
from mailtick.store.database import DatabaseAway, comes_from_away
from mailtick.store.tables import MailRow, MailState

log = structlog.get_logger()

_TOO_LARGE = "it is too large to be taken in whole; it lies in the mailbox's folder for held mails"
_TOO_LARGE_IN_SENT = "it is too large to be taken in whole; it lies in the mailbox's folder of sent mails"


def process(desk: Desk) -> int:
    """Process one batch of waiting mails. Returns how many were looked at; 0 when nothing waits."""
    ids = _claim(desk)
    if not ids:
        return 0
    try:
        with desk.database.writing() as session:
            _process_batch(session, desk, ids)
    except DatabaseAway:
        desk.unfinished.update(ids)
        raise
    desk.unfinished.difference_update(ids)
    return len(ids)


def give_back(desk: Desk) -> None:
    """When we stop: mails that the database would not let us finish have not used up a try."""
    if desk.unfinished:
        with desk.database.writing() as session:
            mails.uncount(session, desk.unfinished)
        desk.unfinished.clear()


def _claim(desk: Desk) -> list[int]:
    """Count the attempt in a commit of its own, so that a mail which kills us is known by its count."""
    limits = desk.limits
    with desk.database.reading() as session:
        if not mails.has_waiting(session):
            return []
    with desk.database.writing() as session:
        for row in mails.struck_mails(session, limits.strikes, desk.unfinished, desk.clock()):
            hold(row, f"mailtick stopped {row.attempts} times while it was processing this mail", desk)
        return mails.claim_waiting(session, limits.batch, limits.strikes, desk.unfinished, desk.clock(), limits.lease)


def _process_batch(session: Session, desk: Desk, ids: Iterable[int]) -> None:
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    for row in mails.claimed_mails(session, ids):
        mail_id = row.id
        # The mail before may have changed them.
        lookup.forget_incidents()
        try:
            with session.begin_nested():
                file_mail(session, desk, row, lookup, _said_to_be_new(session, row))
        except Exception as error:  # whatever one mail does, the next one goes on
            if comes_from_away(error):
                raise DatabaseAway(f"the database cannot be used: {_first_line(error)}") from error
            log.exception("mail held", mail=mail_id)
            hold(row, f"it could not be processed: {type(error).__name__}: {_first_line(error)}", desk)


def file_mail(session: Session, desk: Desk, row: MailRow, lookup: Lookup, release: Release | None = None) -> None:
    """Decide on one mail and make it true. `release` is what a person said about a held one."""
    mail = parse_mail(mails.raw_of(row))
    classification = classify(mail)
    if not row.is_whole and release is None:
        decision = Decision((Hold(_TOO_LARGE_IN_SENT if row.is_in_sent else _TOO_LARGE),))
    else:
        decision = decide(
            mail, classification, lookup, desk.policy, desk.clock(), row.received_at, release, in_sent=row.is_in_sent
        )
    from_address = mail.from_.addr if mail.from_ else ""
    cause = Cause(f"mail:{row.id}", row.id, mail.message_id, from_address)
    applied = Applier(session, desk, cause, _who(mail, release), row.received_at).apply(decision.actions)
    if row.incident_id is None or not all(isinstance(action, Ignore) for action in decision.actions):
        # Of a mail that is filed, what was decided then stays true where nothing more is done.
        note_decision(session, row, mail, classification, decision, applied.incident_id)
    if applied.held_because:
        hold(row, applied.held_because, desk)
        return
    row.state, row.processed_at, row.lease_until, row.held_reason = MailState.PROCESSED, desk.clock(), None, ""
    did = [type(action).__name__ for action in decision.actions]
    because = "; ".join(action.because for action in decision.actions if isinstance(action, Ignore))
    # What is done says itself why on the incident; what is ignored stands nowhere else.
    why = {"because": because} if because else {}
    log.info("mail", mail=row.id, kind=row.kind, incident=row.incident_id, did=did, **why)


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
    mails.note_references(session, row.id, (*mail.references[:1], mail.in_reply_to, *reversed(mail.references)))


def _said_to_be_new(session: Session, row: MailRow) -> Release | None:
    """The word of whoever took the mail off the incident that it had joined."""
    if row.as_new_by_id is None:
        return None
    return Release(people.person_by_id(session, row.as_new_by_id), taken_off=row.taken_off_id)


def hold(row: MailRow, because: str, desk: Desk) -> None:
    """Set a mail aside for a person; the next list of held mails names it."""
    row.state, row.held_reason, row.processed_at, row.lease_until = MailState.HELD, because, desk.clock(), None
    log.warning("mail held", mail=row.id, because=because)


def _first_line(error: Exception) -> str:
    """What a person can read of an error, and every database can hold."""
    return "".join(sign for sign in str(error).partition("\n")[0][:300] if sign.isprintable())


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

"""Deliver what waits in the outbox.

Promise: each delivery is tried until it is sent, refused for good, or five days old; the SMTP server is
spoken to outside every transaction. A mail may go out twice if we die between the server's OK and
our commit; its Message-ID is the same both times.
Failures: no connection: all are given back untried, and ServerAway is raised; the database away after the
server's OK: the outcome is kept and written down first thing when it is back; an unsure outcome (the link lost
after the final dot, or a claim whose lease ran out) is tried once more after a quarter of an hour, then a person
is told.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

import structlog
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import Event
from mailtick.rounds.retry import next_delay
from mailtick.rounds.tell import tell_undelivered
from mailtick.rounds.waiting import begin_wait, day_and_year
from mailtick.rounds.write import Cause
from mailtick.store import outbox
from mailtick.store.calendar import school_days
from mailtick.store.clock import look_again
from mailtick.store.tables import (
    DeliveryRow,
    DeliveryState,
    HandoverRow,
    LogEntryRow,
    OutgoingRow,
)
from mailtick.store.withdrawals import WITHDRAWN
from mailtick.transport.outcome import Outcome, Refused, Sent, TryAgain, Uncertain

log = structlog.get_logger()

# Until the provider's own promise is known, somebody looks again after this many days.
_PROVIDER_FOLLOW_UP_DAYS = 3


class ServerAway(Exception):
    """The SMTP server cannot be reached or hung up; a sentence. What waits is tried later."""


@dataclass(frozen=True, slots=True)
class _Parcel:
    delivery_id: int
    envelope_from: str
    recipient: str
    raw: bytes
    is_handover: bool


def deliver(desk: Desk) -> int:
    """Send what is due. Returns how many deliveries were tried; 0 when nothing was due. Raises ServerAway."""
    if desk.is_shadow:
        return 0
    _catch_up(desk)
    settle_expired(desk)
    with desk.database.reading() as session:
        if not outbox.has_due(session, desk.clock()):
            return 0
    claimed_until = desk.clock() + desk.limits.lease
    with desk.database.writing() as session:
        claimed = outbox.claim_due(session, desk.clock(), desk.limits.claim, desk.limits.lease)
        parcels = deque(_parcel(row, mail) for row, mail in claimed)
    tried = 0
    try:
        # What outlives the lease, another daemon may take: a slow server must not make us send it as well.
        while parcels and not desk.stopping.is_set() and desk.clock() < claimed_until:
            _send(desk, parcels.popleft())
            tried += 1
    finally:
        desk.unrecorded.update({parcel.delivery_id: None for parcel in parcels})
        _catch_up(desk)
    return tried


def _parcel(row: DeliveryRow, mail: OutgoingRow) -> _Parcel:
    return _Parcel(row.id, mail.envelope_from, mail.recipient, mail.raw, mail.handover_id is not None)


def _send(desk: Desk, parcel: _Parcel) -> None:
    outcome = desk.sender.send(parcel.envelope_from, parcel.recipient, parcel.raw)
    desk.unrecorded[parcel.delivery_id] = outcome
    with desk.database.writing() as session:
        if isinstance(outcome, Sent) and not parcel.is_handover:
            outbox.mark_sent(session, parcel.delivery_id, desk.clock(), outcome.reply)
            log.info("delivery", delivery=parcel.delivery_id, to=parcel.recipient, state="sent", answer=outcome.reply)
        else:
            record(session, desk, parcel.delivery_id, outcome)
    del desk.unrecorded[parcel.delivery_id]
    if isinstance(outcome, TryAgain) and not desk.sender.is_connected:
        raise ServerAway(outcome.reason)


def _catch_up(desk: Desk) -> None:
    """Give back what was not tried, and write down what became of deliveries while the database was away."""
    if untried := [each for each, outcome in desk.unrecorded.items() if outcome is None]:
        with desk.database.writing() as session:
            outbox.unclaim(session, untried)
        for each in untried:
            del desk.unrecorded[each]
    for delivery_id, outcome in list(desk.unrecorded.items()):
        if outcome is not None:
            with desk.database.writing() as session:
                record(session, desk, delivery_id, outcome)
        del desk.unrecorded[delivery_id]


def settle_expired(desk: Desk, *, all_claims: bool = False) -> int:
    """Treat claims of a daemon that died as uncertain: nobody knows whether they were sent."""
    with desk.database.reading() as session:
        if not outbox.has_claims(session, desk.clock(), all_claims=all_claims):
            return 0
    with desk.database.writing() as session:
        expired = outbox.expired_claims(session, desk.clock(), all_claims=all_claims)
        for row, _ in expired:
            record(session, desk, row.id, Uncertain("mailtick stopped while it was sending"))
        return len(expired)


def record(session: Session, desk: Desk, delivery_id: int, outcome: Outcome) -> None:
    """Write what became of one attempt; the incident's log says what people need to know."""
    row = session.get_one(DeliveryRow, delivery_id)
    mail = session.get_one(OutgoingRow, row.outgoing_id)
    is_unreached = isinstance(outcome, TryAgain) and outcome.is_unreached
    row.attempts += 0 if is_unreached else 1
    row.lease_until = None
    match outcome:
        case Sent(reply=reply):
            row.state, row.sent_at, row.answer = DeliveryState.SENT, desk.clock(), reply
            _handed_over(session, desk, mail)
        case TryAgain(reason=reason):
            _try_again(session, desk, row, mail, reason, is_unreached=is_unreached)
        case Refused(reason=reason):
            _end(session, desk, row, mail, DeliveryState.REFUSED, reason)
        case Uncertain(reason=reason):
            _uncertain(session, desk, row, mail, reason)
        case _:
            assert_never(outcome)
    log.info("delivery", delivery=row.id, outgoing=mail.id, to=mail.recipient, state=row.state.value, answer=row.answer)


def _handed_over(session: Session, desk: Desk, mail: OutgoingRow) -> None:
    """A hand-over counts, and its wait begins, at the successful send (DOMAIN.md 3.5)."""
    handover = session.get(HandoverRow, mail.handover_id) if mail.handover_id else None
    if handover is None or handover.handed_at is not None:
        return
    now = desk.clock()
    if handover.state == WITHDRAWN:
        # It was over here before the job had gone out; what tells the firm so goes out after it.
        handover.handed_at = now
        return
    handover.state, handover.handed_at = "sent", now
    why = f"handed over to {mail.recipient}"
    follow_up_at = desk.policy.service_time(school_days(session)).opening_of_day(now, _PROVIDER_FOLLOW_UP_DAYS)
    look_again(session, (handover.incident_id,), now)
    begin_wait(session, handover.incident_id, "provider", why, follow_up_at, now)
    until = day_and_year(follow_up_at.astimezone(desk.policy.zone).date())
    _log(session, desk, mail, Event.HANDOVER, f"handed over by mail; somebody looks again on {until}")


def _try_again(
    session: Session, desk: Desk, row: DeliveryRow, mail: OutgoingRow, reason: str, *, is_unreached: bool
) -> None:
    delay = next_delay(max(row.attempts, 1), desk.clock() - mail.created_at)
    if delay is None:
        _end(session, desk, row, mail, DeliveryState.GIVEN_UP, f"given up after {row.attempts} attempts: {reason}")
        return
    # A server that nobody reaches says nothing about this mail: it stays due, or it would wait for hours after the
    # server is back. How soon the server is asked again, the worker decides.
    row.next_try_at = desk.clock() + (timedelta(0) if is_unreached else delay)
    row.state, row.answer = DeliveryState.WAITING, reason


def _uncertain(session: Session, desk: Desk, row: DeliveryRow, mail: OutgoingRow, reason: str) -> None:
    row.uncertain_count += 1
    if row.uncertain_count > 1:
        because = f"nobody knows whether it arrived, twice; it is not tried a third time: {reason}"
        _end(session, desk, row, mail, DeliveryState.GIVEN_UP, because)
        return
    row.state, row.answer = DeliveryState.UNCERTAIN, reason
    row.next_try_at = desk.clock() + desk.limits.uncertain_retry


def _end(session: Session, desk: Desk, row: DeliveryRow, mail: OutgoingRow, state: DeliveryState, because: str) -> None:
    """It will not be tried again: the incident's log and the coordinators say so."""
    row.state, row.answer = state, because
    _log(session, desk, mail, Event.NOT_SENT, f"{mail.template} to {mail.recipient} was not sent: {because}")
    tell_undelivered(session, desk, mail, Cause(f"delivery:{row.id}"), because)


def _log(session: Session, desk: Desk, mail: OutgoingRow, event: Event, text: str) -> None:
    if mail.incident_id is None:
        return
    session.add(
        LogEntryRow(
            incident_id=mail.incident_id,
            at=desk.clock(),
            who="mailtick",
            event=event.value,
            text=text,
            because="delivery",
            outgoing_id=mail.id,
        )
    )

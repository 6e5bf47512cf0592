"""Queries about outgoing mails and their deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Row, bindparam, func, or_, select, update
from sqlalchemy.orm import Session, undefer

from mailtick.incidents.approval_mails import APPROVAL
from mailtick.incidents.lists import listed_in
from mailtick.incidents.lookup import AutomaticMail, SentMail, Stop
from mailtick.incidents.notices import REMINDERS
from mailtick.incidents.visit_sheet import VISIT_SHEET
from mailtick.store.tables import DeliveryRow, DeliveryState, HandoverRow, OutgoingRow, SuppressedAddress

_SENT = select(
    OutgoingRow.message_id,
    OutgoingRow.id,
    OutgoingRow.recipient,
    OutgoingRow.incident_id,
    OutgoingRow.handover_id,
    OutgoingRow.proposal_id,
    OutgoingRow.template,
    OutgoingRow.approval_id,
    OutgoingRow.listed,
)


def sent_mails(session: Session, message_ids: Sequence[str]) -> list[SentMail]:
    """Return mails of ours with these Message-IDs, in the order asked."""
    rows = session.connection().execute(_SENT.where(OutgoingRow.message_id.in_(message_ids)))
    found = {row.message_id: _as_sent(row) for row in rows}
    return [found[each] for each in message_ids if each in found]


def sent_with_token(session: Session, token: str) -> SentMail | None:
    row = session.connection().execute(_SENT.where(OutgoingRow.token == token)).first()
    return _as_sent(row) if row else None


def handed_over_at(session: Session, incident_id: int) -> dict[str, int]:
    """Return the addresses at which an incident was handed over, each with the id of the provider that was meant."""
    query = select(OutgoingRow.recipient, HandoverRow.provider_id).join(
        HandoverRow, HandoverRow.id == OutgoingRow.handover_id
    )
    rows = session.execute(query.where(HandoverRow.incident_id == incident_id))
    return {recipient: provider_id for recipient, provider_id in rows}  # noqa: C416  rows are no plain tuples


_AUTOMATIC_MAILS_TO = (
    select(
        OutgoingRow.created_at,
        OutgoingRow.template,
        OutgoingRow.incident_id,
        OutgoingRow.mail_id,
        OutgoingRow.subject,
    )
    .where(
        OutgoingRow.recipient == bindparam("address"),
        OutgoingRow.created_at >= bindparam("since"),
        OutgoingRow.is_automatic,
    )
    .order_by(OutgoingRow.created_at.desc(), OutgoingRow.id.desc())
    .limit(500)
)


def automatic_mails_to(session: Session, address: str, since: datetime) -> list[AutomaticMail]:
    """Return the automatic mails to an address since then, the oldest first; of very many, the last 500."""
    asked = {"address": address.lower(), "since": since}
    newest_first = session.connection().execute(_AUTOMATIC_MAILS_TO, asked).all()
    return [AutomaticMail(*row) for row in reversed(newest_first)]


def stop_of(session: Session, address: str) -> Stop | None:
    """Return the last stop on automatic mail to an address. All stops are few; a session reads them once."""
    return _stops(session).get(address.lower())


def stops_that_hold(session: Session, now: datetime) -> list[Stop]:
    """Return what is stopped now, the newest first."""
    held = [stop for stop in _stops(session).values() if stop.holds(now)]
    return sorted(held, key=lambda stop: stop.since_at, reverse=True)


def put_stop(session: Session, stop: Stop) -> None:
    """Send no automatic mail to an address while the stop holds; it takes the place of one that does not hold."""
    present = stop_of(session, stop.address)
    if present is not None and present.holds(stop.since_at):
        return
    _write_stop(session, stop)


def lift_stop(session: Session, address: str, now: datetime) -> Stop | None:
    """Let automatic mail go to an address again. Returns the stop that held, or None if none did."""
    stop = stop_of(session, address)
    if stop is None or not stop.holds(now):
        return None
    _write_stop(session, replace(stop, lifted_at=now))
    return stop


def _stops(session: Session) -> dict[str, Stop]:
    if "stops" not in session.info:
        rows = session.scalars(select(SuppressedAddress))
        session.info["stops"] = {
            row.address: Stop(row.address, row.because, row.since_at, row.until_at, row.lifted_at) for row in rows
        }
    stops: dict[str, Stop] = session.info["stops"]
    return stops


def _write_stop(session: Session, stop: Stop) -> None:
    address = stop.address.lower()
    row = session.get(SuppressedAddress, address) or SuppressedAddress(address=address)
    row.because, row.since_at = stop.because, stop.since_at
    row.until_at, row.lifted_at = stop.until_at, stop.lifted_at
    session.add(row)
    _stops(session)[address] = replace(stop, address=address)


def claim_due(session: Session, now: datetime, limit: int, lease: timedelta) -> list[tuple[DeliveryRow, OutgoingRow]]:
    """Take deliveries that are due, with their bytes. Nobody else tries them while the lease runs."""
    due = DeliveryRow.state.in_((DeliveryState.WAITING, DeliveryState.UNCERTAIN)) & (DeliveryRow.next_try_at <= now)
    query = select(DeliveryRow).where(due).order_by(DeliveryRow.next_try_at, DeliveryRow.id)
    claimed = list(session.scalars(query.limit(limit).with_for_update(skip_locked=True)))
    for row in claimed:
        row.state, row.lease_until = DeliveryState.CLAIMED, now + lease
    return _with_mails(session, claimed)


def expired_claims(
    session: Session, now: datetime, *, all_claims: bool = False
) -> list[tuple[DeliveryRow, OutgoingRow]]:
    """Return claims whose lease ran out; with `all_claims` every claim, for a daemon that knows it is alone."""
    query = select(DeliveryRow).where(DeliveryRow.state == DeliveryState.CLAIMED)
    if not all_claims:
        query = query.where(or_(DeliveryRow.lease_until.is_(None), DeliveryRow.lease_until <= now))
    return _with_mails(session, list(session.scalars(query.with_for_update(skip_locked=True))))


def _with_mails(session: Session, deliveries: Iterable[DeliveryRow]) -> list[tuple[DeliveryRow, OutgoingRow]]:
    deliveries = list(deliveries)
    query = select(OutgoingRow).where(OutgoingRow.id.in_([row.outgoing_id for row in deliveries]))
    mails = {row.id: row for row in session.scalars(query.options(undefer(OutgoingRow.raw)))} if deliveries else {}
    return [(row, mails[row.outgoing_id]) for row in deliveries]


def unclaim(session: Session, ids: Sequence[int]) -> None:
    """Give back deliveries that were claimed and not tried."""
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id.in_(ids), DeliveryRow.state == DeliveryState.CLAIMED)
        .values(state=DeliveryState.WAITING, lease_until=None)
    )


_MARK_SENT = (
    update(DeliveryRow)
    .where(DeliveryRow.id == bindparam("delivery"))
    .values(
        state=DeliveryState.SENT,
        attempts=DeliveryRow.attempts + 1,
        lease_until=None,
        sent_at=bindparam("now"),
        answer=bindparam("reply"),
    )
    .execution_options(synchronize_session=False)
)


def mark_sent(session: Session, delivery_id: int, now: datetime, reply: str) -> None:
    """Note that a delivery arrived at the server; the plain case, in one statement."""
    session.connection().execute(_MARK_SENT, {"delivery": delivery_id, "now": now, "reply": reply})


def delivery_of(session: Session, outgoing_id: int) -> DeliveryRow:
    return session.scalars(select(DeliveryRow).where(DeliveryRow.outgoing_id == outgoing_id)).one()


def list_outbox(session: Session, states: Sequence[DeliveryState], limit: int) -> list[tuple[DeliveryRow, OutgoingRow]]:
    """Return deliveries in these states, the newest first."""
    query = select(DeliveryRow, OutgoingRow).join(OutgoingRow, OutgoingRow.id == DeliveryRow.outgoing_id)
    rows = session.execute(query.where(DeliveryRow.state.in_(states)).order_by(DeliveryRow.id.desc()).limit(limit))
    return [(delivery, outgoing) for delivery, outgoing in rows]


def count_deliveries(session: Session) -> dict[DeliveryState, int]:
    rows = session.execute(select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state))
    return {state: count for state, count in rows}  # noqa: C416  rows are no plain tuples for the type checker


def has_claims(session: Session, now: datetime, *, all_claims: bool = False) -> bool:
    """Whether there are claims that `expired_claims` would return; asked each turn, so it only reads."""
    query = select(DeliveryRow.id).where(DeliveryRow.state == DeliveryState.CLAIMED)
    if not all_claims:
        query = query.where(or_(DeliveryRow.lease_until.is_(None), DeliveryRow.lease_until <= now))
    return session.scalar(query.limit(1)) is not None


def has_due(session: Session, now: datetime) -> bool:
    """Whether `claim_due` would find anything; asked each turn, so it only reads."""
    due = DeliveryRow.state.in_((DeliveryState.WAITING, DeliveryState.UNCERTAIN)) & (DeliveryRow.next_try_at <= now)
    return session.scalar(select(DeliveryRow.id).where(due).limit(1)) is not None


def _as_sent(row: Row[str, int, str, int | None, int | None, int | None, str, int | None, str]) -> SentMail:
    return SentMail(
        row.id,
        row.recipient,
        row.incident_id,
        row.handover_id,
        row.proposal_id,
        row.template == REMINDERS,
        row.approval_id if row.template == APPROVAL else None,
        row.template == VISIT_SHEET,
        listed_in(row.listed),
    )

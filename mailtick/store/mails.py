"""Queries about received mails and the ledger."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, undefer

from mailtick.incidents.lookup import ReceivedMail
from mailtick.store.found_again import note_where
from mailtick.store.merged import PARTS
from mailtick.store.tables import (
    IncidentRow,
    LedgerRow,
    LogEntryRow,
    MailRow,
    MailState,
    PersonAddressRow,
    PersonRow,
    ReferenceRow,
)

# zlib's fastest level: mail shrinks to about a third, and half the time of the default is spent.
_COMPRESSION = 1
# Of a long thread its beginning and its end are enough to know it again.
_MOST_REFERENCES = 20
_ADD_REFERENCES = {
    dialect: insert_into(ReferenceRow).on_conflict_do_nothing()
    for dialect, insert_into in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


@dataclass(frozen=True, slots=True)
class NewMail:
    """One mail as the server gave it, with its identity (RULINGS 1) worked out."""

    uid: int
    received_at: datetime
    raw: bytes
    identity: str
    is_whole: bool = True


def store_mails(
    session: Session,
    mailbox: str,
    uidvalidity: int,
    mails: Sequence[NewMail],
    now: datetime,
    *,
    in_sent: bool = False,
) -> tuple[int, ...]:
    """Write mails and ledger lines; a mail that is there already only gets its line. Return the new mails' ids.

    `in_sent` says that they lie in the folder of sent mails, and not in one to which mails come.
    """
    known = _ids_of(session, {mail.identity for mail in mails})
    if known:
        note_where(session, known.values(), in_sent=in_sent)
    new: dict[str, MailRow] = {}
    for mail in mails:
        if mail.identity not in known and mail.identity not in new:
            new[mail.identity] = _as_row(mail, mailbox, now, in_sent=in_sent)
    session.add_all(new.values())
    session.flush()
    known |= {identity: row.id for identity, row in new.items()}
    noted = noted_uids(session, mailbox, uidvalidity, [mail.uid for mail in mails])
    session.add_all(
        LedgerRow(mailbox=mailbox, uidvalidity=uidvalidity, uid=mail.uid, mail_id=known[mail.identity], seen_at=now)
        for mail in mails
        if mail.uid not in noted
    )
    return tuple(row.id for row in new.values())


def add_old_mail(session: Session, mail: NewMail, mailbox: str, now: datetime) -> MailRow | None:
    """Write a mail out of an archive, which no server gave us; None if it is there already."""
    if _ids_of(session, {mail.identity}):
        return None
    row = _as_row(mail, mailbox, now, in_sent=False)
    # It counts as no mail received; should a server bring it, too, it does.
    row.is_received = False
    session.add(row)
    session.flush()
    return row


def _ids_of(session: Session, identities: Collection[str]) -> dict[str, int]:
    rows = session.execute(select(MailRow.identity, MailRow.id).where(MailRow.identity.in_(identities)))
    return {identity: mail_id for identity, mail_id in rows}  # noqa: C416  rows are no plain tuples for the type checker


def _as_row(mail: NewMail, mailbox: str, now: datetime, *, in_sent: bool) -> MailRow:
    return MailRow(
        identity=mail.identity,
        sha256=hashlib.sha256(mail.raw).hexdigest(),
        size_bytes=len(mail.raw),
        raw=zlib.compress(mail.raw, _COMPRESSION),
        is_whole=mail.is_whole,
        received_at=mail.received_at,
        stored_at=now,
        mailbox=mailbox,
        is_received=not in_sent,
        is_in_sent=in_sent,
        state=MailState.RECEIVED,
        attempts=0,
    )


def pass_over(session: Session, mailbox: str, uidvalidity: int, uids: Iterable[int], now: datetime) -> None:
    """Write ledger lines of mails that were seen and are not taken in."""
    session.add_all(
        LedgerRow(mailbox=mailbox, uidvalidity=uidvalidity, uid=uid, mail_id=None, seen_at=now) for uid in uids
    )


def last_noted_uid(session: Session, mailbox: str, uidvalidity: int) -> int:
    """Return the highest UID that the ledger has, 0 where it has none."""
    here = (LedgerRow.mailbox == mailbox, LedgerRow.uidvalidity == uidvalidity)
    return session.scalar(select(func.max(LedgerRow.uid)).where(*here)) or 0


def noted_uids(session: Session, mailbox: str, uidvalidity: int, uids: Sequence[int]) -> set[int]:
    """Return those of the UIDs that the ledger has."""
    return _noted(session, select(LedgerRow.uid), mailbox, uidvalidity, uids)


def noted_heads(session: Session, mailbox: str, uidvalidity: int, uids: Sequence[int]) -> set[int]:
    """Return those of the UIDs whose mail is too large, and was taken in only with its head."""
    heads = select(LedgerRow.uid).join(MailRow, MailRow.id == LedgerRow.mail_id).where(~MailRow.is_whole)
    return _noted(session, heads, mailbox, uidvalidity, uids)


def _noted(session: Session, query: Select[int], mailbox: str, uidvalidity: int, uids: Sequence[int]) -> set[int]:
    here = query.where(LedgerRow.mailbox == mailbox, LedgerRow.uidvalidity == uidvalidity)
    noted: set[int] = set()
    for start in range(0, len(uids), 500):
        noted.update(session.scalars(here.where(LedgerRow.uid.in_(uids[start : start + 500]))))
    return noted


def last_received(session: Session, most: int) -> list[bytes]:
    """Return the bytes of the mails that came to the desk last, the newest first."""
    query = (
        select(MailRow).where(MailRow.is_received).options(undefer(MailRow.raw)).order_by(MailRow.id.desc()).limit(most)
    )
    return [raw_of(row) for row in session.scalars(query)]


def names_restricted(session: Session, row: MailRow, prefix: str) -> bool:
    """Whether the decision on a mail names a restricted incident; then its subject is for few to see."""
    numbers = {int(each) for each in re.findall(rf"\b{re.escape(prefix)}-(\d{{1,9}})\b", row.decision)}
    query = select(IncidentRow.id).where(IncidentRow.number.in_(numbers), IncidentRow.is_restricted)
    return bool(numbers) and session.scalar(query.limit(1)) is not None


def shown_subject(session: Session, row: MailRow, prefix: str) -> str:
    """The subject of a held mail as a list may tell it."""
    return "a restricted matter" if names_restricted(session, row, prefix) else row.subject


def raw_of(row: MailRow) -> bytes:
    """Return the bytes as they came."""
    return zlib.decompress(row.raw)


def has_waiting(session: Session) -> bool:
    """Whether any mail waits to be processed; asked each turn, so it only reads."""
    return session.scalar(select(MailRow.id).where(MailRow.state == MailState.RECEIVED).limit(1)) is not None


def claim_waiting(
    session: Session, limit: int, strikes: int, uncounted: Collection[int], now: datetime, lease: timedelta
) -> list[int]:
    """Take the next mails to process, and count the attempt. Return their ids, oldest first.

    A mail that has been tried before comes alone (RULINGS 3). Those in `uncounted` are ours still and failed for no
    fault of theirs: they are not charged again, and need not wait for their lease. Mails with `strikes` attempts are
    left to `struck_mails`.
    """
    free = _waits_free(now) | ((MailRow.state == MailState.RECEIVED) & MailRow.id.in_(uncounted))
    may_try = (MailRow.attempts < strikes) | MailRow.id.in_(uncounted)
    query = select(MailRow.id, MailRow.attempts).where(free, may_try)
    rows = session.execute(query.order_by(MailRow.id).limit(limit).with_for_update(skip_locked=True)).all()
    fresh = [mail_id for mail_id, attempts in rows if attempts == 0 or mail_id in uncounted]
    ids = fresh or [mail_id for mail_id, _ in rows[:1]]
    counted = [mail_id for mail_id in ids if mail_id not in uncounted]
    _lease(session, MailRow.id.in_(ids), now + lease)
    if counted:
        session.execute(update(MailRow).where(MailRow.id.in_(counted)).values(attempts=MailRow.attempts + 1))
    return ids


def release_leases(session: Session) -> None:
    """Free what a daemon that died had taken. Only for the one daemon that processes."""
    _lease(session, MailRow.lease_until.is_not(None), None)


def _lease(session: Session, which: ColumnElement[bool], until: datetime | None) -> None:
    session.execute(update(MailRow).where(which).values(lease_until=until).execution_options(synchronize_session=False))


def uncount(session: Session, ids: Collection[int]) -> None:
    """Take back the attempt that was counted for mails which were not tried after all."""
    which = MailRow.id.in_(ids) & (MailRow.state == MailState.RECEIVED)
    session.execute(update(MailRow).where(which).values(attempts=MailRow.attempts - 1, lease_until=None))


def struck_mails(session: Session, strikes: int, uncounted: Collection[int], now: datetime) -> list[MailRow]:
    """Return the mails that were tried `strikes` times and never finished, without those that are being tried now."""
    query = select(MailRow).where(_waits_free(now), MailRow.attempts >= strikes, MailRow.id.not_in(uncounted))
    return list(session.scalars(query.with_for_update(skip_locked=True)))


def _waits_free(now: datetime) -> ColumnElement[bool]:
    """Received, and in no daemon's hands."""
    return (MailRow.state == MailState.RECEIVED) & or_(MailRow.lease_until.is_(None), MailRow.lease_until <= now)


def claimed_mails(session: Session, ids: Iterable[int]) -> list[MailRow]:
    """Return the claimed mails with their bytes, oldest first, locked until the transaction ends."""
    query = select(MailRow).where(MailRow.id.in_(list(ids)), MailRow.state == MailState.RECEIVED)
    return list(session.scalars(query.options(undefer(MailRow.raw)).order_by(MailRow.id).with_for_update()))


def mail_by_id(session: Session, mail_id: int, *, lock: bool = False) -> MailRow | None:
    """Return a mail with its bytes. With `lock`, nobody else changes it until the transaction ends."""
    query = select(MailRow).where(MailRow.id == mail_id).options(undefer(MailRow.raw))
    return session.scalar(query.with_for_update() if lock else query)


def mails_of_incident(session: Session, incident_id: int) -> list[MailRow]:
    """Return the mails that are filed on an incident, oldest first."""
    return list(session.scalars(select(MailRow).where(MailRow.incident_id == incident_id).order_by(MailRow.id)))


def written_from(session: Session, incident_id: int, person_id: int) -> str:
    """Return the address of somebody's from which they last wrote on any part of an incident, or nothing."""
    first = select(PersonRow.address).where(PersonRow.id == person_id)
    further = select(PersonAddressRow.address).where(PersonAddressRow.person_id == person_id)
    address = func.lower(MailRow.from_address)
    is_there = MailRow.incident_id.in_(select(PARTS.c.part))
    query = select(address).where(is_there, address.in_(first.union(further))).order_by(MailRow.id.desc()).limit(1)
    return session.scalar(query, {"incident": incident_id}) or ""


def incidents_of_message_ids(session: Session, message_ids: Sequence[str]) -> list[int]:
    """Return the incidents on which mails with these Message-IDs were filed, in the order asked."""
    query = select(MailRow.message_id, MailRow.incident_id).where(
        MailRow.message_id.in_(message_ids), MailRow.incident_id.is_not(None)
    )
    found = {message_id: incident for message_id, incident in session.execute(query)}  # noqa: C416  see above
    return [incident for each in message_ids if (incident := found.get(each)) is not None]


_WITH_REFERENCES = (
    select(MailRow.incident_id)
    .join(ReferenceRow, ReferenceRow.mail_id == MailRow.id)
    .where(MailRow.incident_id.is_not(None))
    .order_by(MailRow.id.desc())
    .limit(20)
)


def incidents_with_references(session: Session, message_ids: Sequence[str]) -> list[int]:
    """Return the incidents with mails that name one of these Message-IDs as an earlier one; the newest first."""
    found = session.scalars(_WITH_REFERENCES.where(ReferenceRow.message_id.in_(message_ids[:_MOST_REFERENCES])))
    return list(dict.fromkeys(each for each in found if each is not None))


def note_references(session: Session, mail_id: int, message_ids: Iterable[str]) -> None:
    """Remember which mails a received one names as earlier ones, so that others of their thread find it."""
    lines = [{"message_id": each, "mail_id": mail_id} for each in dict.fromkeys(message_ids) if each][:_MOST_REFERENCES]
    if lines:
        session.connection().execute(_ADD_REFERENCES[session.get_bind().dialect.name], lines)


def file_anew(session: Session, ids: Sequence[int], by_id: int, taken_off_id: int) -> None:
    """Let mails be decided on once more, each as a matter of its own, because a person says so."""
    values = {
        "state": MailState.RECEIVED,
        "attempts": 0,
        "incident_id": None,
        "as_new_by_id": by_id,
        "taken_off_id": taken_off_id,
    }
    session.execute(update(MailRow).where(MailRow.id.in_(ids)).values(values))


def received_mails(session: Session, ids: Sequence[int]) -> list[ReceivedMail]:
    """Return filed mails with what was newly written in them, in the order of their ids."""
    query = (
        select(MailRow.id, MailRow.from_address, MailRow.subject, LogEntryRow.text)
        .join(
            LogEntryRow,
            (LogEntryRow.incident_id == MailRow.incident_id) & (LogEntryRow.mail_id == MailRow.id),
        )
        .where(MailRow.id.in_(ids), LogEntryRow.text != "")
        .order_by(LogEntryRow.id.desc())
    )
    # The first entry is what came; what the desk made of it stands in the later ones.
    found = {row.id: ReceivedMail(*row) for row in session.execute(query)}
    return [found[mail_id] for mail_id in sorted(found)]


def is_from_list(session: Session, address: str) -> bool:
    """Whether a mail from this address, written in this way or in lower case, came from a list."""
    query = select(MailRow.id).where(MailRow.from_address.in_((address, address.lower())), MailRow.kind == "list")
    return session.scalar(query.limit(1)) is not None


def held_mails(session: Session, *, lock: bool = False) -> list[MailRow]:
    """Return what waits for a person's decision, the oldest first. `lock`: for one daemon at a time."""
    query = select(MailRow).where(MailRow.state == MailState.HELD).order_by(MailRow.id)
    return list(session.scalars(query.with_for_update() if lock else query))


def count_mails(session: Session) -> dict[MailState, int]:
    rows = session.execute(select(MailRow.state, func.count()).group_by(MailRow.state))
    return {state: count for state, count in rows}  # noqa: C416  see above

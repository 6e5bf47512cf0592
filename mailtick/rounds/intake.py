"""Take mails in: raw bytes and ledger first, then tell the server.

Promise: a mail is on our disk before the server hears anything; a mail that was seen before, on this
UID or any other, is not taken twice; nothing is deleted and nothing is marked as read.
Failures: if we die before the commit, the mail is fetched again; between commit and move, it is known
and only moved; the database away raises, and the mail stays on the server; a mail that the server cannot
read stays there, holds up no other, and is kept in `unreadable` for somebody to be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy.exc import IntegrityError

from mailtick.desk import Desk
from mailtick.rounds.identity import message_identity
from mailtick.store.mails import NewMail, noted_heads, noted_uids, store_mails
from mailtick.transport.imap import FetchedMail, Mailbox, MailGone

log = structlog.get_logger()

MOST_BATCH_BYTES = 16 << 20
HEAD_BYTES = 256 << 10


@dataclass(slots=True)
class Inbox:
    """One mailbox being read. `seen_up_to` spares a server that cannot mark mails from being asked for all of them."""

    name: str
    mailbox: Mailbox
    max_mail_bytes: int = 50 << 20
    seen_up_to: int = 0
    # Mails that the server lists and does not hand over, by UID: since when.
    unreadable: dict[int, datetime] = field(default_factory=dict)

    @property
    def marks(self) -> bool:
        return self.mailbox.can_move or self.mailbox.can_keep_keywords


def take_in(desk: Desk, inbox: Inbox) -> int:
    """Store everything that waits in one mailbox, and file it on the server. Returns how many mails were new.

    Raises Lost when the connection broke and DatabaseAway when nothing could be written.
    """
    mailbox = inbox.mailbox
    waiting = mailbox.waiting_uids(0 if inbox.marks else inbox.seen_up_to)
    with desk.database.reading() as session:
        noted = noted_uids(session, inbox.name, mailbox.uidvalidity, waiting)
        heads = noted_heads(session, inbox.name, mailbox.uidvalidity, sorted(noted))
    # We had died between the commit and the move.
    mailbox.file([uid for uid in waiting if uid in noted - heads])
    mailbox.file([uid for uid in waiting if uid in heads], mailbox.account.held_folder)
    count = 0
    missing = set(waiting) - noted
    for batch in _batches(mailbox, [uid for uid in waiting if uid in missing], desk.limits.batch, inbox):
        count += _store(desk, inbox, batch)
        missing.difference_update(mail.uid for mail in batch)
        if desk.stopping.is_set():
            return count
    _note_unreadable(desk, inbox, missing)
    inbox.seen_up_to = max((inbox.seen_up_to, *waiting)) if not inbox.unreadable else min(inbox.unreadable) - 1
    return count


def _note_unreadable(desk: Desk, inbox: Inbox, missing: set[int]) -> None:
    """Those that did not come and are still there were not taken away meanwhile: the server cannot read them."""
    listed = missing.intersection(inbox.mailbox.waiting_uids()) if missing else set()
    for uid in sorted(listed - inbox.unreadable.keys()):
        log.warning("mail cannot be read", mailbox=inbox.name, uid=uid)
    now = desk.clock()
    inbox.unreadable = {uid: inbox.unreadable.get(uid, now) for uid in sorted(listed)}


def _batches(mailbox: Mailbox, uids: Sequence[int], most: int, inbox: Inbox) -> Iterator[list[FetchedMail]]:
    """Fetch in batches bounded by number and bytes; a mail over the limit comes alone, and only its head."""
    sizes = mailbox.sizes(uids) if uids else {}
    batch: list[int] = []
    size_bytes = 0
    for uid in uids:
        if uid not in sizes:
            continue
        if sizes[uid] > inbox.max_mail_bytes:
            yield from _head(mailbox, uid)
            continue
        if batch and (len(batch) == most or size_bytes + sizes[uid] > MOST_BATCH_BYTES):
            yield mailbox.fetch(batch)
            batch, size_bytes = [], 0
        batch.append(uid)
        size_bytes += sizes[uid]
    if batch:
        yield mailbox.fetch(batch)


def _head(mailbox: Mailbox, uid: int) -> Iterator[list[FetchedMail]]:
    try:
        head = mailbox.fetch_head(uid, HEAD_BYTES)
    except MailGone:
        return
    yield [head]


def _store(desk: Desk, inbox: Inbox, batch: Sequence[FetchedMail]) -> int:
    if not batch:
        return 0
    mails = [NewMail(mail.uid, mail.received_at, mail.raw, message_identity(mail.raw), mail.is_whole) for mail in batch]
    try:
        new = _write(desk, inbox, mails)
    except IntegrityError:
        # Another mailbox or another daemon wrote one of them just now: this time we see it.
        new = _write(desk, inbox, mails)
    # Only now: had we died earlier, the mails would still be there.
    inbox.mailbox.file([mail.uid for mail in batch if mail.is_whole])
    inbox.mailbox.file([mail.uid for mail in batch if not mail.is_whole], inbox.mailbox.account.held_folder)
    log.info("taken in", mailbox=inbox.name, mails=len(batch), new=len(new))
    return len(new)


def _write(desk: Desk, inbox: Inbox, mails: Sequence[NewMail]) -> tuple[int, ...]:
    with desk.database.writing() as session:
        return store_mails(session, inbox.name, inbox.mailbox.uidvalidity, mails, desk.clock())

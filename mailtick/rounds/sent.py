"""Take in what the office wrote in the desk's own mailbox with an ordinary mail program (RULINGS 10).

Promise: the folder of sent mails is only read. What is older than the desk is passed over, however much it is; copies
of our own outgoing mails, which many hosts file there, are passed over too; a mail that also came to the desk is one.
Failures: if we die before the commit, the mails are fetched again; a folder that cannot be read costs a line of the
log and is tried again; a mail that the server cannot read holds up no other, and is asked for once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.mail.parse import parse_mail
from mailtick.rounds.identity import message_identity
from mailtick.rounds.intake import HEAD_BYTES, MOST_BATCH_BYTES
from mailtick.store import outbox
from mailtick.store.mails import NewMail, last_noted_uid, pass_over, store_mails
from mailtick.transport.imap import FetchedMail, FolderStand, Mailbox, MailGone, MailHead, OpenSentFolder

log = structlog.get_logger()

_MESSAGE_ID_FIELDS = ("message-id", "x-google-original-message-id", "x-microsoft-original-message-id")


@dataclass(slots=True)
class SentBox:
    """The sent mails of one mailbox. `taken_up_to` is how the folder stood when all of it was taken in."""

    name: str
    mailbox: Mailbox
    max_mail_bytes: int = 50 << 20
    taken_up_to: FolderStand | None = None
    # More waits than one turn takes in.
    is_behind: bool = False
    # Mails that the server did not hand over; they are asked for once more.
    unreadable: set[int] = field(default_factory=set)
    said: str = ""

    def ledger_name(self, folder: str) -> str:
        """The folder's name in the ledger: UIDs of two folders may be the same."""
        return f"{self.name}/{folder}"


def take_in_sent(desk: Desk, sent: SentBox) -> int:
    """Store what the office has sent since the last look, one batch at most. Returns how many mails were stored.

    Raises Lost when the connection broke and DatabaseAway when nothing could be written.
    """
    stand = sent.mailbox.sent.stand()
    count = 0
    if stand is not None and stand != sent.taken_up_to:
        with sent.mailbox.sent.open() as folder:
            count = _read(desk, sent, folder) if folder is not None else 0
    _say_refusal(sent)
    return count


def _say_refusal(sent: SentBox) -> None:
    refusal = sent.mailbox.sent.refusal
    if refusal and refusal != sent.said:
        log.warning("sent mails are not read", mailbox=sent.name, because=refusal)
    sent.said = refusal


def _read(desk: Desk, sent: SentBox, folder: OpenSentFolder) -> int:
    waiting = _waiting(desk, sent, folder)
    heads = folder.heads(waiting[: desk.limits.batch])
    some = _batch(waiting[: desk.limits.batch], heads)
    with desk.database.reading() as session:
        passed = {uid for uid in some if uid in heads and _is_passed_over(session, desk, heads[uid])}
    mails = list(_fetch(folder, [uid for uid in some if uid in heads and uid not in passed], heads, sent))
    new = _store(desk, sent, folder, mails, passed)
    _note_unreadable(sent, set(some) - passed - {mail.uid for mail in mails})
    sent.is_behind = len(some) < len(waiting)
    if not sent.is_behind:
        sent.taken_up_to = folder.stand
    return new


def _waiting(desk: Desk, sent: SentBox, folder: OpenSentFolder) -> list[int]:
    """The UIDs that the ledger does not have, of mails that are not older than the desk, ascending."""
    stand, before = folder.stand, sent.taken_up_to
    name = sent.ledger_name(stand.folder)
    with desk.database.reading() as session:
        first = last_noted_uid(session, name, stand.uidvalidity) + 1
    if before is not None and (before.folder, before.uidvalidity) == (stand.folder, stand.uidvalidity):
        first = max(first, before.uid_next)
    else:
        sent.unreadable.clear()
    live_since = desk.policy.live_since
    # A server's days may be those of another zone.
    since = (live_since - timedelta(days=1)).date() if live_since else None
    return sorted({*folder.uids(first, since, desk.limits.batch + 1), *sent.unreadable})


def _batch(uids: Sequence[int], heads: Mapping[int, MailHead]) -> list[int]:
    """As many as may lie in memory together, at least one."""
    some: list[int] = []
    size_bytes = 0
    for uid in uids:
        size_bytes += heads[uid].size_bytes if uid in heads else 0
        if some and size_bytes > MOST_BATCH_BYTES:
            break
        some.append(uid)
    return some


def _is_passed_over(session: Session, desk: Desk, head: MailHead) -> bool:
    """Whether a mail is older than the desk, or one that the desk itself sent."""
    live_since = desk.policy.live_since
    # Servers tell the second and no more.
    if live_since is not None and head.received_at < live_since.replace(microsecond=0):
        return True
    mail = parse_mail(head.fields)
    if desk.policy.is_own(mail.header("x-mailtick-desk")):
        return True
    ids = [mail.header(name).strip(" <>") for name in _MESSAGE_ID_FIELDS if mail.header(name)]
    return bool(ids and outbox.sent_mails(session, ids))


def _fetch(
    folder: OpenSentFolder, uids: Sequence[int], heads: Mapping[int, MailHead], sent: SentBox
) -> Iterator[FetchedMail]:
    """The mails that can be read; of one over the limit only its head."""
    large = [uid for uid in uids if heads[uid].size_bytes > sent.max_mail_bytes]
    if small := [uid for uid in uids if uid not in large]:
        yield from folder.fetch(small)
    for uid in large:
        try:
            yield folder.fetch_head(uid, HEAD_BYTES)
        except MailGone:
            continue


def _store(desk: Desk, sent: SentBox, folder: OpenSentFolder, mails: Sequence[FetchedMail], passed: set[int]) -> int:
    if not mails and not passed:
        return 0
    new_mails = [
        NewMail(mail.uid, mail.received_at, mail.raw, message_identity(mail.raw), mail.is_whole) for mail in mails
    ]
    try:
        new = _write(desk, sent, folder, new_mails, passed)
    except IntegrityError:
        # The same mail came to the desk just now: this time we see it.
        new = _write(desk, sent, folder, new_mails, passed)
    log.info("taken in", mailbox=sent.name, folder=folder.stand.folder, mails=len(mails), new=new, passed=len(passed))
    return new


def _write(desk: Desk, sent: SentBox, folder: OpenSentFolder, mails: Sequence[NewMail], passed: set[int]) -> int:
    name, uidvalidity, now = sent.ledger_name(folder.stand.folder), folder.stand.uidvalidity, desk.clock()
    with desk.database.writing() as session:
        pass_over(session, name, uidvalidity, sorted(passed), now)
        return len(store_mails(session, name, uidvalidity, mails, now, in_sent=True))


def _note_unreadable(sent: SentBox, missing: set[int]) -> None:
    for uid in sorted(missing - sent.unreadable):
        log.warning("sent mail is gone or cannot be read", mailbox=sent.name, uid=uid)
    sent.unreadable = missing - sent.unreadable

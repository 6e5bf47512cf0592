"""Fetch sizes, whole mails and pieces of mails on an open folder.

Promise: mails come byte for byte and stay unread. Mails that are gone, or that the server says it cannot read, are
missing in the answer; they never hold up the others.
Failures: what imapclient raises on a broken connection flies on (BROKEN in imap_sign_in).
"""

from __future__ import annotations

import imaplib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from imapclient import IMAPClient

_MOST_UIDS_A_COMMAND = 500
_WHOLE_UP_TO_BYTES = 8 << 20
_PIECE_BYTES = 1 << 20
# Hosts that give a mail another Message-ID keep the one that it had.
_TELLING_FIELDS = "MESSAGE-ID X-MAILTICK-DESK X-GOOGLE-ORIGINAL-MESSAGE-ID X-MICROSOFT-ORIGINAL-MESSAGE-ID"

_Answers = Mapping[int, Mapping[bytes, object]]


@dataclass(frozen=True, slots=True)
class FetchedMail:
    """One mail as the server holds it. `received_at` is its internal date, in UTC (RULINGS 2)."""

    uid: int
    received_at: datetime
    raw: bytes = field(repr=False)
    is_whole: bool


@dataclass(frozen=True, slots=True)
class MailHead:
    """What tells whose a mail is, before it is fetched. `fields` are the header fields of that, as they stand."""

    received_at: datetime
    size_bytes: int
    fields: bytes


def fetch_heads(client: IMAPClient, uids: Sequence[int]) -> dict[int, MailHead]:
    """The head of each mail that is there, by UID."""
    names = ("INTERNALDATE", "RFC822.SIZE", f"BODY.PEEK[HEADER.FIELDS ({_TELLING_FIELDS})]")
    heads: dict[int, MailHead] = {}
    for some in chunks(uids):
        for uid, answer in _ask(client, some, *names).items():
            # The server repeats the names of the fields in its own spelling.
            fields = next((answer[key] for key in answer if key.upper().startswith(b"BODY[HEADER.FIELDS")), None)
            if fields is not None and b"RFC822.SIZE" in answer:
                received_at = cast("datetime", answer[b"INTERNALDATE"]).astimezone(UTC)
                heads[uid] = MailHead(received_at, cast("int", answer[b"RFC822.SIZE"]), cast("bytes", fields))
    return heads


def fetch_sizes(client: IMAPClient, uids: Sequence[int]) -> dict[int, int]:
    """The size in bytes of each mail that is there, by UID."""
    sizes: dict[int, int] = {}
    for some in chunks(uids):
        for uid, answer in _ask(client, some, "RFC822.SIZE").items():
            if b"RFC822.SIZE" in answer:
                sizes[uid] = cast("int", answer[b"RFC822.SIZE"])
    return sizes


def fetch_mails(client: IMAPClient, uids: Sequence[int]) -> list[FetchedMail]:
    """The whole mails that are there, in the order of `uids`."""
    sizes = fetch_sizes(client, uids)
    small = [uid for uid, size_bytes in sizes.items() if size_bytes <= _WHOLE_UP_TO_BYTES]
    mails = {mail.uid: mail for some in chunks(small) for mail in _fetch_whole(client, some)}
    for uid in sizes.keys() - set(small):
        if (mail := _fetch_in_pieces(client, uid)) is not None:
            mails[uid] = mail
    return [mails[uid] for uid in uids if uid in mails]


class MailGone(Exception):
    """A mail is not there any more, or the server says that it cannot read it; the connection is as good as before."""


def fetch_head(client: IMAPClient, uid: int, limit_bytes: int) -> FetchedMail:
    """The first `limit_bytes` of a mail. Raises MailGone."""
    head = _fetch_piece(client, uid, 0, limit_bytes)
    if head is None:
        raise MailGone(f"mail {uid} is gone or cannot be read")
    return head


def chunks(uids: Sequence[int]) -> Iterator[list[int]]:
    """The UIDs in portions that a command line can hold."""
    for start in range(0, len(uids), _MOST_UIDS_A_COMMAND):
        yield list(uids[start : start + _MOST_UIDS_A_COMMAND])


def is_refusal(error: imaplib.IMAP4.error) -> bool:
    """Whether the server answered NO or BAD, after which the connection is as good as before."""
    # imaplib and imapclient raise the bare class for these, and subclasses for everything else.
    return type(error) is imaplib.IMAP4.error


def _fetch_whole(client: IMAPClient, uids: Sequence[int]) -> list[FetchedMail]:
    answers = _ask(client, uids, "INTERNALDATE", "BODY.PEEK[]")
    return [_mail(uid, answer, b"BODY[]", is_whole=True) for uid, answer in answers.items() if b"BODY[]" in answer]


def _fetch_in_pieces(client: IMAPClient, uid: int) -> FetchedMail | None:
    # A big mail as one answer would lie in memory three times over: received, parsed, handed on.
    raw = bytearray()
    while (piece := _fetch_piece(client, uid, len(raw), _PIECE_BYTES)) is not None:
        raw += piece.raw
        if len(piece.raw) < _PIECE_BYTES:
            return FetchedMail(uid, piece.received_at, bytes(raw), is_whole=True)
    return None


def _fetch_piece(client: IMAPClient, uid: int, start: int, size_bytes: int) -> FetchedMail | None:
    answer = _ask(client, [uid], "INTERNALDATE", f"BODY.PEEK[]<{start}.{size_bytes}>").get(uid, {})
    name = b"BODY[]<%d>" % start
    return _mail(uid, answer, name, is_whole=False) if name in answer else None


def _mail(uid: int, answer: Mapping[bytes, object], name: bytes, *, is_whole: bool) -> FetchedMail:
    received_at = cast("datetime", answer[b"INTERNALDATE"]).astimezone(UTC)
    # An empty mail, and a piece past the end, may come as NIL.
    return FetchedMail(uid, received_at, cast("bytes | None", answer[name]) or b"", is_whole)


def _ask(client: IMAPClient, uids: Sequence[int], *names: str) -> _Answers:
    """FETCH, without the mails that the server says it cannot read."""
    try:
        # imapclient 4.1 takes nothing but a list of numbers here.
        answers: _Answers = client.fetch(list(uids), list(names))
    except imaplib.IMAP4.error as error:
        if not is_refusal(error):
            raise
        # One mail that cannot be read must not hold up the others.
        alone = [_ask(client, [uid], *names) for uid in uids] if len(uids) > 1 else []
        return {uid: answer for some in alone for uid, answer in some.items()}
    return answers

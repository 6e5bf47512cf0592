"""Read an archive of old mails: an mbox file, a Maildir, or a folder of a mailbox.

Promise: the archive is only read. Mails come oldest first, one after the other, so that memory holds one of them and
a line about each of the others.
Failures: what cannot be read as an archive raises NoArchive, a sentence; Lost as for every mailbox.
"""

from __future__ import annotations

import contextlib
import imaplib
import mailbox
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mailtick.transport.imap_fetch import fetch_mails, is_refusal
from mailtick.transport.imap_sign_in import ImapAccount, find_namespace, hang_up, lost_if_broken, open_connection

_HEAD_BYTES = 64 * 1024
_SOME = 50


class NoArchive(Exception):
    """What was named is no archive of mails; a sentence."""


@dataclass(frozen=True, slots=True)
class OldMail:
    """One mail of an archive, with the moment at which it arrived."""

    raw: bytes
    received_at: datetime


# When a mail arrived, by how it begins.
Arrival = Callable[[bytes], datetime]


@contextlib.contextmanager
def open_archive(path: Path, arrival: Arrival) -> Iterator[tuple[int, Iterator[OldMail]]]:
    """Open an mbox file or a Maildir; how many mails it holds, and the mails. Raises NoArchive."""
    with _open_maildir(path) if path.is_dir() else _open_mbox(path) as (keys, read):
        dated = sorted((arrival(read(key, _HEAD_BYTES)), number) for number, key in enumerate(keys))
        yield len(dated), (OldMail(read(keys[number], None), moment) for moment, number in dated)


_Read = Callable[[str, int | None], bytes]


@contextlib.contextmanager
def _open_mbox(path: Path) -> Iterator[tuple[list[str], _Read]]:
    try:
        with path.open("rb") as file:
            start = file.read(5)
    except OSError as error:
        raise NoArchive(f"{path} cannot be read: {error.strerror}") from None
    if start != b"From ":
        raise NoArchive(
            f'{path} is no mbox file: it does not begin with "From "; a Maildir is a folder with cur and new'
        )
    with contextlib.closing(mailbox.mbox(path, create=False)) as box:

        def read(key: str, most: int | None) -> bytes:
            with contextlib.closing(box.get_file(key)) as file:
                return file.read() if most is None else file.read(most)

        yield list(box.keys()), read


@contextlib.contextmanager
def _open_maildir(path: Path) -> Iterator[tuple[list[str], _Read]]:
    if not (path / "cur").is_dir() or not (path / "new").is_dir():
        raise NoArchive(f"{path} is no Maildir: it has no folders cur and new in it")

    def read(key: str, most: int | None) -> bytes:
        with Path(key).open("rb") as file:
            return file.read() if most is None else file.read(most)

    yield [str(each) for part in ("cur", "new") for each in sorted((path / part).iterdir()) if each.is_file()], read


@contextlib.contextmanager
def open_folder(account: ImapAccount, folder: str) -> Iterator[tuple[int, Iterator[OldMail]]]:
    """Open a folder of a mailbox for reading; how many mails it holds, and the mails. Raises NoArchive and Lost."""
    client = open_connection(account)
    try:
        with lost_if_broken(account, "reading the archive"):
            try:
                client.select_folder(find_namespace(client).native(folder), readonly=True)
            except imaplib.IMAP4.error as error:
                if not is_refusal(error):
                    raise
                raise NoArchive(f"{account.place} has no folder {folder!r} for {account.user}: {error}") from None
            uids = sorted(client.search(["ALL"]))
            yield (
                len(uids),
                (
                    OldMail(mail.raw, mail.received_at)
                    for start in range(0, len(uids), _SOME)
                    for mail in sorted(
                        fetch_mails(client, uids[start : start + _SOME]), key=lambda each: each.received_at
                    )
                ),
            )
    finally:
        hang_up(client)

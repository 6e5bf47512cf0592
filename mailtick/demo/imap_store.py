"""The mailboxes of the embedded IMAP server: accounts, folders and mails in memory.

One lock an account; whoever changes a folder wakes the sessions that watch the account.
"""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from mailtick.desk import wall_clock

_BARE_LINE_END = re.compile(rb"(?<!\r)\n|\r(?!\n)")


@dataclass(frozen=True, slots=True)
class StoredMail:
    """One mail of one folder. A change of its flags makes a new value."""

    uid: int
    raw: bytes = field(repr=False)
    received_at: datetime
    flags: frozenset[bytes] = frozenset()


class Folder:
    """Mails by UID, ascending. `version` grows with every mail that comes or goes."""

    def __init__(self, uidvalidity: int) -> None:
        self.uidvalidity = uidvalidity
        self.uid_next = 1
        self.version = 0
        self.mails: dict[int, StoredMail] = {}

    def add(self, raw: bytes, received_at: datetime, flags: Iterable[bytes] = ()) -> StoredMail:
        mail = StoredMail(self.uid_next, raw, received_at, frozenset(flags))
        self.mails[mail.uid] = mail
        self.uid_next += 1
        self.version += 1
        return mail

    def remove(self, uids: Iterable[int]) -> None:
        for uid in uids:
            self.mails.pop(uid, None)
        self.version += 1

    def uids_after(self, uid: int) -> list[int]:
        """The UIDs above `uid`, ascending; costs no more than their number."""
        newer = itertools.takewhile(lambda each: each > uid, reversed(self.mails))
        return list(newer)[::-1]

    def renew(self, uidvalidity: int) -> None:
        """Number all mails anew, from 1, under another UIDVALIDITY, as after a restored backup."""
        mails = list(self.mails.values())
        self.mails = {uid: replace(mail, uid=uid) for uid, mail in enumerate(mails, 1)}
        self.uidvalidity = uidvalidity
        self.uid_next = len(mails) + 1
        self.version += 1


class Account:
    """The folders of one user. Hold `lock` while you read or change them; call `announce` after a change."""

    def __init__(self, next_uidvalidity: Callable[[], int], separator: str, prefix: str) -> None:
        self.lock = threading.RLock()
        self.separator = separator
        self.prefix = prefix
        self.folders: dict[str, Folder] = {}
        self._next_uidvalidity = next_uidvalidity
        self._watchers: list[Callable[[], None]] = []
        self.make("INBOX")
        self.make(prefix + "Sent")

    def make(self, name: str) -> Folder:
        """The folder `name`, made with the levels above it where it is missing."""
        levels = name.split(self.separator) if self.separator else [name]
        for depth in range(1, len(levels) + 1):
            above = self.separator.join(levels[:depth])
            if above not in self.folders:
                self.folders[above] = Folder(self._next_uidvalidity())
        return self.folders[name]

    def remove(self, name: str) -> None:
        """Delete a folder; whoever has it open learns that it is not the same any more."""
        with self.lock:
            self.folders.pop(name).uidvalidity = 0
        self.announce()

    def renew(self, name: str) -> None:
        """Give a folder a new UIDVALIDITY and new UIDs."""
        with self.lock:
            self.folders[name].renew(self._next_uidvalidity())
        self.announce()

    def watch(self, wake: Callable[[], None]) -> None:
        with self.lock:
            self._watchers.append(wake)

    def unwatch(self, wake: Callable[[], None]) -> None:
        with self.lock:
            self._watchers.remove(wake)

    def announce(self) -> None:
        with self.lock:
            watchers = list(self._watchers)
        for wake in watchers:
            wake()


class ImapStore:
    """All accounts. Whoever is asked for is made: the demo's post office needs no accounts."""

    def __init__(self, clock: Callable[[], datetime] | None = None, separator: str = "/", prefix: str = "") -> None:
        self.clock = clock or wall_clock
        self.separator = separator
        self.prefix = prefix
        self._lock = threading.Lock()
        self._accounts: dict[str, Account] = {}
        # Another UIDVALIDITY at each start: what a client remembers of an earlier run must not fit by accident.
        self._uidvalidities = itertools.count(int(wall_clock().timestamp()))

    def account(self, user: str) -> Account:
        with self._lock:
            user = user.lower()
            if user not in self._accounts:
                self._accounts[user] = Account(self._uidvalidities.__next__, self.separator, self.prefix)
            return self._accounts[user]

    def deliver(self, user: str, raw: bytes, folder: str = "INBOX", received_at: datetime | None = None) -> int:
        """Add a mail and return its UID. Lone line ends become CR LF, as in every mail on a wire."""
        account = self.account(user)
        with account.lock:
            mail = account.make(folder).add(with_crlf(raw), received_at or self.clock())
        account.announce()
        return mail.uid


def with_crlf(raw: bytes) -> bytes:
    """The same mail with every line end as CR LF (RFC 5322 section 2.3)."""
    return _BARE_LINE_END.sub(b"\r\n", raw)

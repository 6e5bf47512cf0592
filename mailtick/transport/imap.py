"""Read one folder of one mailbox over IMAP (RFC 3501) and file what was read.

Promise: nothing is ever deleted or expunged, and `\\Seen` is neither read nor set. Mails come as the bytes that the
server holds. `wait` returns within moments of the server's news.
Failures: whatever breaks the connection is Lost; a broken connection is never used again, so connect anew. A server
that refuses to file a mail costs nothing but the filing: `filing_refusal` then says why.
"""

from __future__ import annotations

import contextlib
import imaplib
from collections.abc import Iterator, Sequence
from typing import cast

from imapclient import IMAPClient

from mailtick.transport.imap_fetch import (
    FetchedMail,
    MailGone,
    MailHead,
    chunks,
    fetch_head,
    fetch_mails,
    fetch_sizes,
    is_refusal,
)
from mailtick.transport.imap_sent import FolderStand, OpenSentFolder, SentFolder
from mailtick.transport.imap_sign_in import (
    FolderMissing,
    ImapAccount,
    Lost,
    SignInRefused,
    find_namespace,
    hang_up,
    lost_if_broken,
    make_folder,
    open_connection,
    select,
)
from mailtick.transport.imap_wait import Waiter
from mailtick.transport.security import Security

__all__ = [
    "FetchedMail",
    "FolderMissing",
    "FolderStand",
    "ImapAccount",
    "Lost",
    "MailGone",
    "MailHead",
    "Mailbox",
    "OpenSentFolder",
    "Security",
    "SignInRefused",
]

PROCESSED_KEYWORD = "$MailtickProcessed"
# imaplib refuses answers of more than a million bytes, and a UID takes up to 11 of them.
_MOST_UIDS_AN_ANSWER = 80_000
_LOGOUT_TIMEOUT_S = 5


class Mailbox:
    """One connection with one folder open, for one thread; only `interrupt` may be called from another.

    Every method but `interrupt` and `close` raises Lost where the connection broke; then only `close` is of use.
    """

    def __init__(self, account: ImapAccount, client: IMAPClient) -> None:
        """Make the folders and open the one to read, on a signed-in connection. See `connect`."""
        self.account = account
        self._client = client
        self._is_broken = False
        self._may_have_news = False
        self.capabilities = frozenset(name.decode("ascii", "replace") for name in client.capabilities())
        self.can_idle = "IDLE" in self.capabilities
        # Why mails cannot be moved, as a sentence; empty where they can.
        self.filing_refusal = ""
        self._prepare_folders()
        self._open_folder()
        self._waiter = Waiter()
        self.sent = SentFolder(client, account, self._namespace, self._link, self._reopen)

    @classmethod
    def connect(cls, account: ImapAccount) -> Mailbox:
        """Sign in, make the two folders where they are missing and open the folder to read.

        Raises Lost, SignInRefused or FolderMissing.
        """
        client = open_connection(account)
        try:
            with lost_if_broken(account, "opening the folder"):
                return cls(account, client)
        except BaseException:
            hang_up(client)
            raise

    def waiting_uids(self, after: int = 0) -> list[int]:
        """The UIDs above `after` in the folder that are not filed yet, ascending."""
        marked = [] if self.can_move or not self.can_keep_keywords else ["UNKEYWORD", PROCESSED_KEYWORD]
        found: set[int] = set()
        with self._link("looking for new mails"):
            self._take_news()
            for window in self._windows(after + 1):
                found.update(self._client.search(["UID", window, *marked]))
            # `n:*` always names the last mail, even where its UID is below n (RFC 3501 section 6.4.8).
            waiting = sorted(uid for uid in found if uid > after)
            if not waiting:
                self._check_folder()
        return waiting

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """The size in bytes of each mail that is still there, by UID."""
        with self._link("asking for sizes"):
            return fetch_sizes(self._client, uids)

    def fetch(self, uids: Sequence[int]) -> list[FetchedMail]:
        """The whole mails, in the order of `uids`; those that are gone meanwhile are missing in the answer.

        All of them lie in memory at once: bound the batch by `sizes`. A mail that the server says it cannot read is
        missing too.
        """
        with self._link("fetching mails"):
            return fetch_mails(self._client, uids)

    def fetch_head(self, uid: int, limit_bytes: int) -> FetchedMail:
        """The first `limit_bytes` of a mail; `is_whole` is False. Raises MailGone: gone meanwhile, or unreadable."""
        with self._link("fetching the head of a mail"):
            return fetch_head(self._client, uid, limit_bytes)

    def file(self, uids: Sequence[int], folder: str | None = None) -> None:
        """Move the mails to `folder`, by default the folder of processed mails.

        Without MOVE they stay and get our keyword; for any other folder a copy is made there first. Where the server
        keeps no keywords either, nothing happens; nor where the account is only read.
        """
        if self.account.is_read_only:
            return
        folder = folder or self.account.processed_folder
        for some in chunks(uids):
            with self._link("filing mails"):
                if not (self.can_move and self._move(some, folder)):
                    self._mark(some, folder)

    def wait(self, seconds: float) -> bool:
        """Wait for news at most `seconds` (fewer than 29 minutes), or until `interrupt`; without IDLE, just wait.

        True: look for new mails now. False: nothing was heard, or the wait was interrupted.
        """
        # A mail that came during the last command was told in its answer, and IDLE will not tell of it again.
        if self._take_news():
            return True
        if not self.can_idle:
            return self._waiter.pause(seconds)
        with self._link("waiting for news"):
            return self._waiter.idle(self._client, seconds)

    def interrupt(self) -> None:
        """End the running `wait`, or else the next one, at once. For other threads."""
        self._waiter.interrupt()

    def close(self) -> None:
        """Log out and hang up; never raises."""
        if not self._is_broken:
            with contextlib.suppress(Lost), self._link("logging out"):
                self._client.socket().settimeout(_LOGOUT_TIMEOUT_S)
                self._client.logout()
        hang_up(self._client)
        self._waiter.close()

    def _prepare_folders(self) -> None:
        self._namespace = find_namespace(self._client)
        if self.account.is_read_only:
            self.can_move = False
            return
        for name in (self.account.processed_folder, self.account.held_folder):
            if refusal := make_folder(self._client, self._namespace.native(name)):
                self.filing_refusal = f"{self.account.place} does not let us make the folder {name!r}: {refusal}"
        self.can_move = "MOVE" in self.capabilities and not self.filing_refusal

    def _open_folder(self) -> None:
        answer = self._select()
        # How many there are when a folder is opened is no news: whoever opens it looks.
        self._take_news()
        self.uidvalidity = cast("int", answer.get(b"UIDVALIDITY", 0))
        self._exists_count = cast("int", answer.get(b"EXISTS", 0))
        self._uid_next = cast("int", answer.get(b"UIDNEXT", 1))
        kept = cast("tuple[bytes, ...]", answer.get(b"PERMANENTFLAGS", ()))
        self.can_keep_keywords = not self.account.is_read_only and bool(
            {b"\\*", PROCESSED_KEYWORD.encode()}.intersection(kept)
        )

    def _reopen(self) -> None:
        """Open the folder again after another was open; nothing to do on a broken connection."""
        if self._is_broken:
            return
        with self._link("opening the folder again"):
            answer = self._select()
            if answer.get(b"UIDVALIDITY", 0) != self.uidvalidity:
                raise imaplib.IMAP4.abort("the folder was made anew (its UIDVALIDITY changed)")
            self._exists_count = cast("int", answer.get(b"EXISTS", 0))
            self._uid_next = cast("int", answer.get(b"UIDNEXT", 1))
        # What came meanwhile is in the count of the answer, and nobody was told of it.
        self._may_have_news = True

    def _select(self) -> dict[bytes, object]:
        return select(self._client, self.account, self._namespace.native(self.account.folder))

    def _take_news(self) -> bool:
        """Whether the server has told of new mails since this was last asked, in whatever answer."""
        _, news = self._client._imap.response("EXISTS")
        may_have_news, self._may_have_news = self._may_have_news, False
        return may_have_news or any(value is not None for value in news)

    def _windows(self, first: int) -> Iterator[str]:
        """UID ranges from `first` on, none of which holds more mails than an answer may list."""
        if self._exists_count > _MOST_UIDS_AN_ANSWER:
            while first + _MOST_UIDS_AN_ANSWER < self._uid_next:
                yield f"{first}:{first + _MOST_UIDS_AN_ANSWER - 1}"
                first += _MOST_UIDS_AN_ANSWER
        yield f"{first}:*"

    def _check_folder(self) -> None:
        """Raise abort where the folder is not the one we opened any more."""
        # Dovecot goes on serving a folder that was deleted and made anew, and it stays empty for ever; all it does is
        # to warn in the answer to NOOP. So when nothing waits, listen for a warning, and then open the folder again.
        _, news = self._client.noop()
        if any(_is_warning(each) for each in news) and self._select().get(b"UIDVALIDITY") != self.uidvalidity:
            raise imaplib.IMAP4.abort("the folder was made anew (its UIDVALIDITY changed)")

    def _move(self, uids: list[int], folder: str) -> bool:
        """MOVE; False where the server refuses, and from then on nothing is moved on this connection."""
        native = self._namespace.native(folder)
        # Somebody may have removed the folder since we made it.
        if not (refusal := self._refusal_of_move(uids, native)):
            return True
        if "[TRYCREATE]" in refusal and not make_folder(self._client, native):
            refusal = self._refusal_of_move(uids, native)
        if refusal:
            self.can_move = False
            self.filing_refusal = f"{self.account.place} does not let us move mails to {folder!r}: {refusal}"
        return not refusal

    def _refusal_of_move(self, uids: list[int], native_folder: str) -> str:
        try:
            self._client.move(uids, native_folder)
        except imaplib.IMAP4.error as error:
            if is_refusal(error):
                return str(error)
            raise
        return ""

    def _mark(self, uids: list[int], folder: str) -> None:
        """Give the mails our keyword, after copying them to `folder` unless it is the one of processed mails."""
        if not self.can_keep_keywords:
            return
        try:
            if folder != self.account.processed_folder:
                self._client.copy(uids, self._namespace.native(folder))
            self._client.add_flags(uids, [PROCESSED_KEYWORD.encode()], silent=True)
        except imaplib.IMAP4.error as error:
            if not is_refusal(error):
                raise
            self.filing_refusal = f"{self.account.place} does not let us mark mails: {error}"

    @contextlib.contextmanager
    def _link(self, doing: str) -> Iterator[None]:
        if self._is_broken:
            raise Lost(f"The connection to {self.account.place} was lost before")
        try:
            with lost_if_broken(self.account, doing):
                yield
        except Lost:
            self._is_broken = True
            raise


def _is_warning(news: tuple[object, ...]) -> bool:
    """Whether an untagged answer is a NO (RFC 3501 section 7.1.2) or tells of another UIDVALIDITY."""
    match news:
        case (b"NO", *_):
            return True
        case (b"OK", bytes() as text):
            return b"[UIDVALIDITY" in text
    return False

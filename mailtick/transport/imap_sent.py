"""Find the folder of sent mails on a connection that reads another folder, and read it.

Promise: nothing in it is changed. It is asked about with STATUS, opened with EXAMINE and read with PEEK; nothing is
moved, flagged or expunged there, no folder is made, and the folder that we read is open again afterwards.
Failures: a folder that is missing, vanishes or cannot be opened is None, and `refusal` says why; Lost as for every
other command.
"""

from __future__ import annotations

import contextlib
import imaplib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from imapclient import IMAPClient

from mailtick.transport.imap_fetch import (
    FetchedMail,
    MailHead,
    fetch_head,
    fetch_heads,
    fetch_mails,
    is_refusal,
)
from mailtick.transport.imap_sign_in import ImapAccount, Namespace

Link = Callable[[str], contextlib.AbstractContextManager[None]]

_MARK = b"\\sent"
_NOT_TO_OPEN = {b"\\noselect", b"\\nonexistent"}
# What mail programs call it where the server marks none, in small letters and without the levels above.
_USUAL_NAMES = (
    *("sent", "sent items", "sent mail", "sent messages", "sent-mail", "outbox sent"),
    *("gesendet", "gesendete elemente", "gesendete objekte", "gesendete nachrichten"),
    *("envoyés", "éléments envoyés", "messages envoyés", "enviados", "elementos enviados", "itens enviados"),
    *("posta inviata", "inviata", "inviati", "elementi inviati", "verzonden", "verzonden items", "verzonden berichten"),
    *("skickat", "skickade objekt", "sendt", "sendte elementer", "sendt post", "lähetetyt", "wysłane"),
    *("elementy wysłane", "odeslané", "odeslaná pošta", "odoslané", "elküldött", "trimise", "poslano", "išsiųsta"),
    *("отправленные", "надіслані", "изпратени", "απεσταλμένα", "gönderilmiş öğeler", "gönderilenler"),
    *("已发送", "已发送邮件", "寄件備份", "送信済み", "送信済みアイテム", "보낸편지함"),
)
# As for the folder that we read: imaplib takes no answer of more than a million bytes.
_MOST_UIDS_AN_ANSWER = 80_000


@dataclass(frozen=True, slots=True)
class FolderStand:
    """How a folder stands: as long as this is the same, no mail has come to it. `folder` is the server's name."""

    folder: str
    uidvalidity: int
    uid_next: int


class OpenSentFolder:
    """The folder of sent mails while it is open, for reading only. All methods raise Lost."""

    def __init__(self, client: IMAPClient, link: Link, stand: FolderStand) -> None:
        self.stand = stand
        self._client = client
        self._link = link

    def uids(self, first: int, since: date | None, most: int) -> list[int]:
        """The UIDs from `first` on of mails that came on the day `since` or later; about `most`, the lowest."""
        found: set[int] = set()
        after = ["SINCE", since] if since else []
        while first < max(self.stand.uid_next, 1) and len(found) < most:
            last = first + _MOST_UIDS_AN_ANSWER - 1
            with self._link("looking for sent mails"):
                found.update(self._client.search(["UID", f"{first}:{last}", *after]))
            first = last + 1
        return sorted(found)

    def heads(self, uids: Sequence[int]) -> dict[int, MailHead]:
        """When each mail came, its size, and the fields by which our own are known; those that are gone are missing."""
        with self._link("fetching the heads of sent mails"):
            return fetch_heads(self._client, uids)

    def fetch(self, uids: Sequence[int]) -> list[FetchedMail]:
        """The whole mails; those that are gone or cannot be read are missing. Bound the batch by the heads' sizes."""
        with self._link("fetching sent mails"):
            return fetch_mails(self._client, uids)

    def fetch_head(self, uid: int, limit_bytes: int) -> FetchedMail:
        """The first `limit_bytes` of a mail. Raises MailGone."""
        with self._link("fetching the head of a sent mail"):
            return fetch_head(self._client, uid, limit_bytes)


class SentFolder:
    """The folder of sent mails of one connection. `reopen` opens the folder that the connection reads."""

    def __init__(
        self, client: IMAPClient, account: ImapAccount, namespace: Namespace, link: Link, reopen: Callable[[], None]
    ) -> None:
        # Why it cannot be read, as a sentence; empty where it can.
        self.refusal = ""
        self._client = client
        self._account = account
        self._namespace = namespace
        self._link = link
        self._reopen = reopen
        self._name = ""
        self._stand = FolderStand("", 0, 0)

    def stand(self) -> FolderStand | None:
        """How the folder stands now, whatever folder is open; None where there is none, or it cannot be asked."""
        if self._account.sent_folder == "":
            return None
        with self._link("asking how the sent mails stand"):
            self._name = self._name or self._find()
            if not self._name:
                self.refusal = (
                    f"{self._account.user} has no folder of sent mails on {self._account.place} that is known"
                )
                return None
            try:
                status = self._client.folder_status(self._name, ["UIDNEXT", "UIDVALIDITY"])
            except imaplib.IMAP4.error as error:
                self._refused(error)
                return None
        self.refusal = ""
        self._stand = self._as_stand(status, 0)
        return self._stand

    @contextlib.contextmanager
    def open(self) -> Iterator[OpenSentFolder | None]:
        """Open the folder that `stand` found; None where the server refuses. Afterwards ours is open again."""
        try:
            yield self._examine()
        finally:
            self._reopen()

    def _examine(self) -> OpenSentFolder | None:
        with self._link("opening the folder of sent mails"):
            try:
                answer = self._client.select_folder(self._name, readonly=True)
            except imaplib.IMAP4.error as error:
                self._refused(error)
                return None
        # Not every server says the next UID when a folder is opened (RFC 3501 section 6.3.1).
        return OpenSentFolder(self._client, self._link, self._as_stand(answer, self._stand.uid_next))

    def _as_stand(self, answer: Mapping[bytes, object], uid_next: int) -> FolderStand:
        next_one = cast("int", answer.get(b"UIDNEXT", uid_next))
        return FolderStand(self._name, cast("int", answer.get(b"UIDVALIDITY", 0)), next_one)

    def _refused(self, error: imaplib.IMAP4.error) -> None:
        """Note a refusal; the folder is looked for anew. Whatever else broke the connection flies on."""
        if not is_refusal(error):
            raise error
        self.refusal = f"{self._account.place} does not let us read the folder of sent mails {self._name!r}: {error}"
        self._name = ""

    def _find(self) -> str:
        """The server's name of the folder, or nothing."""
        if self._account.sent_folder is not None:
            return self._namespace.native(self._account.sent_folder)
        listed = self._listed("LIST", '""', '"*"')
        marked = [name for flags, name in listed if _MARK in flags]
        if not marked and self._client.has_capability("SPECIAL-USE"):
            # Some servers tell of the use only when they are asked for it (RFC 6154 section 2).
            marked = [name for flags, name in self._listed("LIST", "(SPECIAL-USE)", '""', '"*"') if _MARK in flags]
        usual = [name for _, name in listed if self._last_level(name) in _USUAL_NAMES]
        usual.sort(key=lambda name: _USUAL_NAMES.index(self._last_level(name)))
        return next(iter([*self._mine_first(marked), *self._mine_first(usual)]), "")

    def _listed(self, *command: str) -> list[tuple[set[bytes], str]]:
        """The flags, in small letters, and names of the folders that can be opened and are none of ours."""
        imap = self._client._imap
        kind, answer = imap._simple_command(*command)
        if kind != "OK":
            return []
        _, answer = imap._untagged_response(kind, answer, "LIST")
        ours = (self._account.folder, self._account.processed_folder, self._account.held_folder)
        used = {self._namespace.native(name) for name in ours}
        found = [
            ({flag.lower() for flag in flags}, cast("str", name))
            for flags, _, name in self._client._proc_folder_list(answer)
        ]
        return [(flags, name) for flags, name in found if name not in used and not flags & _NOT_TO_OPEN]

    def _last_level(self, name: str) -> str:
        separator = self._namespace.separator
        return (name.rpartition(separator)[2] if separator else name).lower()

    def _mine_first(self, names: list[str]) -> list[str]:
        """In this order, but what lies deep, or among folders that others share, comes last."""
        separator = self._namespace.separator
        depth = {name: name.count(separator) if separator else 0 for name in names}
        return sorted(names, key=lambda name: (not name.startswith(self._namespace.prefix), depth[name] > 1))

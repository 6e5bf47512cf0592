"""Reach an IMAP server, sign in and find the folders.

Promise: a password goes over the wire only with the protection that was asked for. The two folders that mails are
moved to exist afterwards where the server lets us make them; nothing else is changed.
Failures: Lost (no connection, no trust in the certificate, no STARTTLS), SignInRefused, FolderMissing; each is a
sentence that names the server.
"""

from __future__ import annotations

import contextlib
import imaplib
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from mailtick.transport.security import Security, is_wire_safe, tls_context

# imaplib and imapclient have no common base for "the connection is of no use any more". ValueError and IndexError are
# what they raise on garbled answers.
BROKEN = (imaplib.IMAP4.error, OSError, ValueError, IndexError)
_CONNECT_TIMEOUT_S = 10


class Lost(Exception):
    """The connection is gone or unusable: connect again. The text is a sentence with host and port."""


class SignInRefused(Exception):
    """The server refused user or password; the text is a sentence."""


class FolderMissing(Exception):
    """The folder to read does not exist; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class ImapAccount:
    """One mailbox of one server. Folder names are written with "/" whatever the server's own separator is."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    processed_folder: str = "Mailtick/Processed"
    held_folder: str = "Mailtick/Held"
    # The folder of sent mails, which is only read. None: find it; empty: do not look.
    sent_folder: str | None = None
    # Nothing on the server is changed: no folder is made, no mail moved or marked.
    is_read_only: bool = False
    # Trusted instead of the system's authorities, for a server with a certificate of its own.
    ca_file: Path | None = None
    timeout_s: float = 60

    @property
    def place(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Namespace:
    """Where the server keeps personal folders: a prefix such as "INBOX." and the separator between the levels."""

    prefix: str
    separator: str

    def native(self, name: str) -> str:
        """The server's name of the folder that we call `name`."""
        if name.upper() == "INBOX":
            return "INBOX"
        # A server without levels has one long name instead.
        native = name.replace("/", self.separator or "-")
        return native if native.startswith(self.prefix) else self.prefix + native


def open_connection(account: ImapAccount) -> IMAPClient:
    """A signed-in connection. Raises Lost or SignInRefused, and leaves no connection open then."""
    client = _reach(account)
    try:
        with lost_if_broken(account, "signing in"):
            if account.security is Security.STARTTLS:
                client.starttls(tls_context(account.ca_file))
            _sign_in(client, account)
    except BaseException:
        hang_up(client)
        raise
    # Aware times as the server sent them, instead of naive ones in this machine's zone.
    client.normalise_times = False
    return client


def find_namespace(client: IMAPClient) -> Namespace:
    """The first personal namespace; where the server cannot tell, the separator that LIST shows and no prefix."""
    if client.has_capability("NAMESPACE"):
        personal = client.namespace().personal
        if personal:
            prefix, separator = personal[0]
            return Namespace(prefix, separator or "")
    listed = client.list_folders("", "")
    separator = listed[0][1] if listed else b"/"
    return Namespace("", (separator or b"").decode("ascii"))


def make_folder(client: IMAPClient, name: str) -> str:
    """Make the folder `name` (the server's own spelling) if it is missing; return the refusal, or nothing."""
    if client.folder_exists(name):
        return ""
    try:
        client.create_folder(name)
        # Without a subscription many mail programs would not show the folder to the office.
        client.subscribe_folder(name)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        # Another connection may have made it in the meantime.
        return "" if client.folder_exists(name) else str(error)
    return ""


def select(client: IMAPClient, account: ImapAccount, name: str) -> dict[bytes, object]:
    """Open the folder `name` (the server's own spelling) and return the server's answer to SELECT."""
    try:
        answer: dict[bytes, object] = client.select_folder(name, readonly=account.is_read_only)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        text = f"{account.user} has no folder {account.folder!r} on {account.place} that can be read: {error}"
        raise FolderMissing(text) from error
    return answer


def hang_up(client: IMAPClient) -> None:
    """Close the connection without a word to the server."""
    with contextlib.suppress(*BROKEN):
        client.shutdown()


@contextlib.contextmanager
def lost_if_broken(account: ImapAccount, doing: str) -> Iterator[None]:
    """Turn whatever the libraries raise on a broken connection into Lost, with what we were `doing`."""
    try:
        yield
    except BROKEN as error:
        reason = str(error) or type(error).__name__
        raise Lost(f"The connection to {account.place} was lost while {doing}: {reason}") from error


def _reach(account: ImapAccount) -> IMAPClient:
    folders = (account.folder, account.processed_folder, account.held_folder, account.sent_folder or "")
    for value in (account.user, account.password, *folders):
        if not is_wire_safe(value):
            raise ValueError(f"a control character stands in a setting for {account.place}")
    timeout = SocketTimeout(connect=min(_CONNECT_TIMEOUT_S, account.timeout_s), read=account.timeout_s)
    is_tls = account.security is Security.TLS
    with lost_if_broken(account, "connecting"):
        context = tls_context(account.ca_file) if is_tls else None
        client = IMAPClient(account.host, account.port, ssl=is_tls, ssl_context=context, timeout=timeout)
    # imapclient sends a SEARCH in two parts; the second would wait for the server's delayed acknowledgement, 40 ms.
    client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def _sign_in(client: IMAPClient, account: ImapAccount) -> None:
    if client.has_capability("LOGINDISABLED"):
        hint = 'set security = "starttls" or "tls"'
        raise SignInRefused(f"{account.place} takes no password over an unprotected connection; {hint}")
    # LOGIN can carry neither a password outside ASCII nor a user name with a space.
    sign_in = client.plain_login if client.has_capability("AUTH=PLAIN") else client.login
    try:
        sign_in(account.user, account.password)
    except LoginError as error:
        # "Refused" and "the server went away while we asked" arrive as the same exception; so does "not now"
        # (RFC 5530, UNAVAILABLE).
        if isinstance(error.__context__, imaplib.IMAP4.abort) or "[UNAVAILABLE]" in str(error):
            raise
        text = f"{account.place} refused the sign-in of {account.user}: {error}"
        raise SignInRefused(text) from error

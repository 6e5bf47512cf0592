"""The two IMAP servers that the contract tests hold to the same promises."""

from __future__ import annotations

import contextlib
import imaplib
import itertools
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mailtick.demo.imap_server import ImapServer
from mailtick.transport.imap import ImapAccount, Mailbox, Security
from tests.support.proxy import CuttingProxy


@dataclass(frozen=True, slots=True)
class Office:
    """A running IMAP server. Every user has mailboxes of its own; "secret" is everybody's password."""

    name: str
    port: int
    tls_port: int
    ca_file: Path
    user_numbers: Iterator[int]
    # The embedded server, for its faults; None for Dovecot.
    embedded: ImapServer | None = None

    def account(self) -> ImapAccount:
        """A user that nobody has used yet, reached without protection."""
        user = f"{self.name}{next(self.user_numbers)}@saltmarsh.example"
        return ImapAccount("localhost", self.port, Security.PLAIN, user, "secret", timeout_s=10)

    def protected(self, account: ImapAccount, security: Security) -> ImapAccount:
        port = self.tls_port if security is Security.TLS else self.port
        return replace(account, port=port, security=security, ca_file=self.ca_file)

    def deliver(self, account: ImapAccount, *mails: bytes) -> None:
        """Put mails into the account's INBOX, as another program would."""
        with self.other_client(account) as client:
            for raw in mails:
                client.append("INBOX", "", "", raw)

    @contextlib.contextmanager
    def other_client(self, account: ImapAccount) -> Iterator[imaplib.IMAP4]:
        """An ordinary mail program of the same user."""
        with imaplib.IMAP4("localhost", self.port, timeout=10) as client:
            # imaplib sends a mail in two parts; the second would wait for a delayed acknowledgement.
            client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client.login(account.user, "secret")
            yield client

    def raws(self, account: ImapAccount, folder: str) -> list[bytes]:
        """The mails of a folder, as another program reads them."""
        with self.other_client(account) as client:
            client.select(f'"{folder}"', readonly=True)
            numbers = client.search(None, "ALL")[1][0].split()
            answers = [client.fetch(number, "(BODY.PEEK[])")[1][0] for number in numbers]
            return [answer[1] for answer in answers if isinstance(answer, tuple)]

    def flags(self, account: ImapAccount, folder: str = "INBOX") -> str:
        """The flags of all mails of a folder, in one text."""
        with self.other_client(account) as client:
            client.select(f'"{folder}"', readonly=True)
            return repr(client.fetch("1:*", "(FLAGS)")[1])


def user_numbers() -> Iterator[int]:
    return itertools.count(1)


@contextlib.contextmanager
def connected(account: ImapAccount) -> Iterator[Mailbox]:
    mailbox = Mailbox.connect(account)
    try:
        yield mailbox
    finally:
        mailbox.close()


@contextlib.contextmanager
def behind_proxy(account: ImapAccount) -> Iterator[tuple[ImapAccount, CuttingProxy]]:
    """The same account, reached through a proxy."""
    with CuttingProxy(account.port) as proxy:
        yield replace(account, port=proxy.port), proxy

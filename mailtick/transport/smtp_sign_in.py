"""Reach an SMTP server and sign in.

Promise: user and password go over the wire only with the protection that was asked for.
Failures: CannotSend, a sentence that names the server; no connection is left open then.
"""

from __future__ import annotations

import base64
import contextlib
import smtplib
import socket
from dataclasses import dataclass, field
from pathlib import Path

from mailtick.transport.security import Security, tls_context

# ValueError is what smtplib raises for text that it cannot encode or an answer that it cannot read.
BROKEN = (smtplib.SMTPException, OSError, ValueError)
_SIGNED_IN = {235, 503}


class CannotSend(Exception):
    """The server cannot be used now; the text is a sentence with host and port."""


@dataclass(frozen=True, slots=True)
class SmtpAccount:
    """One server to send by. Without `user` nobody signs in. `helo_name` is empty for this machine's own name."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    # Trusted instead of the system's authorities, for a server with a certificate of its own.
    ca_file: Path | None = None
    timeout_s: float = 60
    helo_name: str = ""

    @property
    def place(self) -> str:
        return f"{self.host}:{self.port}"


def open_connection(account: SmtpAccount) -> smtplib.SMTP:
    """A connection that has said EHLO and signed in. Raises CannotSend."""
    try:
        client = _reach(account)
    except BROKEN as error:
        raise CannotSend(f"{account.place} cannot be reached: {_reason(error)}") from error
    try:
        _greet(client, account)
        if account.user:
            _sign_in(client, account)
    except BROKEN as error:
        hang_up(client)
        raise CannotSend(f"{account.place} did not let us begin: {_reason(error)}") from error
    except CannotSend:
        hang_up(client)
        raise
    return client


def hang_up(client: smtplib.SMTP) -> None:
    """Close the connection without a word to the server."""
    with contextlib.suppress(*BROKEN):
        client.close()


def decode(text: bytes) -> str:
    """A server's answer as one line of text."""
    return " ".join(text.decode("utf-8", "replace").split())


def _reach(account: SmtpAccount) -> smtplib.SMTP:
    name, timeout_s = account.helo_name or None, account.timeout_s
    if account.security is Security.TLS:
        context = tls_context(account.ca_file)
        client: smtplib.SMTP = smtplib.SMTP_SSL(account.host, account.port, name, timeout=timeout_s, context=context)
    else:
        client = smtplib.SMTP(account.host, account.port, name, timeout=timeout_s)
    # The last packet of a mail must not wait for the server's delayed acknowledgement of the one before.
    if client.sock is not None:
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def _greet(client: smtplib.SMTP, account: SmtpAccount) -> None:
    client.ehlo_or_helo_if_needed()
    if account.security is not Security.STARTTLS:
        return
    if not client.has_extn("starttls"):
        raise CannotSend(f'{account.place} does not offer STARTTLS; is another port meant, with security = "tls"?')
    code, text = client.starttls(context=tls_context(account.ca_file))
    if code != 220:
        raise CannotSend(f"{account.place} refused STARTTLS: {code} {decode(text)}")
    client.ehlo_or_helo_if_needed()


def _sign_in(client: smtplib.SMTP, account: SmtpAccount) -> None:
    if "PLAIN" not in client.esmtp_features.get("auth", "").upper().split():
        client.login(account.user, account.password)
        return
    # smtplib itself sends no password outside ASCII; RFC 4616 wants it in UTF-8.
    secret = base64.b64encode(f"\0{account.user}\0{account.password}".encode()).decode("ascii")
    code, text = client.docmd("AUTH", f"PLAIN {secret}")
    if code not in _SIGNED_IN:
        raise CannotSend(f"{account.place} refused the sign-in of {account.user}: {code} {decode(text)}")


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return f"{error.smtp_code} {decode(text) if isinstance(text, bytes) else text}"
    return str(error) or type(error).__name__

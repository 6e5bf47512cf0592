"""Hand mails to the SMTP server, one recipient at a time, on a kept connection (RFC 5321).

Promise: `Sent` means that the server took the mail. Whatever is lost before the final dot was sent is TryAgain, since
no server delivers half a mail; what is lost after it, or answered with neither yes nor no, is Uncertain.
Failures: none is raised by `send`; `check` raises CannotSend, a sentence with host and port.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import time
from collections.abc import Iterator

from mailtick.transport.outcome import Outcome, Refused, Sent, TryAgain, Uncertain
from mailtick.transport.security import is_wire_safe
from mailtick.transport.smtp_sign_in import BROKEN, CannotSend, SmtpAccount, decode, hang_up, open_connection

__all__ = ["CannotSend", "SmtpAccount", "SmtpSender"]

# Servers end a silent connection after minutes; one that was silent this long is asked whether it still lives.
_PROBE_AFTER_S = 30.0
# Servers may take their time after the final dot (RFC 5321 section 4.5.3.2.6 asks for ten minutes of patience): giving
# up too early is what sends a mail twice.
_FINAL_PATIENCE = 10
_QUIT_TIMEOUT_S = 5
# socket.sendall counts its timeout over the whole text, so a slow line needs smaller portions.
_PORTION_BYTES = 256 << 10
# "Sign in first" and the like are about us, not about the mail.
_SIGN_IN_CODES = {530, 534, 535, 538}
_BARE_LINE_END = re.compile(rb"(?<!\r)\n|\r(?!\n)")
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class SmtpSender:
    """One kept connection to one server, for one thread. It is opened when first needed."""

    def __init__(self, account: SmtpAccount, probe_after_s: float = _PROBE_AFTER_S) -> None:
        self.account = account
        self._probe_after_s = probe_after_s
        self._client: smtplib.SMTP | None = None
        self._used_at_s = 0.0

    def send(self, envelope_from: str, recipient: str, raw: bytes) -> Outcome:
        """Hand over one mail for one recipient. `raw` may be any bytes; its line ends become CR LF."""
        if not (is_wire_safe(envelope_from) and is_wire_safe(recipient)):
            return Refused("an address of this mail holds a control character")
        self._probe()
        is_kept = self._client is not None
        try:
            return self._attempt(envelope_from, recipient, raw)
        except _LinkLost as lost:
            if not is_kept:
                return TryAgain(str(lost))
        except CannotSend as error:
            return TryAgain(str(error), is_unreached=True)
        # The server had closed the kept connection in the meantime: that says nothing about the mail.
        try:
            return self._attempt(envelope_from, recipient, raw)
        except (_LinkLost, CannotSend) as error:
            return TryAgain(str(error), is_unreached=isinstance(error, CannotSend))

    def check(self) -> None:
        """Connect, sign in and say NOOP on a connection of its own. Raises CannotSend with a sentence."""
        client = open_connection(self.account)
        try:
            code, text = client.noop()
            if code != 250:
                raise CannotSend(f"{self.account.place} answered NOOP with {code} {decode(text)}")
        except BROKEN as error:
            raise CannotSend(f"{self.account.place} went away after the sign-in: {error}") from error
        finally:
            hang_up(client)

    @property
    def is_connected(self) -> bool:
        """Whether the connection is open, as far as we know. After TryAgain: whether it was about this mail only."""
        return self._client is not None

    def close(self) -> None:
        """Say QUIT and hang up; never raises."""
        if self._client is not None:
            with contextlib.suppress(*BROKEN):
                if self._client.sock is not None:
                    self._client.sock.settimeout(_QUIT_TIMEOUT_S)
                self._client.quit()
        self._drop()

    def _probe(self) -> None:
        """Drop a connection that was silent for long and is dead meanwhile."""
        if self._client is None or time.monotonic() - self._used_at_s < self._probe_after_s:
            return
        try:
            code, _ = self._client.noop()
        except BROKEN:
            code = 0
        if code != 250:
            self._drop()

    def _attempt(self, envelope_from: str, recipient: str, raw: bytes) -> Outcome:
        """Raises _LinkLost where the connection ended before the final dot was sent, and CannotSend before that."""
        if self._client is None:
            self._client = open_connection(self.account)
        client = self._client
        if refusal := self._refusal(client, (envelope_from, recipient), raw):
            return Refused(refusal)
        with self._before_final_dot():
            refused = self._announce(client, envelope_from, recipient, raw)
            if refused is not None:
                return refused
            _send_text(client, raw)
        return self._final_reply(client)

    def _refusal(self, client: smtplib.SMTP, addresses: tuple[str, str], raw: bytes) -> str:
        """Why this server cannot take this mail, as a sentence; empty where it can."""
        limit_bytes = int(client.esmtp_features.get("size", "").strip() or 0)
        if 0 < limit_bytes < len(raw):
            return f"the mail has {len(raw):,} bytes and {self.account.place} takes at most {limit_bytes:,}"
        foreign = next((address for address in addresses if not address.isascii()), None)
        if foreign is not None and not client.has_extn("smtputf8"):
            return f"{self.account.place} takes no addresses outside ASCII such as {foreign}"
        return ""

    def _announce(self, client: smtplib.SMTP, envelope_from: str, recipient: str, raw: bytes) -> Outcome | None:
        """MAIL, RCPT and DATA; the outcome where the server refuses one of them, None where it waits for the text."""
        code, text = client.mail(envelope_from, _options(client, (envelope_from, recipient), raw))
        if code != 250:
            return self._not_taken(client, code, text)
        code, text = client.rcpt(recipient)
        if code not in (250, 251):
            return self._not_taken(client, code, text)
        code, text = client.docmd("DATA")
        return None if code == 354 else self._not_taken(client, code, text)

    def _final_reply(self, client: smtplib.SMTP) -> Outcome:
        """Read the answer to the final dot."""
        try:
            if client.sock is not None:
                client.sock.settimeout(self.account.timeout_s * _FINAL_PATIENCE)
            code, text = client.getreply()
            if client.sock is not None:
                client.sock.settimeout(self.account.timeout_s)
        except BROKEN as error:
            self._drop()
            return Uncertain(f"{self.account.place} was lost after the whole mail was sent: {error}")
        self._used_at_s = time.monotonic()
        if 200 <= code < 300:
            return Sent(f"{code} {decode(text)}")
        outcome = self._not_taken(client, code, text)
        # An answer that says neither yes nor no, to the whole mail: it may have been taken.
        return outcome if 400 <= code < 600 else Uncertain(outcome.reason)

    def _not_taken(self, client: smtplib.SMTP, code: int, text: bytes) -> TryAgain | Refused:
        """What an answer other than yes means; the connection is made ready for the next mail, or dropped."""
        self._used_at_s = time.monotonic()
        # With 421 the server says goodbye (RFC 5321 section 3.8); below zero is what smtplib calls no answer at all.
        if code == 421 or code < 0 or not _resets(client):
            self._drop()
        reply = f"{code} {decode(text)}" if code > 0 else "something that is no SMTP"
        if 500 <= code < 600 and code not in _SIGN_IN_CODES:
            return Refused(reply)
        return TryAgain(f"{self.account.place} answered {reply}")

    def _drop(self) -> None:
        if self._client is not None:
            hang_up(self._client)
        self._client = None

    @contextlib.contextmanager
    def _before_final_dot(self) -> Iterator[None]:
        try:
            yield
        except BROKEN as error:
            self._drop()
            raise _LinkLost(f"{self.account.place} was lost before the mail was sent: {error}") from error


class _LinkLost(Exception):
    """The connection ended before the final dot: nothing was delivered."""


def _resets(client: smtplib.SMTP) -> bool:
    try:
        return client.rset()[0] == 250
    except BROKEN:
        return False


def _options(client: smtplib.SMTP, addresses: tuple[str, str], raw: bytes) -> list[str]:
    """What MAIL says about the mail, as far as the server understands it."""
    wanted = {
        "size": f"size={len(raw)}",
        "8bitmime": "" if raw.isascii() else "body=8bitmime",
        "smtputf8": "" if all(address.isascii() for address in addresses) else "smtputf8",
    }
    return [option for name, option in wanted.items() if option and client.has_extn(name)]


def _send_text(client: smtplib.SMTP, raw: bytes) -> None:
    """Send the mail with its dots stuffed (RFC 5321 section 4.5.2) and the final dot, in the last portion."""
    text = _LEADING_DOT.sub(b"..", _BARE_LINE_END.sub(b"\r\n", raw))
    text += b".\r\n" if not text or text.endswith(b"\r\n") else b"\r\n.\r\n"
    for start in range(0, len(text), _PORTION_BYTES):
        client.send(text[start : start + _PORTION_BYTES])

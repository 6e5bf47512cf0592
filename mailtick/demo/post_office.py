"""A post office in one process: what comes in by SMTP lies in IMAP mailboxes, for everybody, without accounts.

It does what a mail host does to a mail: it notes the way it came, and says whether the sender's domain stands for it.
Nothing ever leaves this machine.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from email.utils import format_datetime
from types import TracebackType

from aiosmtpd.smtp import SMTP, Envelope, Session

from mailtick.demo.imap_server import HOST, ImapServer
from mailtick.demo.imap_store import ImapStore, with_crlf
from mailtick.demo.smtp_server import SmtpOffer, SmtpServer
from mailtick.desk import wall_clock
from mailtick.mail.parse import parse_mail

OnDelivery = Callable[[str, bytes], None]

_RESULTS_FIELD = re.compile(
    rb"^Authentication-Results:\s*(?P<server>[^\s;]*)[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*", re.IGNORECASE | re.MULTILINE
)


class PostOffice:
    """IMAP and SMTP on free ports of 127.0.0.1, from `start` to `stop`; also a context manager.

    `domains` are those whose mail the office can tell from a forgery, as a real one does by their keys (DMARC).
    `authserv_id` is the office's own name (RFC 8601). `clock` gives the time of arrival. `on_delivery` is called with
    recipient and mail after each delivery, in the thread that delivers. Any user and password may sign in.
    """

    host = HOST

    def __init__(
        self,
        domains: Collection[str],
        authserv_id: str,
        clock: Callable[[], datetime] | None = None,
        on_delivery: OnDelivery | None = None,
    ) -> None:
        self._domains = {domain.lower() for domain in domains}
        self._authserv_id = authserv_id
        self._clock = clock or wall_clock
        self._on_delivery = on_delivery
        self.store = ImapStore(self._clock)
        self._imap = ImapServer(self.store)
        self._smtp = SmtpServer(_Counter(self), SmtpOffer(host_name=authserv_id))

    @property
    def imap_port(self) -> int:
        return self._imap.port

    @property
    def smtp_port(self) -> int:
        return self._smtp.port

    def start(self) -> None:
        self._imap.start()
        self._smtp.start()

    def stop(self) -> None:
        self._smtp.stop()
        self._imap.stop()

    def __enter__(self) -> PostOffice:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def deliver(self, envelope_from: str, recipients: Sequence[str], raw: bytes) -> None:
        """Put a mail into the INBOX of every recipient, once each. `envelope_from` is empty for a report."""
        checked = self._with_results(envelope_from, with_crlf(raw))
        by_mailbox: dict[str, str] = {}
        for recipient in recipients:
            by_mailbox.setdefault(mailbox_of(recipient), recipient)
        for box, recipient in by_mailbox.items():
            mail = self._trace(envelope_from, recipient) + checked
            self.store.deliver(box, mail, received_at=self._clock())
            if self._on_delivery is not None:
                self._on_delivery(recipient, mail)

    def mails(self, address: str, folder: str = "INBOX") -> list[bytes]:
        """The mails in a folder of this address, oldest first."""
        account = self.store.account(mailbox_of(address))
        with account.lock:
            found = account.folders.get(folder)
            return [mail.raw for mail in found.mails.values()] if found else []

    def _with_results(self, envelope_from: str, raw: bytes) -> bytes:
        """The mail with our verdict on top, and without any that claims to be ours (RFC 8601 section 5)."""
        header, gap, body = raw.partition(b"\r\n\r\n")
        honest = _RESULTS_FIELD.sub(self._keep_others, header + b"\r\n")
        domain = self._from_domain(raw)
        verdict = f"Authentication-Results: {self._authserv_id}; dmarc={self._verdict(domain, envelope_from)}"
        named = f" header.from={domain}" if domain else ""
        return f"{verdict}{named}\r\n".encode() + honest.removesuffix(b"\r\n") + gap + body

    def _keep_others(self, found: re.Match[bytes]) -> bytes:
        return b"" if found["server"].lower() == self._authserv_id.lower().encode() else found[0]

    def _from_domain(self, raw: bytes) -> str:
        sender = parse_mail(raw).from_
        return sender.domain if sender is not None and "@" in sender.addr and sender.domain.isascii() else ""

    def _verdict(self, domain: str, envelope_from: str) -> str:
        if domain not in self._domains:
            return "none"
        # A report has no envelope sender; then the domain's signature stands for it.
        is_aligned = not envelope_from or envelope_from.lower().endswith("@" + domain)
        return "pass" if is_aligned else "fail"

    def _trace(self, envelope_from: str, recipient: str) -> bytes:
        now = format_datetime(self._clock())
        return (
            f"Return-Path: <{envelope_from}>\r\n"
            f"Delivered-To: {recipient}\r\n"
            f"Received: from localhost ({HOST}) by {self._authserv_id} with ESMTP\r\n"
            f"\tfor <{recipient}>; {now}\r\n"
        ).encode()


def mailbox_of(address: str) -> str:
    """Whose mailbox an address is: without what stands after "+", in lower case."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


class _Counter:
    """Takes mails over SMTP. The names of the methods are aiosmtpd's."""

    def __init__(self, office: PostOffice) -> None:
        self._office = office

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = envelope.original_content or b""
        # In a thread: whoever listens to deliveries may take a while.
        await asyncio.to_thread(self._office.deliver, envelope.mail_from or "", envelope.rcpt_tos, raw)
        return "250 2.0.0 Ok: delivered"

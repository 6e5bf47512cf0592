"""A real SMTP server that keeps what it is sent and misbehaves on demand."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from enum import StrEnum

from aiosmtpd.smtp import SMTP, Envelope, Session

from mailtick.demo.smtp_server import SmtpOffer, SmtpServer
from tests.support.net import wait_until


@dataclass(frozen=True, slots=True)
class SunkMail:
    """One mail as the server took it: the envelope, the bytes, dots unstuffed, and when on the monotonic clock."""

    envelope_from: str
    recipients: tuple[str, ...]
    raw: bytes = field(repr=False)
    taken_at_s: float = field(default_factory=time.monotonic, compare=False)


class Stage(StrEnum):
    """Where in the conversation the server misbehaves."""

    MAIL = "MAIL"
    RCPT = "RCPT"
    FINAL_DOT = "final dot"  # the whole mail came, and its answer is due
    NOOP = "NOOP"
    RSET = "RSET"


class Fault(StrEnum):
    DROP = "drop"
    STALL = "stall"


class SmtpSink:
    """The server. `mails` is what it took, `logins` who tried to sign in, `options` what each MAIL asked for.

    Faults are used up in the order they were asked for, once each. Without `password` every password fits.
    """

    host = "localhost"

    def __init__(self, offer: SmtpOffer | None = None, password: str | None = None) -> None:
        self._password = password
        self._lock = threading.Lock()
        self._mails: list[SunkMail] = []
        self._faults: defaultdict[Stage, deque[str]] = defaultdict(deque)
        self._refused: dict[str, str] = {}
        self.logins: list[str] = []
        self.options: list[tuple[str, ...]] = []
        self.connection_count = 0
        self._server = SmtpServer(_Hooks(self), offer, self._sign_in)
        self._server.start()

    @property
    def port(self) -> int:
        return self._server.port

    @property
    def mails(self) -> list[SunkMail]:
        with self._lock:
            return list(self._mails)

    def wait_for(self, count: int, timeout_s: float = 10) -> list[SunkMail]:
        """Wait until at least `count` mails are there and return them all."""
        wait_until(lambda: len(self.mails) >= count, timeout_s, f"having {count} mails in the sink")
        return self.mails

    def clear(self) -> None:
        """Forget the mails that came."""
        with self._lock:
            self._mails.clear()

    def refuse_recipient(self, address: str, answer: str = "550 5.1.1 No such user here") -> None:
        """Answer every RCPT for `address` with this line."""
        self._refused[address.lower()] = answer

    def answer(self, stage: Stage, line: str) -> None:
        """Answer with this line, such as `451 4.3.0 Try later`, the next time `stage` comes; keep no mail then."""
        self._faults[stage].append(line)

    def drop(self, stage: Stage) -> None:
        """End the connection without a word the next time `stage` comes. At the final dot the mail is kept."""
        self._faults[stage].append(Fault.DROP)

    def stall(self, stage: Stage) -> None:
        """Fall silent for good the next time `stage` comes. At the final dot the mail is kept."""
        self._faults[stage].append(Fault.STALL)

    def drop_connections(self) -> None:
        """End every connection without a word; go on listening."""
        self._server.drop_connections()

    def close(self) -> None:
        """Refuse new connections and end the open ones, until `reopen`."""
        self._server.stop()

    def reopen(self) -> None:
        """Listen again, on the same port."""
        self._server.start()

    def _sign_in(self, user: bytes, password: bytes) -> bool:
        self.logins.append(user.decode())
        return self._password is None or password == self._password.encode()

    def _keep(self, envelope: Envelope) -> None:
        raw = envelope.original_content or b""
        with self._lock:
            self._mails.append(SunkMail(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw))


class _Hooks:
    """What aiosmtpd calls; its names are given. Each returns the line to answer with."""

    def __init__(self, sink: SmtpSink) -> None:
        self._sink = sink

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, host_name: str, answers: list[str]
    ) -> list[str]:
        self._sink.connection_count += 1
        session.host_name = host_name
        return answers

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if fault := await self._misbehave(Stage.MAIL, server):
            return fault
        self._sink.options.append(tuple(options))
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Ok"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        fault = await self._misbehave(Stage.RCPT, server) or self._sink._refused.get(address.lower())
        if fault:
            return fault
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        faults = self._sink._faults[Stage.FINAL_DOT]
        if not faults or faults[0] in tuple(Fault):
            self._sink._keep(envelope)
        return await self._misbehave(Stage.FINAL_DOT, server) or "250 2.0.0 Ok: queued"

    async def handle_NOOP(self, server: SMTP, session: Session, envelope: Envelope, argument: str) -> str:
        return await self._misbehave(Stage.NOOP, server) or "250 2.0.0 Ok"

    async def handle_RSET(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return await self._misbehave(Stage.RSET, server) or "250 2.0.0 Ok"

    async def _misbehave(self, stage: Stage, server: SMTP) -> str:
        faults = self._sink._faults[stage]
        fault = faults.popleft() if faults else ""
        if fault == Fault.DROP and isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        if fault in tuple(Fault):
            await asyncio.Event().wait()
        return fault

"""An SMTP server on a free port of 127.0.0.1, in a thread of its own.

aiosmtpd's own Controller cannot listen on port 0, and its `stop` waits on Python 3.12 and later for clients that
are still connected; this one ends them.
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult

HOST = "127.0.0.1"
# Lines of mail are at most 998 bytes long (RFC 5322 section 2.1.1), but many programs write longer ones.
_LINE_LIMIT_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class SmtpOffer:
    """What the server offers in its answer to EHLO, and how it is reached."""

    host_name: str = "localhost"
    size_limit_bytes: int = 50_000_000
    has_smtputf8: bool = True
    # With a context the server offers STARTTLS, or speaks TLS from the first byte if `is_implicit_tls`.
    tls: ssl.SSLContext | None = None
    is_implicit_tls: bool = False


SignIn = Callable[[bytes, bytes], bool]


class SmtpServer:
    """Serve `handler` (aiosmtpd's hooks `handle_RCPT`, `handle_DATA` …) from `start` to `stop`.

    `sign_in` is asked with user and password; without it everybody may sign in, and nobody has to.
    """

    def __init__(self, handler: object, offer: SmtpOffer | None = None, sign_in: SignIn | None = None) -> None:
        self._handler = handler
        self._offer = offer or SmtpOffer()
        self._sign_in = sign_in or (lambda _user, _password: True)
        self._sessions: set[_Session] = set()
        self.port = 0

    def start(self) -> None:
        """Listen on `port`, a free one the first time and the same one from then on."""
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(self._listen())
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, name="smtp server", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening, end every connection and wait for the thread."""
        asyncio.run_coroutine_threadsafe(self._shut_down(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def drop_connections(self) -> None:
        """End every connection without a word, as a server does that restarts; go on listening."""
        asyncio.run_coroutine_threadsafe(self._drop(), self._loop).result(10)

    async def _listen(self) -> asyncio.Server:
        tls = self._offer.tls if self._offer.is_implicit_tls else None
        return await self._loop.create_server(self._new_session, HOST, self.port, ssl=tls)

    def _new_session(self) -> _Session:
        return _Session(self._handler, self._sessions, self._offer, self._sign_in, self._loop)

    async def _shut_down(self) -> None:
        self._server.close()
        await self._drop()
        await self._server.wait_closed()

    async def _drop(self) -> None:
        for session in tuple(self._sessions):
            session.abort()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Session(SMTP):
    line_length_limit = _LINE_LIMIT_BYTES

    def __init__(
        self,
        handler: object,
        sessions: set[_Session],
        offer: SmtpOffer,
        sign_in: SignIn,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._sessions = sessions
        super().__init__(
            handler,
            hostname=offer.host_name,
            ident="mailtick post office",
            data_size_limit=offer.size_limit_bytes,
            enable_SMTPUTF8=offer.has_smtputf8,
            tls_context=None if offer.is_implicit_tls else offer.tls,
            auth_require_tls=False,
            authenticator=_authenticator(sign_in),
            loop=loop,
        )

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._sessions.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._sessions.discard(self)
        super().connection_lost(error)

    def abort(self) -> None:
        """End this connection at once."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()


# aiosmtpd hands the authenticator its own server, session and envelope, of no use here, and LoginPassword or None.
def _authenticator(sign_in: SignIn) -> Callable[..., AuthResult]:
    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, secrets: Any) -> AuthResult:
        is_known = secrets is not None and sign_in(secrets.login, secrets.password)
        return AuthResult(success=is_known, handled=False)

    return authenticate

"""An IMAP4rev1 server in memory, on a free port of 127.0.0.1: for trying mailtick, and for tests of faults."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading

from mailtick.demo.imap_commands import COMMANDS
from mailtick.demo.imap_faults import Hangup, ImapFaults, Wire
from mailtick.demo.imap_session import ImapService, Session, SignIn
from mailtick.demo.imap_store import ImapStore

HOST = "127.0.0.1"
_BACKLOG = 128
_STOP_TIMEOUT_S = 5


class ImapServer:
    """Serves `store` from `start` to `stop`. Without `sign_in` every user and password is good.

    With `tls` the server offers STARTTLS, or speaks TLS from the first byte if `is_implicit_tls`.
    `faults` may be set at any time.
    """

    def __init__(
        self,
        store: ImapStore,
        *,
        sign_in: SignIn | None = None,
        tls: ssl.SSLContext | None = None,
        is_implicit_tls: bool = False,
    ) -> None:
        self.store = store
        self.faults = ImapFaults()
        self.port = 0
        self._implicit_tls = tls if is_implicit_tls else None
        starttls = None if is_implicit_tls else tls
        self._service = ImapService(store, self.faults, sign_in or (lambda _user, _password: True), starttls)
        self._lock = threading.Lock()
        self._open: dict[Wire, threading.Thread] = {}

    def start(self) -> None:
        """Listen on `port`, a free one the first time and the same one from then on."""
        self._is_stopping = False
        self._listener = socket.create_server((HOST, self.port), backlog=_BACKLOG)
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, name="imap server", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and end every connection."""
        self._is_stopping = True
        # A visitor wakes the thread that waits for one; closing the socket under it would not, everywhere.
        with contextlib.suppress(OSError):
            socket.create_connection((HOST, self.port), _STOP_TIMEOUT_S).close()
        self._thread.join()
        self._listener.close()
        self.drop_connections()

    def drop_connections(self) -> None:
        """End every connection without a word, and wait for that; go on listening if we did."""
        with self._lock:
            sessions = dict(self._open)
        self.faults.released.set()
        for wire in sessions:
            wire.hang_up()
        for thread in sessions.values():
            thread.join(_STOP_TIMEOUT_S)

    def _accept(self) -> None:
        while True:
            link, _ = self._listener.accept()
            if self._is_stopping:
                link.close()
                return
            wire = Wire(link, self.faults)
            thread = threading.Thread(target=self._serve, args=(wire,), name="imap session", daemon=True)
            with self._lock:
                self._open[wire] = thread
            thread.start()

    def _serve(self, wire: Wire) -> None:
        with contextlib.suppress(Hangup):
            if self._implicit_tls is not None:
                wire.start_tls(self._implicit_tls)
            Session(self._service, wire, COMMANDS).run()
        wire.close()
        with self._lock:
            self._open.pop(wire, None)

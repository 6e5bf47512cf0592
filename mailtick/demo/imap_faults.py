"""One connection of the embedded IMAP server, and how it can be made to fail."""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
import threading
from collections import defaultdict, deque

_READ_BYTES = 65_536
# Commands carry no mails here but with APPEND.
_LITERAL_LIMIT_BYTES = 64 << 20


class Hangup(Exception):
    """The connection is over."""


class ImapFaults:
    """What goes wrong, and when. All of it may be set from any thread while the server runs.

    `hidden` holds capabilities that are neither offered nor understood; `keeps_keywords` whether clients may set
    flags of their own; `split_bytes` sends every answer in packets of that size. `is_shy_of_use`: what a folder is for
    is told only to whom asks for it.
    """

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        self.keeps_keywords = True
        self.split_bytes = 0
        self.is_shy_of_use = False
        self._lock = threading.Lock()
        self._answers: defaultdict[str, deque[str]] = defaultdict(deque)
        self._bytes_left: int | None = None
        self._broken_uids: set[int] = set()
        self.released = threading.Event()

    def answer(self, command: str, line: str) -> None:
        """Answer the next `command` (such as "FETCH") with `line`, such as "NO [UNAVAILABLE] later"."""
        self._plan(command, line)

    def drop_at(self, command: str) -> None:
        """End the connection without a word when `command` comes next."""
        self._plan(command, "drop")

    def stall_at(self, command: str) -> None:
        """Fall silent when `command` comes next, until `released` is set."""
        self._plan(command, "stall")

    def fail_mail(self, uid: int) -> None:
        """Refuse every FETCH of the text of the mail with this UID, as after a disk error."""
        with self._lock:
            self._broken_uids.add(uid)

    def is_broken(self, uid: int) -> bool:
        with self._lock:
            return uid in self._broken_uids

    def drop_after(self, size_bytes: int) -> None:
        """End the connection that sends the byte after this many, once."""
        with self._lock:
            self._bytes_left = size_bytes

    def tells_use(self, *, asked: bool) -> bool:
        """Whether LIST says what a folder is for."""
        return "SPECIAL-USE" not in self.hidden and (asked or not self.is_shy_of_use)

    def meet(self, command: str) -> str | None:
        """What to answer `command` with, or None for the truth. Raises Hangup where the connection is to end."""
        with self._lock:
            planned = self._answers[command]
            fault = planned.popleft() if planned else None
        if fault == "drop":
            raise Hangup
        if fault == "stall":
            self.released.wait()
            return None
        return fault

    def allowance(self, size_bytes: int) -> int:
        """How many of `size_bytes` may still be sent before the connection is to end."""
        with self._lock:
            if self._bytes_left is None:
                return size_bytes
            allowed = min(size_bytes, self._bytes_left)
            self._bytes_left = None if allowed < size_bytes else self._bytes_left - allowed
            return allowed

    def _plan(self, command: str, fault: str) -> None:
        with self._lock:
            self._answers[command.upper()].append(fault)


class Wire:
    """Lines and literals in, answers out, over one socket. Raises Hangup when the other side is gone."""

    def __init__(self, link: socket.socket, faults: ImapFaults) -> None:
        self._link = link
        self._faults = faults
        self._unread = bytearray()
        # Small answers must not wait for the acknowledgement of the one before.
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def start_tls(self, context: ssl.SSLContext) -> None:
        """Go on under TLS; what came unprotected before is thrown away."""
        self._unread.clear()
        try:
            self._link = context.wrap_socket(self._link, server_side=True)
        except OSError as error:
            raise Hangup from error

    def read_line(self) -> bytes:
        while b"\n" not in self._unread:
            self._receive()
        end = self._unread.index(b"\n") + 1
        return self._take(end).rstrip(b"\r\n")

    def read_literal(self, size_bytes: int) -> bytes:
        if size_bytes > _LITERAL_LIMIT_BYTES:
            raise Hangup
        while len(self._unread) < size_bytes:
            self._receive()
        return self._take(size_bytes)

    def send(self, answer: bytes) -> None:
        allowed = self._faults.allowance(len(answer))
        step = self._faults.split_bytes or max(allowed, 1)
        try:
            for start in range(0, allowed, step):
                self._link.sendall(answer[start : min(start + step, allowed)])
        except OSError as error:
            raise Hangup from error
        if allowed < len(answer):
            raise Hangup

    def wait(self, wake: socket.socket) -> bool:
        """Wait until the client says something (True) or `wake` can be read (False)."""
        has_pending = isinstance(self._link, ssl.SSLSocket) and self._link.pending() > 0
        if self._unread or has_pending:
            return True
        with selectors.DefaultSelector() as selector:
            selector.register(self._link, selectors.EVENT_READ)
            selector.register(wake, selectors.EVENT_READ)
            return any(key.fileobj is self._link for key, _ in selector.select())

    def hang_up(self) -> None:
        """End the connection from another thread; the session's own thread then closes the wire."""
        with contextlib.suppress(OSError):
            self._link.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.hang_up()
        self._link.close()

    def _receive(self) -> None:
        try:
            received = self._link.recv(_READ_BYTES)
        except (OSError, ValueError) as error:
            raise Hangup from error
        if not received:
            raise Hangup
        self._unread += received

    def _take(self, size_bytes: int) -> bytes:
        taken = bytes(self._unread[:size_bytes])
        del self._unread[:size_bytes]
        return taken

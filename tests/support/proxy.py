"""A way through to a server on 127.0.0.1 that can be cut at any byte."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Way:
    """One direction: how many bytes it lets through before the cut, None for all."""

    allowance: int | None = None
    passed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def let(self, wanted: int) -> int:
        with self.lock:
            allowed = wanted if self.allowance is None else max(0, min(wanted, self.allowance - self.passed))
            self.passed += allowed
            return allowed


class CuttingProxy:
    """Listens on `port` and passes everything on to `target_port`, until it is told to cut."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._is_hole = threading.Event()
        self._down, self._up = _Way(), _Way()
        self._links: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._spawn(self._accept)

    def cut(self) -> None:
        """End every connection through here, as a server does that closes."""
        for link in list(self._links):
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)

    def reset(self) -> None:
        """End every connection with a reset, as a firewall does."""
        for link in list(self._links):
            with contextlib.suppress(OSError):
                link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.cut()

    def swallow(self) -> None:
        """From now on pass nothing on and say nothing, as a network does that lost its way."""
        self._is_hole.set()

    def cut_after_answer_bytes(self, size_bytes: int) -> None:
        """Cut when the server has sent this many more bytes."""
        self._down.allowance = self._down.passed + size_bytes

    def cut_after_question_bytes(self, size_bytes: int) -> None:
        """Cut when the client has sent this many more bytes."""
        self._up.allowance = self._up.passed + size_bytes

    def let_through(self) -> None:
        """Pass everything on again, on new connections."""
        self._down.allowance = self._up.allowance = None

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self.cut()
        for thread in self._threads:
            thread.join(5)
        for link in (self._listener, *self._links):
            link.close()

    def __enter__(self) -> CuttingProxy:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._links.append(client)
                server = socket.create_connection(("127.0.0.1", self._target_port))
                self._links.append(server)
                self._spawn(self._pass_on, client, server, self._up)
                self._spawn(self._pass_on, server, client, self._down)

    def _pass_on(self, source: socket.socket, target: socket.socket, way: _Way) -> None:
        with contextlib.suppress(OSError):
            while received := source.recv(65_536):
                if self._is_hole.is_set():
                    continue
                allowed = way.let(len(received))
                target.sendall(received[:allowed])
                if allowed < len(received):
                    self.cut()
                    return
        for link in (source, target):
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)

    def _spawn(self, target: object, *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)  # type: ignore[arg-type]  # any callable
        self._threads.append(thread)
        thread.start()

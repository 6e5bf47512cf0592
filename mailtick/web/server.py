"""The web desk's server: one thread, started and stopped with the daemon."""

from __future__ import annotations

import socket
import threading
import time

import uvicorn
from starlette.types import ASGIApp

_START_WITHIN_S = 10.0
_STOP_WITHIN_S = 5.0


class PortTaken(Exception):
    """Somebody else listens there; a sentence."""


class WebServer:
    """Serves an application on a host and port, from `start` to `stop`; port 0 is any that is free."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        """Raises PortTaken."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((host, port))
        except OSError as error:
            self._socket.close()
            raise PortTaken(f"cannot listen on {host}:{port}: {error.strerror}") from error
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            proxy_headers=True,
            forwarded_allow_ips="127.0.0.1,::1",
            server_header=False,
            timeout_graceful_shutdown=1,
            h11_max_incomplete_event_size=64 << 10,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="web", daemon=True)

    def start(self) -> None:
        self._thread.start()
        ends_at_s = time.monotonic() + _START_WITHIN_S
        while not self._server.started and self._thread.is_alive() and time.monotonic() < ends_at_s:
            # uvicorn has no event that says it has started; it does so within some hundredths of a second.
            time.sleep(0.01)

    def stop(self) -> None:
        self._server.should_exit = True
        if self._thread.ident is not None:
            self._thread.join(_STOP_WITHIN_S)
        self._socket.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])

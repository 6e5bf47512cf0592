"""Wait for a server's news in IDLE (RFC 2177), so that another thread can end the wait.

Promise: news, the end of the connection and `interrupt` each end the wait within moments.
Failures: a server that fell silent for good is noticed when the wait is over, by what imapclient raises then.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
from typing import Any

from imapclient import IMAPClient


class Waiter:
    """Waits on one connection at a time; `interrupt` may be called from any thread."""

    def __init__(self) -> None:
        self._wake_read, self._wake_write = socket.socketpair()

    def idle(self, client: IMAPClient, seconds: float) -> bool:
        """IDLE for at most `seconds`; True where the server had news."""
        client.idle()
        # imapclient's own idle_check takes a dead link for silence and trips over a line that comes in two packets.
        # So we only wait until there is something to read; DONE then reads whole lines and notices a dead link.
        has_news = has_unread_bytes(client) or self._hears(client.socket(), seconds)
        _, news = client.idle_done()
        return has_news or bool(news)

    def pause(self, seconds: float) -> bool:
        """Do nothing for `seconds`; False where `interrupt` cut it short."""
        return self._wake_read not in self._first_readable([self._wake_read], seconds)

    def interrupt(self) -> None:
        """End the running wait, or else the next one, at once."""
        with contextlib.suppress(OSError):
            self._wake_write.send(b"!")

    def close(self) -> None:
        self._wake_read.close()
        self._wake_write.close()

    def _hears(self, link: socket.socket, seconds: float) -> bool:
        return link in self._first_readable([link, self._wake_read], seconds)

    def _first_readable(self, links: list[socket.socket], seconds: float) -> set[object]:
        with selectors.DefaultSelector() as selector:
            for link in links:
                selector.register(link, selectors.EVENT_READ)
            readable: set[object] = {key.fileobj for key, _ in selector.select(seconds)}
        if self._wake_read in readable:
            self._wake_read.recv(4096)
        return readable


def has_unread_bytes(client: IMAPClient) -> bool:
    """Whether bytes of the server lie in imaplib's buffer, where waiting on the socket does not see them.

    News that come in one packet with the answer to IDLE lie there.
    """
    imap: Any = client._imap
    buffered = getattr(imap, "_readbuf", None)  # Python 3.14 and later
    if buffered is not None:
        return bool(buffered)
    link = client.socket()
    timeout_s = link.gettimeout()
    link.setblocking(False)
    try:
        return bool(imap.file.peek(1))
    except OSError:
        # A TLS link without anything to read says so with an exception.
        return False
    finally:
        link.settimeout(timeout_s)

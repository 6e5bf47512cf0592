"""How long an answer takes, from the moment the IMAP server tells of a mail to its hand-over by SMTP."""

from __future__ import annotations

import random
import socket
import tempfile
import threading
import time
from pathlib import Path

from tests.bench import letters
from tests.support.dovecot import Dovecot
from tests.support.net import wait_until
from tests.support.running import RunningDesk, write_configuration
from tests.support.smtp_sink import SmtpSink


def measure_latency(dovecot: Dovecot, mails: int) -> list[float]:
    """Deliver mails one by one to a running desk and return the seconds that each answer took."""
    sink, user, listener = SmtpSink(), dovecot.new_user(), Listener(dovecot.port)
    dice = random.Random(3)
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        desk = RunningDesk(write_configuration(Path(folder), sink.port, [("ict", listener.port, user)]))
        desk.start()
        try:
            desk.wait_for_log("mailbox open")
            for number in range(mails + 1):
                listener.expect_news()
                dovecot.deliver(user, letters.request(number, dice))
                handed_over_s = sink.wait_for(number + 1, 60)[number].taken_at_s
                # The first one pays for what is done once: templates compiled, connections opened.
                if number:
                    taken.append(handed_over_s - listener.news_at_s)
                wait_until(lambda: listener.is_idling, 30, "the next IDLE")
        finally:
            desk.stop()
            sink.close()
            listener.close()
    return taken


class Listener:
    """Sits between the desk and Dovecot, passes everything on, and notes when EXISTS is told."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.news_at_s = 0.0
        self.is_idling = False
        self._expecting = False
        threading.Thread(target=self._accept, daemon=True).start()

    def expect_news(self) -> None:
        self._expecting = True

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._target_port))
            threading.Thread(target=self._pass, args=(client, server, False), daemon=True).start()
            threading.Thread(target=self._pass, args=(server, client, True), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        while data := _received(source):
            if is_answer and self._expecting and b" EXISTS\r\n" in data:
                self.news_at_s, self._expecting, self.is_idling = time.monotonic(), False, False
            if is_answer and b"+ idling" in data:
                self.is_idling = True
            target.sendall(data)
        target.close()


def _received(source: socket.socket) -> bytes:
    try:
        return source.recv(65536)
    except OSError:
        return b""

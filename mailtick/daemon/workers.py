"""The threads of a daemon: one for each mailbox, one that processes, one that delivers.

Promise: each runs until it is told to stop, finishes what it has in hand, and never dies of an error;
one that cannot work waits longer each time, and says so once, not each time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy.exc import DBAPIError

from mailtick.daemon.lock import DeskLock
from mailtick.desk import Desk
from mailtick.rounds.deliver import ServerAway
from mailtick.rounds.intake import Inbox, take_in
from mailtick.rounds.sent import SentBox, take_in_sent
from mailtick.rounds.tell_unreadable import tell_unreadable, tell_unreadable_mails
from mailtick.store.database import DatabaseAway
from mailtick.transport.imap import FolderMissing, ImapAccount, Lost, Mailbox, SignInRefused

log = structlog.get_logger()

_SHORTEST_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 300.0
_LONGEST_TURN_PAUSE_S = 60.0
# RFC 2177 asks for a renewal before 29 minutes; a short IDLE also finds what a server forgot to tell.
_IDLE_S = 120.0
_STAND_BY_S = 5.0


class BackOff:
    """How long to wait after failures, and whether this one is news."""

    def __init__(self, what: str, longest_s: float = _LONGEST_PAUSE_S) -> None:
        self._what = what
        self._longest_s = longest_s
        self._failures = 0
        self._said = ""

    def failed(self, reason: str) -> float:
        """Note a failure and return the seconds to wait; a reason that is new is logged."""
        if reason != self._said:
            log.warning("cannot work", what=self._what, because=reason)
            self._said = reason
        self._failures += 1
        return min(self._longest_s, _SHORTEST_PAUSE_S * 2.0 ** min(self._failures - 1, 10))

    def worked(self) -> None:
        if self._failures:
            log.info("works again", what=self._what, failures=self._failures)
        self._failures, self._said = 0, ""


class TurnWorker(threading.Thread):
    """Runs a round as long as it finds something to do, then waits for `wake` or for `idle_s` seconds."""

    def __init__(self, name: str, desk: Desk, turn: Callable[[Desk], int], idle_s: float) -> None:
        super().__init__(name=name, daemon=True)
        self._desk = desk
        self._turn = turn
        self._idle_s = idle_s
        self._news = threading.Event()
        self._back_off = BackOff(name, _LONGEST_TURN_PAUSE_S)
        self.then: Callable[[], None] = lambda: None

    def wake(self) -> None:
        self._news.set()

    def run(self) -> None:
        while not self._desk.stopping.is_set():
            self._news.clear()
            if pause_s := self._run_turn():
                self._news.wait(pause_s)

    def _run_turn(self) -> float:
        """One turn; returns how long to wait before the next, 0 for not at all."""
        try:
            done = self._turn(self._desk)
        except (DatabaseAway, ServerAway) as error:
            return self._back_off.failed(str(error))
        except Exception as error:
            log.exception("round failed", round=self.name)
            return self._back_off.failed(f"{type(error).__name__}: {error}")
        self._back_off.worked()
        if done:
            self.then()
        return 0 if done else self._idle_s


@dataclass(frozen=True, slots=True)
class Reading:
    """How one mailbox is to be read. `sent_s`: how often at least its sent mails are looked at."""

    name: str
    account: ImapAccount
    poll_s: float = 60.0
    max_mail_bytes: int = 50 << 20
    may_idle: bool = True
    sent_s: float = 45.0

    @property
    def looks_at_sent(self) -> bool:
        return self.account.sent_folder != ""


@dataclass(slots=True)
class _Outage:
    since: datetime
    reason: str = ""


class MailboxWorker(threading.Thread):
    """Reads one mailbox: connect, catch up, wait for news; a dead one neither stops nor slows the others.

    Its sent mails are looked at whenever a wait ends, on the same connection.
    """

    def __init__(self, desk: Desk, reading: Reading, news: Callable[[], None]) -> None:
        super().__init__(name=f"mailbox {reading.name}", daemon=True)
        self._desk = desk
        self._reading = reading
        self._news = news
        self._lock = DeskLock(desk.database, f"mailbox {reading.name}")
        self._back_off = BackOff(self.name)
        self._sent_back_off = BackOff(f"{self.name}, sent mails")
        self._sent_rests = Deadline(0)
        self._poll = Deadline(0)
        self._mailbox: Mailbox | None = None
        self._outage: _Outage | None = None
        self._unreadable: dict[int, datetime] = {}
        self._pause = threading.Event()
        self.is_caught_up = threading.Event()

    def wake(self) -> None:
        """Look again at once; the way to stop a waiting thread."""
        self._pause.set()
        if (mailbox := self._mailbox) is not None:
            mailbox.interrupt()

    def run(self) -> None:
        while not self._desk.stopping.is_set():
            try:
                pause_s = self._read() if self._lock.acquire() else _STAND_BY_S
            except (Lost, SignInRefused, FolderMissing, DatabaseAway, DBAPIError) as error:
                pause_s = self._failed(str(error).partition("\n")[0])
            except Exception as error:
                log.exception("mailbox failed", mailbox=self._reading.name)
                pause_s = self._failed(f"{type(error).__name__}: {error}")
            self._pause.wait(pause_s)
            self._pause.clear()
        self._lock.release()

    def _read(self) -> float:
        """Read until the desk stops; whatever goes wrong is raised. Returns the seconds to pause."""
        mailbox = Mailbox.connect(self._reading.account)
        self._mailbox = mailbox
        try:
            log.info("mailbox open", mailbox=self._reading.name, place=self._reading.account.place)
            inbox = Inbox(self._reading.name, mailbox, self._reading.max_mail_bytes, unreadable=self._unreadable)
            sent = SentBox(self._reading.name, mailbox, self._reading.max_mail_bytes)
            self._poll = Deadline(0)
            while not self._desk.stopping.is_set():
                if not self._poll.left_s:
                    self._catch_up(inbox)
                    self._poll = Deadline(0 if self._idles(mailbox) else self._reading.poll_s)
                self._look_at_sent(sent)
                self._wait(mailbox, 0 if sent.is_behind else self._reading.sent_s)
        finally:
            self._mailbox = None
            self.is_caught_up.clear()
            mailbox.close()
        return 0

    def _catch_up(self, inbox: Inbox) -> None:
        if take_in(self._desk, inbox):
            self._news()
        self._back_off.worked()
        self._outage = None
        self.is_caught_up.set()
        self._unreadable = inbox.unreadable
        if tell_unreadable_mails(self._desk, inbox.name, inbox.mailbox.uidvalidity, inbox.unreadable):
            self._news()

    def _look_at_sent(self, sent: SentBox) -> None:
        if not self._reading.looks_at_sent or self._sent_rests.left_s or self._desk.stopping.is_set():
            return
        try:
            if take_in_sent(self._desk, sent):
                self._news()
        except Lost as error:
            # The inbox comes first: a server that cannot bear this look is left alone with it, longer each time.
            self._sent_rests = Deadline(self._sent_back_off.failed(str(error)))
            raise
        self._sent_back_off.worked()

    def _idles(self, mailbox: Mailbox) -> bool:
        return mailbox.can_idle and self._reading.may_idle

    def _wait(self, mailbox: Mailbox, sent_s: float) -> None:
        """Wait for news, or until the sent mails are to be looked at again."""
        if self._desk.stopping.is_set():
            return
        longest_s = sent_s if self._reading.looks_at_sent else _IDLE_S
        if not longest_s:
            pass
        elif self._idles(mailbox):
            # Another daemon may have taken the mailbox while our lock's connection was dead.
            mailbox.wait(min(_IDLE_S, max(self._reading.poll_s, _SHORTEST_PAUSE_S), longest_s))
        elif self._pause.wait(min(self._poll.left_s, longest_s)):
            self._pause.clear()
            self._poll = Deadline(0)
        if not self._lock.acquire():
            raise Lost(f"another daemon reads {self._reading.name} now")

    def _failed(self, reason: str) -> float:
        self._outage = self._outage or _Outage(self._desk.clock())
        self._outage.reason = reason
        try:
            if tell_unreadable(self._desk, self._reading.name, self._outage.since, reason):
                self._news()
        except DatabaseAway:
            pass  # The database is what is away; its own worker says so.
        return self._back_off.failed(reason)


@dataclass(slots=True)
class Deadline:
    """A span that runs out; for waiting on several threads together."""

    seconds: float
    _end: float = field(init=False)

    def __post_init__(self) -> None:
        self._end = time.monotonic() + self.seconds

    @property
    def left_s(self) -> float:
        return max(0.0, self._end - time.monotonic())

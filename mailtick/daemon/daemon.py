"""Run a desk: its mailboxes, its rounds, its clock; start and stop them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from mailtick.config import Settings
from mailtick.daemon.build import build_desk, imap_account
from mailtick.daemon.deciding import Deciding
from mailtick.daemon.lock import alone
from mailtick.daemon.rule_watch import RuleWatch
from mailtick.daemon.web import build_web
from mailtick.daemon.workers import Deadline, MailboxWorker, Reading, TurnWorker
from mailtick.desk import Desk, wall_clock
from mailtick.rounds.cover_gap import tell_cover_gaps
from mailtick.rounds.deliver import deliver, settle_expired
from mailtick.rounds.escalate import escalate
from mailtick.rounds.indexing import index_words
from mailtick.rounds.learning import offer_rules
from mailtick.rounds.leaving import let_leavers_go
from mailtick.rounds.list_triage import list_triage
from mailtick.rounds.list_work import list_work
from mailtick.rounds.nobody_looks import tell_nobody_looks
from mailtick.rounds.proposals import tell_proposals
from mailtick.rounds.recurring import open_recurring
from mailtick.rounds.remind import remind
from mailtick.rounds.stock import chase_stock_checks
from mailtick.rounds.summarise import summarise
from mailtick.rounds.tell_held import tell_held
from mailtick.rounds.visit_sheets import send_visit_sheets
from mailtick.store.database import DatabaseAway
from mailtick.web.server import WebServer

log = structlog.get_logger()

# How often a waiting worker looks by itself: for what another daemon or the command line has put there.
_PROCESS_IDLE_S = 2.0
_DELIVER_IDLE_S = 2.0
_STOP_WITHIN_S = 30.0

# The timed rounds, each with its turn in seconds. Whether something is due they see for themselves.
ROUNDS: tuple[tuple[Callable[[Desk], int], int], ...] = (
    (tell_held, 60),
    (tell_proposals, 60),
    (offer_rules, 30),
    (let_leavers_go, 600),
    (tell_cover_gaps, 600),
    (chase_stock_checks, 600),
    (escalate, 15),
    (tell_nobody_looks, 60),
    (summarise, 60),
    (open_recurring, 60),
    (send_visit_sheets, 60),
    (remind, 60),
    (list_work, 60),
    (list_triage, 30),
    (index_words, 5),
)


class Daemon:
    """One desk at work. `start` returns at once; `stop` finishes what is in hand and logs out."""

    def __init__(
        self, settings: Settings, clock: Callable[[], datetime] = wall_clock, rules: RuleWatch | None = None
    ) -> None:
        """`rules` looks after the files of the rules; without it, those of `settings` hold to the end."""
        self.desk = build_desk(settings, clock)
        self._settings = settings
        self._closing = contextlib.ExitStack()
        self._deciding = Deciding(self.desk.database)
        self._rules = rules
        self._processing = TurnWorker("processing", self.desk, self._process, _PROCESS_IDLE_S)
        self._delivering = TurnWorker("delivering", self.desk, deliver, _DELIVER_IDLE_S)
        self._processing.then = self._delivering.wake
        self._mailboxes = [
            MailboxWorker(
                self.desk,
                Reading(
                    each.name,
                    imap_account(each, is_read_only=settings.desk.shadow),
                    each.poll_seconds,
                    each.max_mail_mb << 20,
                    each.idle,
                    each.sent_seconds,
                ),
                self._processing.wake,
            )
            for each in settings.mailboxes
        ]
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self.web: WebServer | None = None

    def start(self) -> None:
        """Start all threads. Raises AlreadyRunning if another daemon works on the same SQLite database."""
        self._closing.enter_context(alone(self.desk.database))
        if self.desk.database.is_sqlite:
            # We are alone on this database, so whatever is still claimed was left by a daemon that died.
            settle_expired(self.desk, all_claims=True)
        for turn, seconds in ROUNDS:
            self._scheduler.add_job(
                self._run_timed,
                "interval",
                args=(turn,),
                seconds=seconds,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
        self._scheduler.start()
        for worker in self._workers():
            worker.start()
        self.web = build_web(self.desk, self._settings, self._look_at_what_was_done)
        if self.web is not None:
            self.web.start()

    def read_rules_again(self) -> None:
        """Read the files of the rules now, whether they changed or not."""
        if self._rules is not None:
            self._rules.ask()
            self._processing.wake()

    def _process(self, desk: Desk) -> int:
        """Rules change between two batches of mails, and never within one."""
        if self._rules is not None:
            self._rules.look(desk)
        return self._deciding.turn(desk)

    def run_timed_rounds(self) -> None:
        """Give every timed round its turn now; for a clock that does not run by itself."""
        for turn, _ in ROUNDS:
            self._run_timed(turn)

    def _run_timed(self, turn: Callable[[Desk], int]) -> None:
        try:
            if turn(self.desk):
                self._delivering.wake()
        except DatabaseAway as error:
            log.warning("cannot work", what=turn.__name__, because=str(error))
        except Exception:
            log.exception("round failed", round=turn.__name__)

    def stop(self) -> None:
        """Stop everything: mails in hand are finished, connections are logged out."""
        self.desk.stopping.set()
        if self.web is not None:
            self.web.stop()
        self._scheduler.shutdown(wait=True)
        for worker in self._workers():
            worker.wake()
        deadline = Deadline(_STOP_WITHIN_S)
        for worker in self._workers():
            worker.join(deadline.left_s)
            if worker.is_alive():
                log.warning("still busy", thread=worker.name)
        self._end_deciding()
        self.desk.sender.close()
        self.desk.database.close()
        self._closing.close()
        log.info("stopped")

    def _end_deciding(self) -> None:
        try:
            self._deciding.end(self.desk)
        except DatabaseAway as error:
            log.warning("cannot give back", because=str(error))

    def wake(self) -> None:
        """Let every worker look at once."""
        for worker in self._workers():
            worker.wake()

    def _look_at_what_was_done(self) -> None:
        """What was done on a page may have put a mail into the outbox, or a held one back to be decided on."""
        self._processing.wake()
        self._delivering.wake()

    def _workers(self) -> list[TurnWorker | MailboxWorker]:
        return [self._processing, self._delivering, *self._mailboxes]

"""Play the story: a post office, the school, the real daemon, and a clock that the story sets.

Promise: every mail goes through real SMTP and IMAP on this machine and nowhere else; when a stage is
left, its threads have ended, and its files are gone unless they were asked for.
Failures: a desk that does not come to rest raises NoRest, a sentence.
"""

from __future__ import annotations

import contextlib
import smtplib
import socket
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType

from mailtick.config import load_settings
from mailtick.daemon import Daemon
from mailtick.daemon.rule_watch import RuleWatch
from mailtick.demo.letter import Letter, Program
from mailtick.demo.post_office import PostOffice
from mailtick.demo.scenes import Narrator, Scene
from mailtick.demo.school import School, load_school, saltmarsh
from mailtick.demo.steps import Step, take_step
from mailtick.demo.story import STARTS_AT, Cue, find_answered
from mailtick.demo.writing import recipient_of, write_letter
from mailtick.desk import Desk
from mailtick.mail.message import Address
from mailtick.rounds.signing_in import link_for_anybody
from mailtick.store import clock, mails, outbox, people
from mailtick.store.tables import MailState

_PASSWORD = "demo"  # noqa: S105  the post office listens on this machine only and lets everybody in
_REST_WITHIN_S = 30.0
_LOOK_AGAIN_S = 0.005
_USUAL_PORT = 8025
_LINK_HOLDS = timedelta(days=1)

_WEB = """
[web]
listen = "127.0.0.1:{port}"
"""

_SERVERS = """

# ---- Added by the demo ---------------------------------------------------------------------------

[[mailbox]]
name = "desk"
host = "127.0.0.1"
port = {imap_port}
security = "plain"
user = "{user}"
password = "file:password"

[smtp]
host = "127.0.0.1"
port = {smtp_port}
security = "plain"
"""


class NoRest(Exception):
    """The desk was still busy after the time that it may take; a sentence."""


class StoryClock:
    """Stands still where the story puts it; after `run_on` it goes like every clock."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._running_since_s: float | None = None

    def __call__(self) -> datetime:
        since_s = self._running_since_s
        return self._now if since_s is None else self._now + timedelta(seconds=time.monotonic() - since_s)

    def move_to(self, moment: datetime) -> None:
        self._now = moment

    def run_on(self) -> None:
        self._running_since_s = time.monotonic()


class Stage(contextlib.AbstractContextManager["Stage"]):
    """Everything that runs while the story is played, in Saltmarsh Primary or in another school.

    `folder` keeps the desk's files; None: they go at the end. `starts_at` is when the desk is set up. The desk has
    pages if it `has_pages`.
    """

    def __init__(
        self,
        folder: Path | None = None,
        school: School | None = None,
        starts_at: datetime = STARTS_AT,
        *,
        has_pages: bool = False,
    ) -> None:
        self.clock = StoryClock(starts_at)
        self._school = school or saltmarsh()
        self._folder = folder
        self._has_pages = has_pages
        self._closing = contextlib.ExitStack()
        self._sent = 0

    def __enter__(self) -> Stage:
        with contextlib.ExitStack() as undo:
            folder = self._folder or Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="mailtick-demo-")))
            keep = _Keeper(folder / "mails") if self._folder else None
            office_name = f"mail.{self._school.domain}"
            self.office = undo.enter_context(PostOffice(self._school.mail_domains, office_name, self.clock, keep))
            path = _write_configuration(folder, self._school, self.office, has_pages=self._has_pages)
            settings = load_settings(path, {})
            watch = RuleWatch(path, settings, lambda: load_settings(path, {}))
            self._daemon = Daemon(settings, self.clock, watch)
            with self._daemon.desk.database.writing() as session:
                load_school(session, self._school.domain, self._school.tables)
            self._daemon.start()
            undo.callback(self._daemon.stop)
            self.narrator = Narrator(self._daemon.desk)
            self._desk = Address(settings.desk.address, self._daemon.desk.policy.facts.sender_name)
            self._closing = undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    @property
    def address(self) -> str:
        """Where people write to."""
        return self._desk.addr

    @property
    def url(self) -> str:
        """Where the pages are; empty where there are none."""
        return f"http://127.0.0.1:{self._daemon.web.port}" if self._daemon.web is not None else ""

    def link_for(self, local_part: str) -> str:
        """A link that signs somebody of the school in, once, in any browser."""
        with self.desk.database.reading() as session:
            person = people.person_by_address(session, f"{local_part}@{self._school.domain}")
        if person is None:
            raise LookupError(f"nobody of the school is called {local_part}")
        return link_for_anybody(self.desk, person, self.url, _LINK_HOLDS)

    @property
    def desk(self) -> Desk:
        """The desk that runs."""
        return self._daemon.desk

    def play(self, cue: Cue) -> list[Scene]:
        """Put the clock to a moment of the story, do what happens then, and return what became of it.

        Raises NothingToAnswer for a letter, NotAllowed for a step.
        """
        told = self._let_time_pass(cue.at)
        self.clock.move_to(cue.at)
        match cue:
            case Letter():
                self._post(cue)
            case Step():
                take_step(self._daemon.desk, cue, self.narrator.brought_by)
                self._daemon.wake()
        self._come_to_rest()
        told += self.narrator.news(cue)
        self._daemon.run_timed_rounds()
        self._come_to_rest()
        return [*told, *self.narrator.news()]

    def _let_time_pass(self, until: datetime) -> list[Scene]:
        """Stop wherever the desk's clock has something to do before a moment, and return what became of it."""
        told: list[Scene] = []
        while (moment := self._next_look()) is not None and moment < until:
            self.clock.move_to(max(moment, self.clock()))
            self._daemon.run_timed_rounds()
            self._come_to_rest()
            told += self.narrator.news()
        return told

    def _next_look(self) -> datetime | None:
        with self._daemon.desk.database.reading() as session:
            return clock.next_look(session)

    def _post(self, letter: Letter) -> None:
        answered = find_answered(letter, self.office.mails(letter.mailbox or letter.sender.addr))
        raw = write_letter(letter, self._desk, answered)
        recipient = recipient_of(letter, self._desk, answered).addr
        # A report has no sender on its envelope, so that nobody can answer it (RFC 3464 section 2).
        envelope_from = "" if letter.program is Program.POSTMASTER else letter.sender.addr
        with smtplib.SMTP(self.office.host, self.office.smtp_port, timeout=_REST_WITHIN_S) as smtp:
            smtp.sendmail(envelope_from, [recipient], raw)
        self._sent += 1

    def _come_to_rest(self) -> None:
        """Wait until every mail that was posted is decided on, and everything written about it has gone out."""
        ends_at_s = time.monotonic() + _REST_WITHIN_S
        while not self._is_at_rest():
            if time.monotonic() > ends_at_s:
                raise NoRest(f"the desk was still busy {_REST_WITHIN_S:.0f} seconds after a mail; something is wrong")
            # The daemon works in threads of its own; what it has done stands in the database.
            time.sleep(_LOOK_AGAIN_S)

    def _is_at_rest(self) -> bool:
        desk = self._daemon.desk
        with desk.database.reading() as session:
            counted = mails.count_mails(session)
            if counted.get(MailState.RECEIVED, 0) or sum(counted.values()) < self._sent:
                return False
            return not outbox.has_due(session, desk.clock()) and not outbox.has_claims(
                session, desk.clock(), all_claims=True
            )


class _Keeper:
    """Writes every delivered mail into a folder, numbered as they came."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir()
        self._count = 0

    def __call__(self, recipient: str, raw: bytes) -> None:
        self._count += 1
        local, _, domain = recipient.lower().rpartition("@")
        name = f"{self._count:03} to {local.partition('+')[0]}@{domain}.eml"
        (self._folder / name).write_bytes(raw)


def _write_configuration(folder: Path, school: School, office: PostOffice, *, has_pages: bool) -> Path:
    servers = _SERVERS.format(imap_port=office.imap_port, smtp_port=office.smtp_port, user=f"ict@{school.domain}")
    (folder / "password").write_text(f"{_PASSWORD}\n", encoding="utf-8")
    path = folder / "config.toml"
    pages = _WEB.format(port=_free_port()) if has_pages else ""
    path.write_text(school.settings + servers + pages, encoding="utf-8")
    return path


def _free_port() -> int:
    """The usual port of the pages, or any that is free."""
    for port in (_USUAL_PORT, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            found: int = probe.getsockname()[1]
            return found
    return 0

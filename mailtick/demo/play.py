"""Play the story: a post office, the school, the real daemon, and a clock that the story sets.

Promise: every mail goes through real SMTP and IMAP on this machine and nowhere else; when a stage is
left, its threads have ended, and its files are gone unless they were asked for.
Failures: a desk that does not come to rest raises NoRest, a sentence.
"""

from __future__ import annotations

import contextlib
import smtplib
import tempfile
import time
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from types import TracebackType

from mailtick.config import load_settings
from mailtick.daemon import Daemon
from mailtick.demo.letters import Letter
from mailtick.demo.post_office import PostOffice
from mailtick.demo.scenes import Narrator, Scene
from mailtick.demo.school import DOMAIN, load_school
from mailtick.demo.story import STARTS_AT, Step, find_answered, write_letter
from mailtick.mail.message import Address
from mailtick.store import mails, outbox
from mailtick.store.tables import MailState

AUTHSERV_ID = f"mail.{DOMAIN}"
_PASSWORD = "demo"  # noqa: S105  the post office listens on this machine only and lets everybody in
_REST_WITHIN_S = 30.0
_LOOK_AGAIN_S = 0.005

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
    """Everything that runs while the story is played. `folder` keeps the desk's files; None: they go at the end."""

    def __init__(self, folder: Path | None = None) -> None:
        self.clock = StoryClock(STARTS_AT)
        self._folder = folder
        self._closing = contextlib.ExitStack()
        self._sent = 0

    def __enter__(self) -> Stage:
        with contextlib.ExitStack() as undo:
            folder = self._folder or Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="mailtick-demo-")))
            keep = _Keeper(folder / "mails") if self._folder else None
            self.office = undo.enter_context(PostOffice(_DOMAINS, AUTHSERV_ID, self.clock, keep))
            settings = load_settings(_write_configuration(folder, self.office), {})
            self._daemon = Daemon(settings, self.clock)
            with self._daemon.desk.database.writing() as session:
                load_school(session)
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

    def play(self, step: Step) -> list[Scene]:
        """Put the clock to a step of the story, do it, and return what became of it."""
        self.clock.move_to(step.at)
        if isinstance(step, Letter):
            self._post(step)
        self._come_to_rest()
        self._daemon.run_timed_rounds()
        self._come_to_rest()
        return self.narrator.news(step.name if isinstance(step, Letter) else "")

    def _post(self, letter: Letter) -> None:
        answered = find_answered(letter, self.office.mails(letter.sender.addr))
        raw = write_letter(letter, self._desk, answered)
        recipient = answered.reply_to[0].addr if answered and answered.reply_to else self._desk.addr
        with smtplib.SMTP(self.office.host, self.office.smtp_port, timeout=_REST_WITHIN_S) as smtp:
            smtp.sendmail(letter.sender.addr, [recipient], raw)
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


_DOMAINS = (
    DOMAIN,
    "fenlandict.example",
    "angliaprint.example",
    "countybb.example",
    "brightboard.example",
    "horizonmis.example",
)


def _write_configuration(folder: Path, office: PostOffice) -> Path:
    rules = (resources.files("mailtick.demo") / "desk.toml").read_text(encoding="utf-8")
    servers = _SERVERS.format(imap_port=office.imap_port, smtp_port=office.smtp_port, user=f"ict@{DOMAIN}")
    (folder / "password").write_text(f"{_PASSWORD}\n", encoding="utf-8")
    path = folder / "config.toml"
    path.write_text(rules + servers, encoding="utf-8")
    return path

"""A desk as its users run it: `mailtick run` in a process of its own, on a folder with a config.toml."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from mailtick.cli import main
from mailtick.store.database import Database
from mailtick.store.outbox import count_deliveries
from mailtick.store.tables import DeliveryRow, DeliveryState, IncidentRow, LedgerRow, MailRow, MailState, OutgoingRow
from tests.support.net import wait_until

PASSWORD = "secret"

CONFIGURATION = """
[desk]
name = "Saltmarsh ICT desk"
address = "ict@saltmarshprimary.example"
first_number = 1041
staff_domains = ["saltmarshprimary.example"]
plus_addressing = true
authserv_ids = ["mx.saltmarshprimary.example"]

[store]
url = "{database_url}"

[team]
coordinator = ["Sandra Kemp <sandra.kemp@saltmarshprimary.example>"]

{mailboxes}

[smtp]
host = "127.0.0.1"
port = {smtp_port}
security = "plain"

[limits]
lease_seconds = 1
uncertain_retry_seconds = 1
automatic_per_hour = 1000
{more}
"""

MAILBOX = """
[[mailbox]]
name = "{name}"
host = "127.0.0.1"
port = {port}
security = "plain"
user = "{user}"
password = "env:MAILTICK_IMAP_PASSWORD"
"""


def write_configuration(
    folder: Path,
    smtp_port: int,
    mailboxes: list[tuple[str, int, str]],
    database_url: str = "sqlite:///desk.db",
    more: str = "",
    mailbox_settings: str = "",
) -> Path:
    """Write a config.toml for mailboxes given as (name, port, user), and return its path."""
    path = folder / "config.toml"
    written = "".join(
        MAILBOX.format(name=name, port=port, user=user) + mailbox_settings for name, port, user in mailboxes
    )
    path.write_text(CONFIGURATION.format(database_url=database_url, mailboxes=written, smtp_port=smtp_port, more=more))
    return path


class RunningDesk:
    """The daemon's process. `log_path` holds what it said; `database` looks into what it keeps."""

    def __init__(self, configuration: Path, module: str = "mailtick") -> None:
        """`module` is run in the place of `mailtick`."""
        self.configuration = configuration
        self._module = module
        self.log_path = configuration.with_name("log")
        self.environment_changes = {"MAILTICK_IMAP_PASSWORD": PASSWORD}
        self._process: subprocess.Popen[bytes] | None = None
        self._read_up_to = 0

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment_changes}

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self, log_path: Path | None = None) -> None:
        """Start the daemon; `log_path` is where it writes its log, if not where this looks for it."""
        with (log_path or self.log_path).open("ab", buffering=0) as log:
            command = [sys.executable, "-m", self._module, "run", "--config", str(self.configuration)]
            self._process = subprocess.Popen(command, stderr=log, env=self.environment)

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Ask it to stop, and return its exit status."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        assert self._process is not None
        self._process.send_signal(how)
        return self._process.wait(60)

    def wait_for_its_end(self) -> int:
        """Wait until it ends by itself, and return its exit status."""
        assert self._process is not None
        return self._process.wait(60)

    def make_sure_it_is_gone(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def say(self, *words: str) -> Result:
        """Run another `mailtick` command on the same configuration; in this process, which is not the daemon's."""
        command = [*words, "--config", str(self.configuration)]
        return CliRunner(env=self.environment_changes).invoke(main, command, catch_exceptions=False)

    def say_in_a_process(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The same in a process of its own, as a person starts it: slower by two seconds."""
        command = [sys.executable, "-m", "mailtick", *words, "--config", str(self.configuration)]
        return subprocess.run(command, capture_output=True, text=True, env=self.environment, timeout=60, check=False)

    def listed(self, *words: str) -> list[dict[str, object]]:
        """What a command that lists says as JSON."""
        lines: list[dict[str, object]] = json.loads(self.say(*words, "--json").stdout)
        return lines

    @property
    def log(self) -> str:
        return self.log_path.read_text()

    def new_log(self) -> str:
        """What it said since this was last asked."""
        said = self.log[self._read_up_to :]
        self._read_up_to += len(said)
        return said

    def wait_for_log(self, words: str, timeout_s: float = 30) -> None:
        wait_until(lambda: words in self.log, timeout_s, f"{words!r} in the daemon's log")


class Inside:
    """What a desk keeps, counted; for tests that look in from outside the daemon."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, *where: object) -> int:
        with self._database.reading() as session:
            return session.scalar(select(func.count()).where(*where)) or 0  # type: ignore[arg-type]  # SQL conditions

    @property
    def ledger_lines(self) -> int:
        with self._database.reading() as session:
            return session.scalar(select(func.count()).select_from(LedgerRow)) or 0

    @property
    def mails(self) -> dict[MailState, int]:
        with self._database.reading() as session:
            rows = session.execute(select(MailRow.state, func.count()).group_by(MailRow.state))
            return {state: count for state, count in rows}  # noqa: C416  rows are no plain tuples for the type checker

    def mails_by_mailbox(self) -> list[MailRow]:
        """All mails with their bytes, by the names of the mailboxes and the numbers they had there."""
        query = select(MailRow).join(LedgerRow, LedgerRow.mail_id == MailRow.id).options(undefer(MailRow.raw))
        with self._database.reading() as session:
            return list(session.scalars(query.order_by(LedgerRow.mailbox, LedgerRow.uid)))

    def first_text(self, mail: MailRow) -> str:
        """The text of the incident that a mail opened."""
        with self._database.reading() as session:
            return session.scalars(select(IncidentRow.first_text).where(IncidentRow.id == mail.incident_id)).one()

    @property
    def incidents(self) -> list[int]:
        """The numbers, in order."""
        with self._database.reading() as session:
            return list(session.scalars(select(IncidentRow.number).order_by(IncidentRow.number)))

    def written(self, template: str) -> list[OutgoingRow]:
        """What the outbox holds of one kind of mail."""
        with self._database.reading() as session:
            return list(session.scalars(select(OutgoingRow).where(OutgoingRow.template == template)))

    @property
    def deliveries(self) -> dict[DeliveryState, int]:
        with self._database.reading() as session:
            return count_deliveries(session)

    @property
    def unsent(self) -> int:
        return self.count(DeliveryRow.state != DeliveryState.SENT)

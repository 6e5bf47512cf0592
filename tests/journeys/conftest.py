"""Fixtures of the journeys: a running desk on a real mailbox and a real SMTP server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailtick.store.database import Database
from tests.support.dovecot import Dovecot
from tests.support.running import Inside, RunningDesk, write_configuration
from tests.support.smtp_sink import SmtpSink


@pytest.fixture
def mail_user(dovecot: Dovecot) -> str:
    """A mailbox that nobody has used yet."""
    return dovecot.new_user()


@pytest.fixture
def desk(dovecot: Dovecot, mail_user: str, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[RunningDesk]:
    """A desk that is started by the test, and killed after it if it still runs."""
    configuration = write_configuration(tmp_path, smtp_sink.port, [("ict", dovecot.port, mail_user)])
    running = RunningDesk(configuration)
    yield running
    running.make_sure_it_is_gone()


@pytest.fixture
def inside(desk: RunningDesk) -> Iterator[Inside]:
    """What the desk keeps; usable once it has been started."""
    database = Database(f"sqlite:///{desk.configuration.with_name('desk.db')}")
    yield Inside(database)
    database.close()

"""Fixtures of the journeys: a running desk on a real mailbox and a real SMTP server."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mailtick.demo.school import saltmarsh
from mailtick.demo.story import STARTS_AT, STORY
from mailtick.store.database import Database
from tests.journeys.saltmarsh.playing import Played, play
from tests.support.dovecot import Dovecot
from tests.support.once import made_once
from tests.support.renaming import GREENWOLD
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


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The story of the demo school, played to its end once in a run of the tests."""
    return _played_once(tmp_path_factory, "saltmarsh", play)


@pytest.fixture(scope="session")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The same story in a school where everything has another name and another day."""
    return _played_once(tmp_path_factory, "greenwold", _play_renamed)


def _play_renamed() -> Played:
    story = [GREENWOLD.cue(cue) for cue in STORY]
    return play(GREENWOLD.school(saltmarsh()), story, GREENWOLD.moment(STARTS_AT))


def _played_once(factory: pytest.TempPathFactory, name: str, play_it: Callable[[], Played]) -> Played:
    def make(folder: Path) -> None:
        (folder / "played").write_bytes(pickle.dumps(play_it()))

    made = made_once(factory, name, make)
    found: Played = pickle.loads((made / "played").read_bytes())
    return found

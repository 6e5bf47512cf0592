"""Open a desk for one command: to look at it, or to act on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from mailtick.cli.logs import only_failures
from mailtick.cli.shown import settings_of
from mailtick.daemon import build_desk, build_policy
from mailtick.desk import Desk, wall_clock
from mailtick.incidents.moments import Moments
from mailtick.incidents.policy import Policy
from mailtick.rounds.nobody_looks import note_look
from mailtick.store.database import Database
from mailtick.store.migrate import require_current

_A_MOMENT_MS = 250


@dataclass(frozen=True, slots=True)
class Look:
    """A desk to look at: a session that only reads, and what it takes to show what is found.

    `year_begins` is the month in which a financial year does.
    """

    session: Session
    policy: Policy
    moments: Moments
    year_begins: int

    @property
    def prefix(self) -> str:
        return self.policy.facts.prefix


@contextmanager
def looking(config_path: Path) -> Iterator[Look]:
    """Open a desk without writing anything, so that it never waits for the daemon, nor the daemon for it.

    Raises NotReady where no daemon has made the database ready.
    """
    settings = settings_of(config_path)
    database = Database(settings.store.url.get_secret_value())
    try:
        require_current(database)
        with database.reading() as session:
            moments = Moments(settings.desk.zone, wall_clock())
            yield Look(session, build_policy(settings), moments, settings.desk.financial_year)
    finally:
        database.close()


def looked(config_path: Path) -> None:
    """Note that somebody looked at what is new, if that takes no more than a moment: nobody waits for it."""
    database = Database(settings_of(config_path).store.url.get_secret_value(), busy_timeout_ms=_A_MOMENT_MS)
    try:
        note_look(database, wall_clock())
    finally:
        database.close()


@contextmanager
def acting(config_path: Path) -> Iterator[Desk]:
    """Open a desk to change something."""
    with only_failures():
        desk = build_desk(settings_of(config_path))
        try:
            yield desk
        finally:
            desk.database.close()

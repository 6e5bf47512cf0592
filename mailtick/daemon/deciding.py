"""Let one daemon at a time decide on mails, whichever of them fetched them.

Promise: mails are decided on in the order in which they came, so that a reply finds the incident of the mail before
it; when the daemon that decides dies, another goes on with what it had taken.
"""

from __future__ import annotations

from mailtick.daemon.lock import DeskLock
from mailtick.desk import Desk
from mailtick.rounds.process import give_back, process
from mailtick.store import mails
from mailtick.store.database import Database


class Deciding:
    """The processing of a desk that several daemons may share."""

    def __init__(self, database: Database) -> None:
        self._lock = DeskLock(database, "processing")
        self._is_ours = False

    def turn(self, desk: Desk) -> int:
        """Process one batch if it is ours to do. Returns how many mails were looked at."""
        if not self._lock.acquire():
            self._is_ours = False
            return 0
        if not self._is_ours:
            # Whoever had it before is gone, and what it had taken need not wait for its lease.
            with desk.database.writing() as session:
                mails.release_leases(session)
            self._is_ours = True
        return process(desk)

    def end(self, desk: Desk) -> None:
        """Give back what could not be finished, and let another daemon decide. Raises DatabaseAway."""
        try:
            give_back(desk)
        finally:
            self._lock.release()

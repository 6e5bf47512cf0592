"""The desk under the same load: the daemon in a process of its own, from the first fetch to the last answer."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from sqlalchemy import func, select

from mailtick.cli.logs import log_to_stderr
from mailtick.config import load_settings
from mailtick.daemon import Daemon
from mailtick.store.tables import DeliveryRow, DeliveryState, MailRow, MailState
from tests.bench.cost import Meter


def main(configuration: str, mails: int) -> None:
    log_to_stderr()
    daemon = Daemon(load_settings(Path(configuration), os.environ))
    done_before = _done(daemon)
    meter = Meter()
    daemon.start()
    deadline = time.monotonic() + 300
    # Looked at seldom: the looking is paid from the same purse.
    while _done(daemon) - done_before < mails or _unsent(daemon):
        if time.monotonic() > deadline:
            raise SystemExit("not done within five minutes")
        time.sleep(0.2)
    cost = meter.read(mails)
    daemon.stop()
    print(json.dumps(cost))


def _done(daemon: Daemon) -> int:
    with daemon.desk.database.reading() as session:
        done = select(func.count()).select_from(MailRow).where(MailRow.state != MailState.RECEIVED)
        return session.scalar(done) or 0


def _unsent(daemon: Daemon) -> int:
    with daemon.desk.database.reading() as session:
        waiting = (DeliveryState.WAITING, DeliveryState.CLAIMED)
        return session.scalar(select(func.count()).where(DeliveryRow.state.in_(waiting))) or 0


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

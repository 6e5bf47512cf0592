"""The clock's turn of one desk, killed after some of its incidents, as of a power cut."""

from __future__ import annotations

import os
import sys
from datetime import datetime

from mailtick.incidents.actions import Action
from mailtick.rounds.apply import Applied, Applier
from mailtick.rounds.escalate import escalate
from mailtick.store.database import Database
from tests.support.desks import SetClock, make_desk

DIED = 9


def main(url: str, now: str, after: int) -> None:
    apply = Applier.apply
    count = 0

    def apply_or_die(applier: Applier, actions: tuple[Action, ...]) -> Applied:
        nonlocal count
        done = apply(applier, actions)
        count += 1
        if count == after:
            os._exit(DIED)
        return done

    vars(sys.modules[Applier.__module__])["Applier"].apply = apply_or_die
    escalate(make_desk(Database(url), clock=SetClock(datetime.fromisoformat(now))))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))

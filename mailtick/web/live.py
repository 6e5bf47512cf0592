"""Tell open pages that something has changed, and who else has an incident open.

One thread a process looks whether anything was written; each open page waits for its word. A page that hears nothing
loses nothing: it shows what is true when it is loaded.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool

from mailtick.desk import Desk
from mailtick.store.database import DatabaseAway
from mailtick.store.stamp import stamp_of

_LOOK_EVERY_S = 1.0
# Between two of them a proxy would cut the line.
_ALIVE_EVERY_S = 20.0
MOST_LISTENERS = 200
# Open pages of one person; more would leave none for the others.
_MOST_OF_ONE = 30
# So often it is asked whether somebody is still signed in, and may still see what they have open.
_ASK_EVERY_S = 60.0


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody has an incident open."""

    number: int
    name: str


class Live:
    """What changes on a desk, for its open pages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stamp = ""
        self._looked_at_s = 0.0
        self._listeners: dict[int, Presence] = {}
        self._next = 0

    def is_full_for(self, name: str) -> bool:
        """Whether nobody more can listen, or this person has enough pages open."""
        theirs = sum(each.name == name for each in self._listeners.values())
        return theirs >= _MOST_OF_ONE or len(self._listeners) >= MOST_LISTENERS

    def others_at(self, number: int, name: str) -> list[str]:
        """Who else has an incident open now."""
        return sorted({each.name for each in self._listeners.values() if each.number == number and each.name != name})

    async def listen(self, name: str, number: int, may_hear: Callable[[], bool] = lambda: True) -> AsyncIterator[str]:
        """Server-sent events: `changed` whenever something was written, `others` whenever somebody comes or goes.

        It ends once they may not hear it any more.
        """
        me = self._next = self._next + 1
        self._listeners[me] = Presence(number, name)
        seen, others, spoke_at_s = await self._look(), None, time.monotonic()
        asked_at_s = spoke_at_s
        try:
            yield "retry: 3000\n\n"
            while not self._desk.stopping.is_set():
                if time.monotonic() - asked_at_s > _ASK_EVERY_S:
                    asked_at_s = time.monotonic()
                    if not await run_in_threadpool(may_hear):
                        return
                now = await self._look()
                if now != seen:
                    seen, spoke_at_s = now, time.monotonic()
                    yield "event: changed\ndata: \n\n"
                if number and (here := self.others_at(number, name)) != others:
                    others, spoke_at_s = here, time.monotonic()
                    yield f"event: others\ndata: {json.dumps(here)}\n\n"
                if time.monotonic() - spoke_at_s > _ALIVE_EVERY_S:
                    spoke_at_s = time.monotonic()
                    yield ": still here\n\n"
                await asyncio.sleep(_LOOK_EVERY_S)
        finally:
            self._listeners.pop(me, None)

    async def _look(self) -> str:
        """The stamp of all that is written; asked of the database once a second, however many listen."""
        if time.monotonic() - self._looked_at_s >= _LOOK_EVERY_S * 0.9:
            self._looked_at_s = time.monotonic()
            self._stamp = await run_in_threadpool(self._ask)
        return self._stamp

    def _ask(self) -> str:
        try:
            with self._desk.database.reading() as session:
                return stamp_of(session)
        except DatabaseAway:
            return self._stamp

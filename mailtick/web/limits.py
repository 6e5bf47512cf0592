"""How often one browser may ask: a bucket an address and kind, refilled as time goes by. Lives in this process."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

# More addresses than these at once are not remembered; the longest unseen go first.
_MOST_KEPT = 10_000


class Bucket:
    """Lets `burst` requests through at once, and then one each `every_s` seconds, an address."""

    def __init__(self, burst: int, every_s: float) -> None:
        self._burst = burst
        self._every_s = every_s
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def lets(self, whom: str) -> bool:
        now = time.monotonic()
        with self._lock:
            left, seen = self._kept.pop(whom, (float(self._burst), now))
            left = min(self._burst, left + (now - seen) / self._every_s)
            is_let = left >= 1
            self._kept[whom] = (left - 1 if is_let else left, now)
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return is_let

"""What a stretch of work cost: time, processor, memory."""

from __future__ import annotations

import resource
import time


class Meter:
    """Starts when it is made. Processor time is of this process alone, all its threads."""

    def __init__(self) -> None:
        self._wall_s = time.monotonic()
        self._cpu_s = time.process_time()

    def read(self, mails: int) -> dict[str, float]:
        """Return mails a second, CPU milliseconds a mail, and the process's peak memory in MB."""
        wall_s, cpu_s = time.monotonic() - self._wall_s, time.process_time() - self._cpu_s
        return {
            "mails_a_second": mails / wall_s,
            "cpu_ms_a_mail": 1000 * cpu_s / mails,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }

"""The log: one line a mail, a delivery, a round; key=value, on standard error."""

from __future__ import annotations

import contextlib
import logging
import sys

import structlog
from structlog.typing import Processor


def log_to_stderr(*, as_json: bool = False, level: int = logging.INFO, for_long: bool = True) -> None:
    """Set up the log. `for_long` spares a daemon from making a logger anew for each line."""
    shape: Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            shape,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: PatientLogger(sys.stderr),
        cache_logger_on_first_use=for_long,
    )
    # imapclient's own log holds whole mails at lower levels.
    logging.getLogger("imapclient").setLevel(logging.WARNING)


class PatientLogger(structlog.PrintLogger):
    """Loses a line that cannot be written, on a full disk or a closed pipe, rather than the work that says it."""

    def msg(self, message: str) -> None:
        with contextlib.suppress(OSError):
            super().msg(message)

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg

"""The log: one line a mail, a delivery, a round; key=value, on standard error."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Iterator

import structlog
from structlog.typing import Processor


def log_to_stderr(*, as_json: bool = False, level: int = logging.INFO) -> None:
    """Set up the log for a daemon."""
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
        cache_logger_on_first_use=True,
    )
    # imapclient's own log holds whole mails at lower levels.
    logging.getLogger("imapclient").setLevel(logging.WARNING)


@contextlib.contextmanager
def only_failures() -> Iterator[None]:
    """Let the log tell of failures alone while a command works that says itself what it did."""
    before = structlog.get_config()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=lambda *_: PatientLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    try:
        yield
    finally:
        structlog.configure(**before)


class PatientLogger(structlog.PrintLogger):
    """Loses a line that cannot be written, on a full disk or a closed pipe, rather than the work that says it."""

    def msg(self, message: str) -> None:
        with contextlib.suppress(OSError):
            super().msg(message)

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg

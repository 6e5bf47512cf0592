"""Mails that the team is told of: one that did not arrive, and one that is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LostMail:
    """A mail of ours that did not arrive, and why. `job_for` is the code of the firm whose job it was, or empty.

    `word` is what sends it again.
    """

    recipient: str
    subject: str
    because: str
    job_for: str = ""
    word: str = "second"


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One held mail in the list that the coordinator gets."""

    id: int
    sender: str
    subject: str
    received_at: datetime
    reason: str
    # The beginning of its text, a line or two; nothing of a restricted matter.
    begins: tuple[str, ...] = ()
    # The incidents that it may belong to, each with how sure that is.
    may_belong: tuple[str, ...] = ()

"""What the team is told of: a mail that did not arrive, one that is held, and what is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mailtick.incidents.incident import Incident


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
    # The further held mails of the same sender that this line stands for.
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TriageLine:
    """One new incident in the list for triage: how it begins, why it was sorted so, and who could take it."""

    incident: Incident
    begins: tuple[str, ...]
    reasons: str
    proposed: str
    # Who that is, by their id; 0 for nobody.
    proposed_id: int

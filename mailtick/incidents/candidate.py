"""An incident that a mail may belong to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """An incident that the mail may belong to, how sure (0 to 100), and by what evidence."""

    incident: int
    reference: str
    score: int
    because: str

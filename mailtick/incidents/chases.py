"""M6, a chase to a firm that is late: the action of #chase, and its mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from mailtick.incidents.firm_jobs import PROMISED_WORDS, FirmJob
from mailtick.incidents.incident import Incident
from mailtick.incidents.notices import Manner, Notice
from mailtick.incidents.people import Person, Provider


@dataclass(frozen=True, slots=True)
class SendChase:
    """Ask a firm for its job, by a rule if by nobody; of `further` also whoever answers for their work."""

    incident: int
    handover: int
    provider: Provider
    text: str
    by: Person | None
    further: Person | None
    because: str


@dataclass(frozen=True, slots=True)
class Owed:
    """What a firm should have done by a moment that is over; `what` is as in "you promised to …"."""

    what: str
    by_at: datetime


def owed(job: FirmJob, incident: Incident, zone: tzinfo, now: datetime) -> tuple[Owed, ...]:
    """Return what is late of a job, the oldest first."""
    return tuple(Owed(PROMISED_WORDS[due.what], due.due_at) for due in job.late(incident.priority, zone, now))


def chase(incident: Incident, to: Person, job: FirmJob, owed: tuple[Owed, ...], nth: int, text: str, by: str) -> Notice:
    """M6: where is it? `owed` is what is late, `nth` which time we ask, `text` what `by` adds."""
    context = {"incident": incident, "job": job, "owed": owed, "nth": nth, "text": text, "by": by}
    return Notice("chase", to, context, Manner.PERSON, f"M6:{job.handover}:{nth}:{to.address}", incident.id)

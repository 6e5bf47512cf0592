"""A firm is late: the coordinator hears of it with a chase that is ready; late twice, the owner hears as well.

Source: DOMAIN.md 5.3, "Escalation", and 5.4, rule 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mailtick.incidents.firm_jobs import PROMISED_WORDS, FirmJob
from mailtick.incidents.people import Role
from mailtick.incidents.service_level import Due
from mailtick.incidents.watched import Mark, Step, Watched


def firm_steps(watched: Watched) -> Iterator[Step]:
    """Yield when each firm that has the incident is late with something, and when a visit that was promised is over."""
    priority, zone = watched.incident.priority, watched.policy.zone
    for job in watched.lookup.firm_jobs(watched.incident.id):
        late_before = 0
        for due in sorted(job.clock(priority, zone, watched.now), key=lambda due: due.due_at):
            if due.kept_at is None:
                yield _late(watched, job, due, is_again=late_before > 0 or bool(job.chased_at))
            late_before += due.is_late
        if job.visit_at is not None and job.job.on_site_at is None and job.job.done_at is None:
            yield _visit_over(watched, job)


def _late(watched: Watched, job: FirmJob, due: Due, *, is_again: bool) -> Step:
    roles = (Role.COORDINATOR, Role.OWNER) if is_again else (Role.COORDINATOR,)
    headline = f"{job.firm.name} is late{' again' if is_again else ''}"
    told = f", and so does {job.escalation.name} of theirs" if is_again and job.escalation else ""
    lines = (
        f"They promised to {PROMISED_WORDS[due.what]} by {watched.at(due.due_at)}{_contract(job)}.",
        f"#chase {job.firm.code} asks them for it{told}; what you write behind it goes along.",
    )
    mark = Mark(f"firm {due.what}", f"{job.handover} {due.due_at.isoformat()}")
    return Step(due.due_at, f"firm {job.handover}", mark, partial(watched.warn, roles, headline, *lines))


def _contract(job: FirmJob) -> str:
    return f" (contract {job.contract})" if job.contract else ""


def _visit_over(watched: Watched, job: FirmJob) -> Step:
    """The day after a visit nothing was heard of: somebody asks whether they have been there."""
    came_by = job.visit_at or job.job.handed_at
    headline = f"Was {job.firm.name} here?"
    lines = (
        f"They said they would come by {watched.at(came_by)}, and nothing says that they did.",
        f"#resolve says that it is done, #note what you know, #chase {job.firm.code} asks them.",
    )
    mark = Mark("firm visit", f"{job.handover} {came_by.isoformat()}")
    at = watched.service.opening_of_day(came_by, 1)
    return Step(at, f"visit {job.handover}", mark, partial(watched.warn, (Role.COORDINATOR,), headline, *lines))

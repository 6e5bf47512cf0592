"""Work went on, and whoever decides has not answered: the coordinator hears of it, for no wait says so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mailtick.incidents.approvals import Approval
from mailtick.incidents.incident import State
from mailtick.incidents.people import Role
from mailtick.incidents.watched import Mark, Step, Watched

_DAYS = 2


def question_steps(watched: Watched) -> Iterator[Step]:
    """Yield when somebody looks after a question that is open; what rests on it has its own date."""
    if watched.incident.state is State.WAITING_APPROVAL:
        return
    for approval in watched.lookup.approvals(watched.incident.id):
        if approval.is_open:
            yield _unanswered(watched, approval)


def _unanswered(watched: Watched, approval: Approval) -> Step:
    headline = f"{approval.asked_of.name} has not answered"
    lines = (
        f"They were asked on {watched.at(approval.asked_at)}: {approval.words}.",
        "Nothing is ordered before they answer. #ask-approval asks anew.",
    )
    act = partial(watched.warn, (Role.COORDINATOR,), headline, *lines)
    at = watched.service.opening_of_day(approval.asked_at, _DAYS)
    return Step(at, f"question {approval.id}", Mark("question", str(approval.id)), act)

"""The jobs that firms have end with the incident, and come back with it; for the words that end and reopen."""

from __future__ import annotations

from collections.abc import Sequence

from mailtick.incidents.actions import Action, ChangeState, StartWait
from mailtick.incidents.commands.command import Call
from mailtick.incidents.incident import State
from mailtick.incidents.lookup import OpenHandover
from mailtick.incidents.undoing import UNDO_WITHIN
from mailtick.incidents.withdrawals import WithdrawJob

_FOLLOW_UP_DAYS = 2
# What was called off goes back to how it stood by itself; what is fixed for now, or waits for something else, stays so.
_GOES_TO_THEM = frozenset({State.NEW, State.ASSIGNED, State.IN_PROGRESS, State.RESOLVED, State.CLOSED})


def withdraw_jobs(call: Call) -> tuple[Action, ...]:
    """Each firm that has a job of it, and has not said that it is done, hears that it is not needed any more."""
    jobs = (each for each in call.lookup.handovers_of(call.incident.id) if not each.is_over)
    return withdrawn(call, [each for each in jobs if not call.lookup.is_said_done(each.id)])


def withdrawn(call: Call, jobs: Sequence[OpenHandover], *, is_again: bool = False) -> tuple[Action, ...]:
    """The jobs are taken back from their firms, or given back to them."""
    return tuple(
        WithdrawJob(call.incident.id, job.id, firm, job.reference, call.by, call.because, is_again)
        for job in jobs
        if (firm := call.lookup.provider_of_handover(job.id)) is not None
    )


def restore_jobs(call: Call, firm: str = "") -> tuple[Action, ...]:
    """What was taken back is with its firm again, and the firm hears so; for a week. `firm` is a code, or all."""
    jobs = call.lookup.withdrawn_jobs(call.incident.id, call.now - UNDO_WITHIN)
    actions = withdrawn(call, [each for each in jobs if firm in ("", each.provider)], is_again=True)
    if not actions or call.incident.state not in _GOES_TO_THEM:
        return actions
    why, until = "the firm goes on with its job", call.open_days_on(_FOLLOW_UP_DAYS)
    return (
        *actions,
        ChangeState(call.incident.id, State.WAITING_PROVIDER, call.because),
        StartWait(call.incident.id, "provider", why, until, call.because),
    )

"""The jobs that firms have end with the incident, and come back with it; for the words that end and reopen."""

from __future__ import annotations

from datetime import timedelta

from mailtick.incidents.actions import Action, ChangeState, StartWait
from mailtick.incidents.commands.command import Call
from mailtick.incidents.incident import State
from mailtick.incidents.withdrawals import WithdrawJob

# So long after, the firm may have forgotten it: it is handed over anew.
BACK_WITHIN = timedelta(days=7)
_FOLLOW_UP_DAYS = 2


def withdraw_jobs(call: Call) -> tuple[Action, ...]:
    """Each firm that has a job of it, and has not said that it is done, hears that it is not needed any more."""
    actions: list[Action] = []
    for job in call.lookup.handovers_of(call.incident.id):
        firm = call.lookup.provider_of_handover(job.id)
        if firm is None or job.is_over or call.lookup.is_said_done(job.id):
            continue
        actions.append(WithdrawJob(call.incident.id, job.id, firm, job.reference, call.by, call.because))
    return tuple(actions)


def restore_jobs(call: Call) -> tuple[Action, ...]:
    """What was withdrawn when it ended is with its firm again, and the firm hears so; for a week."""
    back = call.lookup.withdrawn_jobs(call.incident.id, call.now - BACK_WITHIN)
    actions: list[Action] = []
    for job in back:
        firm = call.lookup.provider_of_handover(job.id)
        if firm is not None:
            again = WithdrawJob(call.incident.id, job.id, firm, job.reference, call.by, call.because, is_again=True)
            actions.append(again)
    if actions and call.incident.state is not State.CANCELLED:
        why, until = "the firm goes on with its job", call.open_days_on(_FOLLOW_UP_DAYS)
        actions.append(ChangeState(call.incident.id, State.WAITING_PROVIDER, call.because))
        actions.append(StartWait(call.incident.id, "provider", why, until, call.because))
    return tuple(actions)

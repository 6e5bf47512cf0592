"""#close, #reopen, #cancel: end it, take it up again, or call it off."""

from mailtick.incidents.actions import Action, AddEntry, ChangeState, Event, SetField
from mailtick.incidents.commands.command import COORDINATION, Call, Command
from mailtick.incidents.commands.firm_jobs import restore_jobs, withdraw_jobs
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed, back_to, check_is_whole


def close(call: Call) -> tuple[Action, ...]:
    closed = call.move(State.CLOSED)
    return (closed, SetField(call.incident.id, "how_closed", "coordinator", call.because))


def reopen(call: Call) -> tuple[Action, ...]:
    check_is_whole(call.incident)
    if call.incident.state is State.CANCELLED:
        return (
            ChangeState(call.incident.id, back_to(call.incident), call.because),
            *restore_jobs(call),
            *_with_note(call),
        )
    if call.incident.is_open:
        raise NotAllowed(f"{call.incident.reference} is {call.incident.state_words}; there is nothing to reopen")
    return (call.move(State.IN_PROGRESS), *restore_jobs(call), *_with_note(call))


def cancel(call: Call) -> tuple[Action, ...]:
    why = call.text("why it is called off: #cancel reported by mistake")
    return (
        call.move(State.CANCELLED),
        SetField(call.incident.id, "fix_kind", "withdrawn", call.because),
        AddEntry(call.incident.id, Event.NOTE, why, call.because),
        *withdraw_jobs(call),
    )


def _with_note(call: Call) -> tuple[Action, ...]:
    return (AddEntry(call.incident.id, Event.NOTE, call.argument, call.because),) if call.argument else ()


CLOSE = Command("close", "", "the matter is ended", COORDINATION, close)
REOPEN = Command("reopen", "[why]", "it is not done after all", COORDINATION, reopen, follows=False)
CANCEL = Command("cancel", "<why>", "it was no matter for the desk, or a mistake", COORDINATION, cancel)

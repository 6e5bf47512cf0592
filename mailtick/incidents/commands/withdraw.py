"""#withdraw: a firm does not have to do its job any more, and the matter goes on here; `undo` gives it back."""

from mailtick.incidents.actions import Action, AddEntry, ChangeState, Event
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.commands.firm_jobs import restore_jobs, withdrawn
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lookup import OpenHandover

_EXAMPLE = "#withdraw FEN, or #withdraw FEN undo"
_WITH_A_FIRM = (State.WAITING_PROVIDER, State.SCHEDULED)


def withdraw(call: Call) -> tuple[Action, ...]:
    first, _, rest = call.argument.partition(" ")
    named = call.lookup.provider_named(first.rstrip(":,")) if first else None
    said, code = (rest if named else call.argument).strip(), named.code if named else ""
    reference = call.incident.reference
    if said.casefold() == "undo":
        if back := restore_jobs(call, code):
            return back
        raise NotAllowed(f"no firm's job for {reference} was taken back within a week; #second hands it over anew")
    jobs = [each for each in call.lookup.handovers_of(call.incident.id) if not each.is_over]
    theirs = [each for each in jobs if not code or each.provider == code]
    if not theirs:
        raise NotAllowed(f"{named.name if named else 'no firm'} has {reference} now")
    if len({each.provider for each in theirs}) > 1:
        raise NotAllowed(f"say which firm: {_EXAMPLE}")
    note = (AddEntry(call.incident.id, Event.NOTE, said, call.because),) if said else ()
    return (*withdrawn(call, theirs), *_goes_on_here(call, jobs, theirs), *note)


def _goes_on_here(call: Call, jobs: list[OpenHandover], theirs: list[OpenHandover]) -> tuple[ChangeState, ...]:
    """Where no other firm has it, it is worked on here."""
    is_with_nobody = len(jobs) == len(theirs) and call.incident.state in _WITH_A_FIRM
    return (call.move(State.IN_PROGRESS),) if is_with_nobody else ()


_DOES = "a firm hears that its job is not needed any more"
WITHDRAW = Command("withdraw", "[<firm>] [why, or undo]", _DOES, FIRST_LEVEL, withdraw)

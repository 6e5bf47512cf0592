"""#second: hand it over to a provider, by mail."""

from mailtick.incidents.actions import Action, ChangeState, HandOver, IncidentId
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed, check_move
from mailtick.incidents.people import Provider


def second(call: Call) -> tuple[Action, ...]:
    name, _, why = call.text("to whom and why: #second FEN needs a new screen").partition(" ")
    provider = call.lookup.provider_named(name.rstrip(":,"))
    if provider is None:
        raise NotAllowed(f'no provider is called "{name}"; use the code or the name from the list of providers')
    check_move(call.incident, State.WAITING_PROVIDER)
    if any(each.incident == call.incident.id for each in call.lookup.open_handovers(provider)):
        raise NotAllowed(f"{provider.name} has {call.incident.reference} already")
    return hand_over(call.incident.id, provider, why.strip(), call.because)


def hand_over(incident: IncidentId, provider: Provider, why: str, because: str) -> tuple[Action, ...]:
    """Return the actions of a hand-over; the wait opens when the mail has really been sent."""
    return (
        ChangeState(incident, State.WAITING_PROVIDER, because),
        HandOver(incident, provider, why, because),
    )


SECOND = Command("second", "<provider> <why>", "hand it over to an outside firm", FIRST_LEVEL, second)

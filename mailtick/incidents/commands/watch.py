"""#watch, #unwatch: somebody of the team gets copies of what happens on it, without having it."""

from mailtick.incidents.actions import Action, AddParticipants, RemoveParticipant
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.incident import Participant
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Role
from mailtick.incidents.visibility import may_see
from mailtick.incidents.watching import WATCH as FIELD

_TEAM = FIRST_LEVEL | {Role.OWNER}


def watch(call: Call) -> tuple[Action, ...]:
    incident, by = call.incident, call.by
    if not may_see(by, incident):
        raise NotAllowed(f"{incident.reference} is for few to see")
    as_what = _field(call)
    if as_what == FIELD:
        raise NotAllowed(f"you watch {incident.reference} already")
    if as_what:
        raise NotAllowed(f"you get copies of {incident.reference} already; write #without {by.address} first")
    return (AddParticipants(incident.id, (Participant(by.address, by.name, FIELD),), call.because),)


def unwatch(call: Call) -> tuple[Action, ...]:
    if _field(call) != FIELD:
        raise NotAllowed(f"you do not watch {call.incident.reference}")
    return (RemoveParticipant(call.incident.id, call.by.address, call.because),)


def _field(call: Call) -> str:
    return next((each.field for each in call.incident.participants if each.address == call.by.address), "")


WATCH = Command("watch", "", "get copies of all that happens on it", _TEAM, watch, only_theirs=False)
UNWATCH = Command("unwatch", "", "get no more copies of what happens on it", _TEAM, unwatch, only_theirs=False)

"""#assign: give it to somebody of the team, who gets all that is known in one mail."""

from mailtick.incidents.actions import Action, Assign, NoticeKind, Notify
from mailtick.incidents.commands.command import COORDINATION, Call, Command
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed


def assign(call: Call) -> tuple[Action, ...]:
    name = call.text("to whom: #assign amir.shah")
    person = call.lookup.person_named(name)
    if person is None or not person.is_team:
        raise NotAllowed(f'"{name}" is nobody of the team; use their address or the part before the @')
    return (
        call.move(State.ASSIGNED),
        Assign(call.incident.id, person, call.because),
        Notify(NoticeKind.ASSIGNMENT, (person,), call.because, call.incident.id, call.because),
    )


ASSIGN = Command("assign", "<person>", "give it to somebody of the team", COORDINATION, assign)

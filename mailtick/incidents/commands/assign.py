"""#assign: give it to somebody of the team, who gets all that is known in one mail."""

from mailtick.incidents.actions import Action, Assign, NoticeKind, Withhold
from mailtick.incidents.commands.command import COORDINATION, Call, Command
from mailtick.incidents.incident import State
from mailtick.incidents.known_person import people_meant, the_one
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.work_list import why_not_now

# Where it rests or is fixed for now, another person has it and everything else stays as it is.
_MOVES = (State.NEW, State.ASSIGNED, State.IN_PROGRESS)


def assign(call: Call) -> tuple[Action, ...]:
    name = call.text("to whom: #assign amir.shah")
    team = [person for person in people_meant(name, call.lookup) if person.is_team]
    if not team:
        raise NotAllowed(f'"{name}" is nobody of the team; use their address or the part before the @')
    person = the_one(name, team)
    incident = call.incident
    moved = () if incident.is_open and incident.state not in _MOVES else (call.move(State.ASSIGNED),)
    given = (*moved, Assign(incident.id, person, call.because))
    if because := why_not_now(person, incident.priority):
        return (*given, Withhold(NoticeKind.ASSIGNMENT, person, because))
    return (*given, *call.notify(NoticeKind.ASSIGNMENT, (person,), call.by.name))


ASSIGN = Command("assign", "<person>", "give it to somebody of the team", COORDINATION, assign)

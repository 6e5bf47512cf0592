"""#start: I am on it."""

from mailtick.incidents.actions import Action
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.incident import DONE, State
from mailtick.incidents.lifecycle import NotAllowed


def start(call: Call) -> tuple[Action, ...]:
    if call.incident.state in DONE:
        raise NotAllowed(f"{call.incident.reference} is {call.incident.state_words}; write #reopen first")
    return (call.move(State.IN_PROGRESS),)


START = Command("start", "", "work on it has begun", FIRST_LEVEL, start)

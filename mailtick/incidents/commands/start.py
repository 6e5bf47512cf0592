"""#start: I am on it."""

from mailtick.incidents.actions import Action
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.incident import State


def start(call: Call) -> tuple[Action, ...]:
    return (call.move(State.IN_PROGRESS),)


START = Command("start", "", "work on it has begun", FIRST_LEVEL, start)

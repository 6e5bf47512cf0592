"""#note: a line for the team only."""

from mailtick.incidents.actions import Action, AddEntry, Event
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.people import Role


def note(call: Call) -> tuple[Action, ...]:
    return (AddEntry(call.incident.id, Event.NOTE, call.text("what to note"), call.because),)


NOTE = Command("note", "<text>", "a note that only the team sees", FIRST_LEVEL | {Role.OWNER}, note)

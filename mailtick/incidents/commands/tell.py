"""#tell: news in plain words to those it is for."""

from mailtick.incidents.actions import Action, AddEntry, Event, NoticeKind, Notify
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command


def tell(call: Call) -> tuple[Action, ...]:
    text, incident = call.text("what to tell them"), call.incident
    return (
        AddEntry(incident.id, Event.NOTE, text, call.because, is_internal=False),
        Notify(NoticeKind.UPDATE, incident.affected, call.because, incident.id, text, call.by.name, cc=call.copied()),
        *call.answered(*incident.affected),
    )


TELL = Command("tell", "<text>", "write to those it is for", FIRST_LEVEL, tell)

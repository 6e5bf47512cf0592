"""#wait: ask the reporter one question, and rest until they answer."""

from mailtick.incidents.actions import Action, NoticeKind, Notify, StartWait
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.incident import State

FOLLOW_UP_DAYS = 2


def wait(call: Call) -> tuple[Action, ...]:
    question = call.text("what to ask: #wait Which room is the printer in?")
    incident = call.incident
    return (
        call.move(State.WAITING_REQUESTER),
        StartWait(incident.id, "requester", question, call.open_days_on(FOLLOW_UP_DAYS), call.because),
        Notify(NoticeKind.QUESTION, (incident.reporter,), call.because, incident.id, question, call.by.name),
        *call.answered(incident.reporter),
    )


WAIT = Command("wait", "<question>", "ask the reporter, and wait for the answer", FIRST_LEVEL, wait)

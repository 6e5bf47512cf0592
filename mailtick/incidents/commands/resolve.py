"""#resolve: it is done, and this is what was done; everybody it is for is told."""

from mailtick.incidents.actions import Action, NoticeKind, Notify, SetField
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.incident import State


def resolve(call: Call) -> tuple[Action, ...]:
    done = call.text("what was done; the person who reported it will read it: #resolve New cable fitted")
    incident = call.incident
    return (
        SetField(incident.id, "resolution", done, call.because),
        call.move(State.RESOLVED),
        Notify(
            NoticeKind.RESOLVED,
            incident.affected,
            "resolved: those it is for are told",
            incident.id,
            by=call.by.name,
            cc=call.copied(),
        ),
        *call.answered(*incident.affected),
    )


RESOLVE = Command("resolve", "<what was done>", "it is done; those it is for are told", FIRST_LEVEL, resolve)

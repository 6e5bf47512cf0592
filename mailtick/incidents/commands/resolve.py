"""#resolve: it is done, and this is what was done; everybody it is for is told."""

import re

from mailtick.incidents.actions import Action, NoticeKind, Notify, SetField
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.commands.firm_jobs import withdraw_jobs
from mailtick.incidents.commands.parts import offer_parts
from mailtick.incidents.incident import State

_KINDS = re.compile(r"\s*(?:no fault|nothing wrong|cannot be|can't be|could not be)\b", re.IGNORECASE)


def resolve(call: Call) -> tuple[Action, ...]:
    done = call.text("what was done; the person who reported it will read it: #resolve New cable fitted")
    incident = call.incident
    return (
        SetField(incident.id, "resolution", done, call.because),
        SetField(incident.id, "fix_kind", _kind_of(done), call.because),
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
        *withdraw_jobs(call),
        *offer_parts(call),
    )


def _kind_of(done: str) -> str:
    """What kind of end it is, by how what was done begins; mostly it is mended for good."""
    found = _KINDS.match(done)
    return ("no_fault" if found[0].lower().startswith("no") else "cannot") if found else "permanent"


RESOLVE = Command("resolve", "<what was done>", "it is done; those it is for are told", FIRST_LEVEL, resolve)

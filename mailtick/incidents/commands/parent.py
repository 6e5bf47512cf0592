"""#parent, #resolve-parts: an incident is part of a bigger one, whose news its people hear.

The bigger one is nobody's part itself, so nothing goes in a circle. Source: DOMAIN.md 3.3, 5.3.
"""

from __future__ import annotations

from dataclasses import replace

from mailtick.incidents.actions import Action
from mailtick.incidents.commands.command import COORDINATION, Call, Command
from mailtick.incidents.commands.merge import named
from mailtick.incidents.commands.parts import open_parts
from mailtick.incidents.commands.resolve import resolve
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.lifecycle import NotAllowed, check_is_whole
from mailtick.incidents.related import SetParent

_NONE = ("none", "nothing", "no")


def parent(call: Call) -> tuple[Action, ...]:
    incident = call.incident
    said = call.text("of which incident it is a part: #parent 1045, or #parent none").strip()
    check_is_whole(incident)
    if incident.state is State.CANCELLED:
        raise NotAllowed(f"{incident.reference} is cancelled; write #reopen first")
    before = call.lookup.incident_numbered(int(incident.parent.rpartition("-")[2])) if incident.parent else None
    taken_off = (SetParent(incident.id, before.id, call.because, is_off=True),) if before else ()
    if said.lower().rstrip(".") in _NONE:
        if not taken_off:
            raise NotAllowed(f"{incident.reference} is part of no other incident")
        return taken_off
    into = named(call, "of which incident it is a part", said)
    _check(call, into)
    return (*taken_off, SetParent(incident.id, into.id, call.because))


def _check(call: Call, into: Incident) -> None:
    """Raise NotAllowed, with what is possible, where an incident cannot be part of another."""
    incident = call.incident
    if into.id == incident.id:
        raise NotAllowed(f"{incident.reference} cannot be part of itself")
    if into.goes_on_as:
        raise NotAllowed(f"{into.reference} goes on as {into.goes_on_as}; write #parent {into.goes_on_as}")
    if into.state is State.CANCELLED:
        raise NotAllowed(f"{into.reference} is cancelled; #reopen it first")
    if into.reference == incident.parent:
        raise NotAllowed(f"{incident.reference} is part of {into.reference} already")
    if into.parent:
        raise NotAllowed(f"{into.reference} is itself part of {into.parent}; write #parent {into.parent}")
    if parts := call.lookup.parts(incident.id):
        names = ", ".join(each.reference for each in parts)
        raise NotAllowed(
            f"{names} {'is' if len(parts) == 1 else 'are'} part of {incident.reference}; #parent none first"
        )
    if into.is_restricted or incident.is_restricted:
        raise NotAllowed(f"one of {incident.reference} and {into.reference} is restricted, and hears nothing of others")


def resolve_parts(call: Call) -> tuple[Action, ...]:
    parts = open_parts(call)
    if not parts:
        raise NotAllowed(f"{call.incident.reference} has no part that is open")
    done = call.argument or call.incident.resolution
    if not done:
        raise NotAllowed("say what was done; those whom the parts are for read it: #resolve-parts New switch fitted")
    return tuple(action for part in parts for action in resolve(replace(call, incident=part, argument=done)))


_PARENT = "it is part of a bigger matter, whose news its people hear"
_PARTS = "what is part of it is done as well, and told"
PARENT = Command("parent", "<incident or none>", _PARENT, COORDINATION, parent)
RESOLVE_PARTS = Command("resolve-parts", "[what was done]", _PARTS, COORDINATION, resolve_parts)

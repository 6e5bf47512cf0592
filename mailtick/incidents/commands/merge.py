"""#merge, #unmerge, #separate: two incidents are one matter after all, or were none."""

from mailtick.incidents.actions import Action, LeaveIncident, MergeInto, NoticeKind, Unmerge
from mailtick.incidents.commands.command import COORDINATION, Call, Command
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.known_person import people_meant, the_one
from mailtick.incidents.lifecycle import NotAllowed, check_move
from mailtick.incidents.visibility import may_see


def merge(call: Call) -> tuple[Action, ...]:
    into, incident = named(call, "into which incident it goes: #merge 1045", call.argument), call.incident
    check_move(incident, State.CANCELLED)
    if into.id == incident.id:
        raise NotAllowed(f"{incident.reference} cannot be merged into itself")
    if into.goes_on_as == incident.reference:
        raise NotAllowed(f"{into.reference} was merged into {incident.reference} already")
    if into.parent == incident.reference:
        raise NotAllowed(f"{into.reference} is part of {incident.reference}; merge it the other way round")
    if into.goes_on_as:
        raise NotAllowed(f"{into.reference} goes on as {into.goes_on_as}; write #merge {into.goes_on_as}")
    if not into.is_open:
        raise NotAllowed(f"{into.reference} is {into.state_words}; #reopen it first")
    if into.is_restricted != incident.is_restricted:
        raise NotAllowed(f"one of {incident.reference} and {into.reference} is restricted; #restrict both, or neither")
    known = {person.address for person in into.affected}
    new = tuple(person for person in incident.affected if person.address not in known)
    told = call.notify(NoticeKind.KNOWN_FAULT, new, about=into) if new else ()
    return (MergeInto(incident.id, into.id, call.because), *told)


def unmerge(call: Call) -> tuple[Action, ...]:
    source = named(call, "which incident stands for itself again: #unmerge 1046", call.argument)
    if call.incident.id not in _way(call, source):
        raise NotAllowed(f"{source.reference} was not merged into {call.incident.reference}")
    return (Unmerge(source.id, call.because),)


def separate(call: Call) -> tuple[Action, ...]:
    name = call.text("whose report is a matter of its own: #separate zoe.marsh")
    affected = [each.address for each in call.incident.affected]
    theirs = [person for person in people_meant(name, call.lookup) if person.address in affected]
    if not theirs:
        raise NotAllowed(f'"{name}" is none of those {call.incident.reference} is for: {", ".join(affected)}')
    person = the_one(name, theirs)
    if person.address == call.incident.reporter.address:
        raise NotAllowed(f"{person.name} reported {call.incident.reference} first; it stays theirs")
    if came_with := next((each for each in call.incident.came_with if each.address == person.address), None):
        raise NotAllowed(
            f"{person.name} came with {came_with.reference}, which was merged into {call.incident.reference}; "
            f"#unmerge {came_with.reference} takes that out again"
        )
    return (LeaveIncident(call.incident.id, person, call.by, call.because),)


def _way(call: Call, source: Incident) -> set[int]:
    """The incidents into which another one went, one after the other, and itself; none if it was not merged."""
    way: set[int] = set()
    at: Incident | None = source
    while at is not None and at.merged_into is not None and at.merged_into not in way:
        way |= {at.id, at.merged_into}
        at = call.lookup.incident(at.merged_into)
    return way


def named(call: Call, what: str, words: str) -> Incident:
    """The incident that words begin with, or NotAllowed; `what` says what is missing where there are none."""
    if not words:
        raise NotAllowed(f"say {what}")
    reference = words.split()[0]
    digits = reference.rpartition("-")[2]
    found = call.lookup.incident_numbered(int(digits)) if digits.isdecimal() and len(digits) < 10 else None
    # Whoever may not see it learns nothing of it, and their word does not stand in its log.
    if found is None or not may_see(call.by, found):
        raise NotAllowed(f"there is no incident {reference}")
    return found


_MERGES = "it is the same matter as another one, and goes on there"
_UNMERGES = "what was merged into it stands for itself again"
_SEPARATES = "somebody's report that joined it is a matter of its own"
MERGE = Command("merge", "<incident>", _MERGES, COORDINATION, merge, follows=False)
UNMERGE = Command("unmerge", "<incident>", _UNMERGES, COORDINATION, unmerge, follows=False)
SEPARATE = Command("separate", "<person>", _SEPARATES, COORDINATION, separate, follows=False)

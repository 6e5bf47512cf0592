"""#done: what stands in the diary about an incident is done: a visit, a task, the rest of what was fixed for now."""

import re

from mailtick.incidents.actions import Action
from mailtick.incidents.certain import is_uncertain
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.commands.resolve import resolve
from mailtick.incidents.incident import State
from mailtick.incidents.kept import OpenEntry
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.register_acts import FinishEntry

# "D07", "D07: new board fitted"; what names no entry is part of the note.
_NAMED = re.compile(r"([A-Za-z]{1,10}-?[0-9]{1,8})\b[\s:,.–—-]*(.*)", re.DOTALL)


def done(call: Call) -> tuple[Action, ...]:
    incident = call.incident
    if is_uncertain(call.argument):
        raise NotAllowed(f'"{call.argument}" may mean that it is not done; write #done once it is')
    before = {each.entry for each in call.done if isinstance(each, FinishEntry)}
    known = call.lookup.registers.entries_about(incident.reference)
    of_pieces = [each for piece in incident.equipment for each in call.lookup.registers.entries_about(piece.tag)]
    # What is about the equipment may be a check of next year: it is meant where it is named.
    known += tuple(each for each in of_pieces if call.argument.casefold().startswith(each.ref.casefold()))
    entries = [each for each in known if each.ref not in before]
    if entries:
        entry, note = _meant(entries, call.argument)
        return (FinishEntry(incident.id, entry.ref, entry.what, note, call.by, call.because),)
    if incident.state is State.TEMPORARY_FIX:
        # The rest is what the diary has of it.
        call.text("what was done of the rest; the person who reported it will read it: #done New board fitted")
        return resolve(call)
    raise NotAllowed(f"nothing in the diary is about {incident.reference} and open; {_possible(call)}")


def _meant(entries: list[OpenEntry], argument: str) -> tuple[OpenEntry, str]:
    """The entry that is named, or the only one there is, and the note."""
    found = _NAMED.fullmatch(argument)
    named = [each for each in entries if found and each.ref.casefold() == found[1].casefold()]
    if found and named:
        return named[0], found[2].strip()
    if len(entries) > 1:
        listed = ", ".join(f"{each.ref} ({each.what})" for each in entries)
        raise NotAllowed(f"several things in the diary are about it: {listed}; write #done {entries[0].ref}")
    return entries[0], argument


def _possible(call: Call) -> str:
    if call.incident.is_open:
        return "#resolve <what was done> ends the matter itself"
    return f"it is {call.incident.state_words}; #reopen takes it up again"


_DOES = "what the diary has about it is done: a visit, a task, the rest of what was fixed for now"
DONE = Command("done", "[entry] [note]", _DOES, FIRST_LEVEL, done)

"""What is part of an incident hears its news, and may be done with it; for the words that tell and resolve.

What is restricted is part of nothing and hears nothing.
"""

from __future__ import annotations

from mailtick.incidents import gate
from mailtick.incidents.actions import Action, AddEntry, Event, NoticeKind, Notify
from mailtick.incidents.commands.command import COORDINATION, Call
from mailtick.incidents.incident import Incident
from mailtick.incidents.participants import copied
from mailtick.incidents.people import Person
from mailtick.incidents.related import OfferParts
from mailtick.incidents.response import note_response


def open_parts(call: Call) -> tuple[Incident, ...]:
    """What is part of an incident, and not done; of what is restricted nothing passes from one to the other."""
    if call.incident.is_restricted:
        return ()
    return tuple(each for each in call.lookup.parts(call.incident.id) if each.is_open and not each.is_restricted)


def told_parts(call: Call, text: str, told: tuple[Person, ...]) -> tuple[Action, ...]:
    """The same news to those whom the parts are for, each with the number of theirs; whoever was `told` was."""
    known = {person.address for person in told}
    because = f"{call.because}: it is news of {call.incident.reference}, of which this is a part"
    actions: tuple[Action, ...] = ()
    for part in open_parts(call):
        to = tuple(person for person in part.affected if person.address not in known)
        if not to:
            continue
        known |= {person.address for person in to}
        copies = tuple(
            person
            for person in copied(part, call.by, call.lookup, call.policy, call.now)
            if person.address not in known
        )
        known |= {person.address for person in copies}
        actions += (
            AddEntry(part.id, Event.NOTE, text, because, is_internal=False),
            Notify(NoticeKind.UPDATE, to, because, part.id, text, call.by.name, cc=copies),
            *note_response(part, call.now, f"{call.by.name} wrote to them"),
        )
    return actions


def offer_parts(call: Call) -> tuple[Action, ...]:
    """Whether what is part of it is done as well, is for the coordinator to say, whoever resolves it."""
    parts = tuple(each.reference for each in open_parts(call))
    if not parts:
        return ()
    offer = OfferParts(call.incident.id, parts, call.because)
    if call.by.has(*COORDINATION):
        return (offer,)
    to = gate.alerted(call.lookup, call.policy, call.now)
    lines, because = (f"{offer.words}.",), f"{call.by.name} has resolved {call.incident.reference}"
    rest = (call.lookup, call.policy, call.now)
    return (offer, *gate.notify(NoticeKind.ALERT, to, because, *rest, incident=call.incident.id, lines=lines))

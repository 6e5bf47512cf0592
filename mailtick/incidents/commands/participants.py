"""#also, #without: who else gets copies of what is written to those it is for."""

import re

from mailtick.incidents.actions import Action, AddParticipants, RemoveParticipant
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.incident import Participant
from mailtick.incidents.known_person import people_meant, person_meant
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.participants import why_not
from mailtick.incidents.people import Person
from mailtick.mail.message import Address

_BETWEEN = re.compile(r"\s*[,;]\s*")


def also(call: Call) -> tuple[Action, ...]:
    incident = call.incident
    if incident.is_restricted:
        raise NotAllowed(f"{incident.reference} is restricted: nobody gets copies; #restrict no first")
    words = _BETWEEN.split(call.text("who else: #also priya.nair").rstrip(" ,;"))
    people = tuple(Participant(each.address, each.name, "also") for each in (_meant(call, one) for one in words))
    return (AddParticipants(incident.id, people, call.because),)


def _meant(call: Call, words: str) -> Person:
    person = person_meant(words, call.lookup, call.policy)
    if person.id == 0:
        raise NotAllowed(f'"{words}" is nobody whom the school knows; put them on the list of people first')
    if any(person.address == each.address for each in call.incident.affected):
        raise NotAllowed(f"{person.name} is among those {call.incident.reference} is for, and is told anyway")
    if because := why_not(Address(person.address), call.lookup, call.policy, call.now):
        raise NotAllowed(because)
    return person


def without(call: Call) -> tuple[Action, ...]:
    incident, words = call.incident, call.text("who is to get no copies any more: #without priya.nair")
    wanted = {words.lower(), *(person.address for person in people_meant(words, call.lookup))}
    found = [each for each in incident.participants if {each.address, each.name.lower()} & wanted]
    if not found:
        there = ", ".join(each.address for each in incident.participants) or "nobody"
        raise NotAllowed(f'"{words}" takes no part in {incident.reference}; there is: {there}')
    if len(found) > 1:
        raise NotAllowed(f'"{words}" may be {" or ".join(each.address for each in found)}; write the address')
    return (RemoveParticipant(incident.id, found[0].address, call.because),)


ALSO = Command("also", "<person>", "somebody else gets copies of what is told", FIRST_LEVEL, also)
WITHOUT = Command("without", "<person>", "somebody gets no copies any more", FIRST_LEVEL, without)

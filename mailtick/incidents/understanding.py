"""What recognition makes of a report: where it is, what it is about, and the one question where two would fit."""

from __future__ import annotations

from dataclasses import dataclass

from mailtick.incidents.actions import AddEntry, Event, SetField
from mailtick.incidents.case import Case
from mailtick.incidents.choice import Choice, Question
from mailtick.incidents.equipment import LinkEquipment, UnlinkEquipment
from mailtick.incidents.incident import Incident
from mailtick.incidents.kept import Equipment
from mailtick.incidents.labelled import hangs_on, labelled_equipment
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.opened import IncidentId
from mailtick.incidents.people import Person, Place
from mailtick.incidents.recognition.found import Confidence, FoundEquipment, Open, Recognised
from mailtick.incidents.recognition.premises import Resident
from mailtick.incidents.recognition.recognise import recognise

# More are no choice any more; then a person looks.
_MOST_CHOICES = 4
_ELSEWHERE = "somewhere else"
_SHOWN_TAGS = 4


def understand_where(case: Case, reporter: Person, subject: str, text: str) -> Recognised:
    """Return which place and equipment a report means; the room of whoever takes up a firm's mail says nothing."""
    is_firm_s = case.sender.provider is not None
    resident = None if is_firm_s else Resident(reporter.address, reporter.name, reporter.usual_place)
    found = recognise(subject, text, case.lookup.premises(), resident)
    is_bare = not text.strip() and bool(case.mail.attachments)
    return _their_own(case, found, reporter) if is_bare and not found.equipment else found


def equipment_meant(case: Case, recognised: Recognised) -> tuple[Equipment, ...]:
    """All equipment that a report is about, by a label or by its words, each once."""
    meant = (*labelled_equipment(case), *(each.equipment for each in recognised.equipment))
    return tuple({each.tag: each for each in meant}.values())


def _their_own(case: Case, found: Recognised, reporter: Person) -> Recognised:
    """A picture without words is of what somebody works with, where they have one piece for themselves."""
    theirs = [each for each in case.lookup.registers.equipment() if each.assigned_to == reporter.address]
    if len(theirs) != 1:
        return found
    because = f"nothing is said, and it is what {reporter.name} works with"
    return Recognised(found.place, (FoundEquipment(theirs[0], because, Confidence.LIKELY),))


def linked(case: Case, incident: IncidentId, recognised: Recognised) -> tuple[AddEntry | LinkEquipment, ...]:
    """For each piece that is meant: the link to it, and what hangs on it; and what is left open, for a person."""
    known = {each.tag for each in labelled_equipment(case)}
    found = [each for each in recognised.equipment if each.equipment.tag not in known]
    pieces = tuple(
        action
        for each in found
        for action in (
            LinkEquipment(incident, each.equipment, each.because),
            AddEntry(incident, Event.NOTE, _words(case, each), each.because),
        )
    )
    return (*pieces, *(AddEntry(incident, Event.NOTE, line, "two would fit") for line in left_open(recognised)))


def _words(case: Case, found: FoundEquipment) -> str:
    words = hangs_on(case, found.equipment)
    return f"{words}; {found.which}" if found.which else words


def left_open(recognised: Recognised) -> tuple[str, ...]:
    """What may be several, each a sentence."""
    lines = [f'"{each.word}" may be {_tags(each.pieces)}: #asset TAG says which' for each in recognised.open_equipment]
    place = recognised.open_place
    if place is not None and len(place.places) > 1:
        named = " or ".join(each.name for each in place.places)
        lines.append(f"it may be in {named}: #place says where")
    return tuple(lines)


def _tags(pieces: tuple[Equipment, ...]) -> str:
    shown = [each.tag for each in pieces[:_SHOWN_TAGS]]
    if len(pieces) > _SHOWN_TAGS:
        return f"any of {len(pieces)}, such as {' and '.join(shown[:2])}"
    return " or ".join(shown)


def where_question(case: Case, recognised: Recognised) -> Question | None:
    """The question to whoever reported it, where a word means two places; None where none does, or a person says so."""
    place = recognised.open_place
    if place is None or not place.word or not 1 < len(place.places) <= _MOST_CHOICES:
        return None
    thing = recognised.open_equipment[0].word if recognised.open_equipment else ""
    choices = tuple(
        Choice(each.name, (("place", each.code), *_only_piece(recognised.open_equipment, each.code)))
        for each in place.places
    )
    what = f"the {thing}" if thing else "it"
    return Question(f'Where is {what}? "{place.word.title()}" can be several places.', (*choices, Choice(_ELSEWHERE)))


def _only_piece(open_equipment: tuple[Open, ...], place: str) -> tuple[tuple[str, str], ...]:
    here = [each for one in open_equipment for each in one.pieces if each.place == place]
    return (("asset", here[0].tag),) if len(here) == 1 else ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What an answer in somebody's own words sets, and in words what was understood."""

    actions: tuple[SetField | LinkEquipment, ...] = ()
    words: str = ""


def understand_answer(case: Case, incident: Incident, person: Person) -> Understood:
    """Return what an answer to our question says of place and equipment; where its writer usually is says nothing."""
    said = recognise("", case.own_text, case.lookup.premises(), Resident(person.address, person.name, ""))
    known = {each.tag for each in incident.equipment}
    pieces = tuple(
        LinkEquipment(incident.id, each.equipment, f"{person.name} answered: {each.because}")
        for each in said.equipment
        if each.equipment.tag not in known
    )
    place = said.place.place if said.place and said.place.place.name != incident.place else None
    moved = (SetField(incident.id, "place", place.name, f"{person.name} answered"),) if place else ()
    words = [each.equipment.sign for each in pieces] + ([place.name] if place else [])
    return Understood((*moved, *pieces), ", ".join(words))


def follow_place(
    incident: Incident, place: Place | None, lookup: Lookup, because: str
) -> tuple[LinkEquipment | UnlinkEquipment, ...]:
    """Return what becomes of equipment that was meant because of the place, now that it is another, or none."""
    text, reporter = incident.first_text, incident.reporter
    tags = {each.tag for each in incident.equipment}
    meant = {
        each.equipment.tag
        for before in (reporter.usual_place, incident.place)
        for each in recognise("", text, lookup.premises(), Resident(reporter.address, reporter.name, before)).equipment
        if each.is_by_place
    }
    gone = [each for each in incident.equipment if each.tag in meant and (place is None or each.place != place.code)]
    there = recognise(
        "", text, lookup.premises(), Resident(reporter.address, reporter.name, place.code if place else "")
    )
    come = [
        each.equipment
        for each in there.equipment
        if each.is_by_place and place and each.equipment.place == place.code and each.equipment.tag not in tags
    ]
    return (
        *(UnlinkEquipment(incident.id, each, because) for each in gone),
        *(LinkEquipment(incident.id, each, f"{because}; it is the one there") for each in come),
    )

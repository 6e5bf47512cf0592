"""Somebody of the team is out of office: it is noted, and what they have not started is offered to who is there.

Nothing is sent back, no state changes, and no answer is counted. Source: DOMAIN.md SEED-4, 5.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mailtick.incidents.actions import Action, NoticeKind, Notify, Withhold
from mailtick.incidents.case import Case
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.incident import Incident
from mailtick.incidents.people import Person, Role
from mailtick.incidents.presence import day_words, on_cover
from mailtick.incidents.register_acts import NoteAbsence
from mailtick.mail.absence import read_absence
from mailtick.mail.message import Kind

# More of them than these are one mail.
_MOST_MAILS = 3


@dataclass(frozen=True, slots=True)
class _Offer:
    """What is offered of whom: to the first of `takers`, and whom it is told to."""

    absent: Person
    until: date
    takers: tuple[Person, ...]
    told: tuple[Person, ...]


def note_absence(case: Case) -> tuple[Action, ...]:
    """Return what an out-of-office answer of the team leads to; nothing where it is none, or says no day."""
    person = case.sender.person
    if case.classification.kind is not Kind.AUTO_REPLY or person is None or not may(case.sender, Deed.NOTE_ABSENCE):
        return ()
    said = read_absence(case.mail, case.new_text)
    today = case.received_at.astimezone(case.policy.zone).date()
    if said is None or said.until is None or said.until < today or case.is_before_the_desk:
        return ()
    known = case.lookup.away(today).get(person.address)
    if known is not None and known >= said.until:
        return ()
    because = case.because_of(f"automatic answer of {person.name}")
    noted = NoteAbsence(person, today, said.until + timedelta(days=1), because)
    return (noted, *_offered(case, person, said.until, today))


def _offered(case: Case, absent: Person, until: date, today: date) -> tuple[Notify | Withhold, ...]:
    left = case.lookup.unstarted(absent)
    offer = _Offer(absent, until, _others(case, absent, Role.DEPUTY, today), _told(case, absent, today))
    if not left or not offer.told:
        return ()
    if len(left) > _MOST_MAILS:
        return case.notify(NoticeKind.ALERT, offer.told, _headline(offer), lines=_list(offer, left))
    return tuple(action for incident in left for action in _one(case, offer, incident))


def _others(case: Case, absent: Person, role: Role, today: date) -> tuple[Person, ...]:
    return tuple(each for each in on_cover(role, case.lookup, today) if each.address != absent.address)


def _told(case: Case, absent: Person, today: date) -> tuple[Person, ...]:
    """Coordinators and deputies who are there, each once; the owner where none of them is."""
    both = (*_others(case, absent, Role.COORDINATOR, today), *_others(case, absent, Role.DEPUTY, today))
    people = both or tuple(each for each in case.coordinators() if each.address != absent.address)
    return tuple({person.address: person for person in people}.values())


def _one(case: Case, offer: _Offer, incident: Incident) -> tuple[Notify | Withhold, ...]:
    taker = _taker(offer)
    lines = (
        f"{offer.absent.name} is away until {day_words(offer.until)} and has not started it.",
        f"{taker.name} can take it: answer this mail with #assign {_word(taker)} at the very top.",
    )
    return case.notify(NoticeKind.ALERT, offer.told, _headline(offer), incident.id, lines=lines)


def _list(offer: _Offer, left: Sequence[Incident]) -> tuple[str, ...]:
    taker = _taker(offer)
    return (
        f"{offer.absent.name} is away until {day_words(offer.until)} and has not started these:",
        *(f"{each.reference} {each.shown_title} ({each.priority})" for each in left),
        f"{taker.name} can take each: answer a mail about it with #assign {_word(taker)} at the very top.",
        f"On the command line: mailtick assign {left[0].reference} {_word(taker)}",
    )


def _taker(offer: _Offer) -> Person:
    return (offer.takers or offer.told)[0]


def _headline(offer: _Offer) -> str:
    return f"{offer.absent.name} is away"


def _word(person: Person) -> str:
    return person.address.partition("@")[0]

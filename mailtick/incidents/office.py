"""An answer that somebody wrote with an ordinary mail program: it is filed, and sends nothing (RULINGS 10).

Either the office wrote it in the desk's own mailbox, where it stands in the Sent folder or came back in Cc; or somebody
of the team wrote from their own address to whom the incident is for, with the desk in Cc.
"""

from __future__ import annotations

from mailtick.incidents.actions import Action, AddEntry, Event, Hold, Ignore
from mailtick.incidents.belong import EARLIER, FIRST_MAIL, end_of_chain
from mailtick.incidents.case import Case
from mailtick.incidents.incident import Incident
from mailtick.incidents.people import Person
from mailtick.incidents.response import note_response
from mailtick.incidents.trust import Trust

# A mail to more people than this is none to those it is for.
_MOST_RECIPIENTS = 100
_FILED = (Ignore("the same mail is filed already: it stands in the Sent folder and came to the desk as well"),)
_WHAT_TO_DO = (
    "put it where it belongs with `N to NUMBER` in answer to the list, or let it rest with `N drop`; "
    "`mailtick held release N --to ICT-…` and `mailtick held drop` say the same"
)


def from_the_desk(case: Case) -> tuple[Action, ...]:
    """What the office wrote in the desk's own mailbox."""
    if _filed_on(case):
        return _FILED
    if case.belonging.best is None:
        return (Hold(f"it was {_written(case)} and belongs to no incident; {_what_to_do(case)}"),)
    if not _is_proven(case):
        named = case.belonging.candidates[0].reference
        return (
            Hold(
                f"it names {named} and claims to come from the desk itself, which nothing proves; {_what_to_do(case)}"
            ),
        )
    return onto(case, case.belonging.best)


def found_in_sent(case: Case) -> tuple[Action, ...]:
    """What a mail that is filed already does once it is found in the Sent folder; nothing if it is not filed.

    It adds no second entry. It is proven now: whoever it went to has been answered.
    """
    filed = _filed_on(case)
    incident = case.lookup.incident(end_of_chain(case.lookup, filed[0])) if filed else None
    people = reached(case, incident) if incident else ()
    if incident is None or not people:
        return _FILED if filed else ()
    because = case.because_of(f"{_written(case)}, to {' and '.join(person.name for person in people)}")
    return note_response(incident, case.received_at, because) or _FILED


def onto(case: Case, incident_id: int) -> tuple[Action, ...]:
    """File what the office wrote on an incident."""
    incident = case.lookup.incident(incident_id)
    if incident is None:
        raise LookupError(f"incident {incident_id} is cited and not in the store")
    return _file(case, incident, _written(case), reached(case, incident), is_answer=True)


def to_the_requester(case: Case, incident: Incident) -> tuple[Action, ...]:
    """What somebody of the team wrote to those an incident is for, with a copy to the desk; nothing if not to them."""
    people = reached(case, incident)
    if people and incident.id in _filed_on(case):
        return _FILED
    return _file(case, incident, f"mail from {case.sender.name}", people, is_answer=_is_proven(case)) if people else ()


def reached(case: Case, incident: Incident) -> tuple[Person, ...]:
    """Those an incident is for to whom the mail itself went, without whoever wrote it."""
    addresses = tuple(dict.fromkeys(each.key for each in (*case.mail.to, *case.mail.cc)))[:_MOST_RECIPIENTS]
    people = (case.lookup.person(each) for each in addresses)
    found = {*addresses, *(person.address for person in people if person is not None)}
    wrote = {case.sender.address.key, case.sender.person.address if case.sender.person else ""}
    return tuple(person for person in incident.affected if person.address in found - wrote)


def _file(
    case: Case, incident: Incident, reason: str, people: tuple[Person, ...], *, is_answer: bool
) -> tuple[Action, ...]:
    """One entry, which those it is for may read if the mail went to them; then a person has answered."""
    if not people:
        return (AddEntry(incident.id, Event.MAIL, case.new_text, case.because_of(reason)),)
    because = case.because_of(f"{reason}, to {' and '.join(person.name for person in people)}")
    entry = AddEntry(incident.id, Event.MAIL, case.new_text, because, is_internal=False)
    return (entry, *(note_response(incident, case.received_at, because) if is_answer else ()))


def _filed_on(case: Case) -> tuple[int, ...]:
    """On what the other copy was filed, though a relay changed a byte of it on its way."""
    return case.lookup.filed([case.mail.message_id]) if case.mail.message_id else ()


def _is_proven(case: Case) -> bool:
    """Whether it is from whom it says: it lies in the Sent folder, our host says so, or it answers what few have seen.

    A number in the subject is everybody's guess.
    """
    if case.sender.trust >= Trust.AUTHENTICATED:
        return True
    return any(each.score >= FIRST_MAIL - EARLIER for each in case.belonging.candidates[:1])


def _written(case: Case) -> str:
    return "written in the desk's own mailbox" if case.in_sent else "written from the desk's own address"


def _what_to_do(case: Case) -> str:
    return _WHAT_TO_DO.replace("ICT", case.policy.facts.prefix)

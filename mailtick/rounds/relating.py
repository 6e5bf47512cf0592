"""Split an incident, link two, and make one part of another: for `apply`, in its transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.actions import Event, OpenIncident
from mailtick.incidents.equipment import LinkEquipment
from mailtick.incidents.incident import Incident, priority_of
from mailtick.incidents.notices import Notice
from mailtick.incidents.people import Person
from mailtick.incidents.related import LinkIncidents, Part, SetParent, Split
from mailtick.rounds.equipment import link_equipment
from mailtick.rounds.regroup import Log
from mailtick.store import desk as desk_store
from mailtick.store import related
from mailtick.store.appending import add_incident
from mailtick.store.incidents import channel_of, number_of


def relate(
    session: Session, desk: Desk, action: Split | LinkIncidents | SetParent, incident: Incident, log: Log
) -> None:
    """Make the action true; both incidents say so in their logs."""
    if isinstance(action, Split):
        for part in action.parts:
            _split_off(session, desk, action, part, incident, log)
        return
    if isinstance(action, SetParent):
        _set_parent(session, desk, action, incident, log)
        return
    other = desk.policy.reference(number_of(session, action.other))
    related.link(session, action.incident, action.other, is_off=action.is_off)
    for one, another in ((action.incident, other), (action.other, incident.reference)):
        old, new = (another, "") if action.is_off else ("", another)
        log(one, Event.FIELD, action.because, field="related", old=old, new=new)


def _set_parent(session: Session, desk: Desk, action: SetParent, incident: Incident, log: Log) -> None:
    related.set_parent(session, action.incident, None if action.is_off else action.parent)
    whole = desk.policy.reference(number_of(session, action.parent))
    for one, field, another in ((action.incident, "parent", whole), (action.parent, "part", incident.reference)):
        old, new = (another, "") if action.is_off else ("", another)
        log(one, Event.FIELD, action.because, field=field, old=old, new=new)


def _split_off(session: Session, desk: Desk, action: Split, part: Part, incident: Incident, log: Log) -> None:
    number = desk_store.take_number(session, desk.first_number)
    because = f"{action.because}: it was part of {incident.reference}"
    opening = OpenIncident(
        reporter=incident.reporter,
        type=part.type,
        title=part.title,
        text=incident.first_text,
        category=part.category,
        place=incident.place,
        impact=part.impact,
        urgency=part.urgency,
        priority=priority_of(part.impact, part.urgency),
        channel=channel_of(session, incident.id),
        because=because,
        is_restricted=part.is_restricted,
    )
    reference = desk.policy.reference(number)
    # All parts came in with the mail (DOMAIN.md 5.4, rule 9).
    at, now = incident.received_at, desk.clock()
    opened = add_incident(session, number, reference, opening, incident.reporter, at, now)
    related.link(session, incident.id, opened.id)
    # The incident itself first: what the mail is filed on.
    log(incident.id, Event.FIELD, action.because, field="related", new=reference, text=f"split off: {part.title}")
    log(opened.id, Event.OPENED, because, text=incident.first_text)
    log(opened.id, Event.FIELD, because, field="related", new=incident.reference)
    for each in part.equipment:
        link_equipment(session, LinkEquipment(opened.id, each, "its own matter names it"), opened.id, log)


def notice_of_split(session: Session, desk: Desk, incident: Incident, to: Person) -> Notice:
    """The mail that tells somebody the numbers of all that a mail of theirs was split into."""
    found = related.split_off(session, incident.id)
    parts = tuple((desk.policy.reference(row.number), row.title) for row in found)
    return notices.split(incident, to, ((incident.reference, incident.title), *parts))

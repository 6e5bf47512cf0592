"""Write whose an incident is and who takes part in it, each with its line in the log; for `apply`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from mailtick.incidents.actions import AddParticipants, ChangeReporter, Event, RemoveParticipant
from mailtick.incidents.incident import Incident
from mailtick.incidents.people import Person
from mailtick.rounds.regroup import Log
from mailtick.store import people
from mailtick.store.affected import own_affected, remove_affected
from mailtick.store.appending import add_affected
from mailtick.store.participants import add_participants, remove_participant
from mailtick.store.tables import IncidentRow


def change_participants(
    session: Session,
    action: AddParticipants | RemoveParticipant,
    incident_id: int,
    at: datetime,
    opened: Incident | None,
    log: Log,
) -> Incident | None:
    """Make the action true. Return `opened`, the incident just opened, as it now stands, or None to read it anew."""
    if isinstance(action, RemoveParticipant):
        name = remove_participant(session, incident_id, action.address, at)
        log(incident_id, Event.FIELD, action.because, field="participants", old=name)
        return None
    added = add_participants(session, incident_id, action.people, at)
    if not added:
        return opened
    names = ", ".join(f"{each.name} <{each.address}> ({each.field})" for each in added)
    log(incident_id, Event.FIELD, action.because, field="participants", new=names)
    is_opened = opened is not None and opened.id == incident_id
    return replace(opened, participants=(*opened.participants, *added)) if opened and is_opened else None


def change_reporter(session: Session, action: ChangeReporter, to: Person, log: Log) -> None:
    """Make it the matter of `to`, who is on the list; whoever had it before is taken off it."""
    session.flush()
    row = session.get_one(IncidentRow, action.incident)
    old = people.person_by_id(session, row.reporter_id)
    places = own_affected(session, row.id)
    row.reporter_id = to.id
    remove_affected(session, row.id, {old.id, to.id})
    add_affected(session, row.id, to.id, row.received_at, places.get(to.id) or to.usual_place or places.get(old.id, ""))
    log(row.id, Event.FIELD, action.because, field="reporter", old=old.name, new=to.name)

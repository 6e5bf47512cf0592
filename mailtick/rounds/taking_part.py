"""Write who takes part in an incident beside those it is for, with its line in the log, in the caller's transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from mailtick.incidents.actions import AddParticipants, Event, RemoveParticipant
from mailtick.incidents.incident import Incident
from mailtick.rounds.regroup import Log
from mailtick.store.participants import add_participants, remove_participant


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
        name = remove_participant(session, incident_id, action.address)
        log(incident_id, Event.FIELD, action.because, field="participants", old=name)
        return None
    added = add_participants(session, incident_id, action.people, at)
    if not added:
        return opened
    names = ", ".join(f"{each.name} <{each.address}> ({each.field})" for each in added)
    log(incident_id, Event.FIELD, action.because, field="participants", new=names)
    is_opened = opened is not None and opened.id == incident_id
    return replace(opened, participants=(*opened.participants, *added)) if opened and is_opened else None

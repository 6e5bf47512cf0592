"""Put together what is one matter, and take it apart again; for `apply`, in its transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from mailtick.incidents.actions import ChangeState, Event, LeaveIncident, MergeInto, Unmerge
from mailtick.incidents.incident import Incident, State
from mailtick.store import incidents, mails
from mailtick.store.appending import add_affected
from mailtick.store.participants import add_participants
from mailtick.store.tables import IncidentRow


class Log(Protocol):
    """Writes one line of an incident's log."""

    def __call__(
        self,
        incident: int,
        event: Event,
        because: str,
        *,
        field: str = "",
        old: str = "",
        new: str = "",
        text: str = "",
    ) -> None: ...


def regroup(
    session: Session,
    action: LeaveIncident | MergeInto | Unmerge,
    incident_of: Callable[[int], Incident],
    change_state: Callable[[ChangeState], None],
    log: Log,
) -> None:
    """Make the action true. `incident_of` reads an incident as it stands."""
    match action:
        case LeaveIncident():
            leave(session, action, log)
        case MergeInto():
            target = incident_of(action.into)
            because = f"{action.because}: it goes on as {target.reference}"
            change_state(ChangeState(action.incident, State.CANCELLED, because))
            merge(session, incident_of(action.incident), target, action.because, log)
        case Unmerge():
            source = incident_of(action.incident)
            before = incidents.value_before(session, source.id, "state", new=State.CANCELLED.value)
            unmerge(session, source, action.because, log)
            change_state(ChangeState(source.id, State(before), action.because))


def merge(session: Session, source: Incident, target: Incident, because: str, log: Log) -> None:
    """Those whom the source is for are the target's from now on, and the earlier moment counts (DOMAIN.md 5.4)."""
    session.get_one(IncidentRow, source.id).merged_into_id = target.id
    known = {person.id for person in target.affected}
    names = {person.id: person.name for person in source.affected}
    for person_id, place in incidents.affected_with_places(session, source.id):
        if person_id not in known:
            add_affected(session, target.id, person_id, source.received_at, place)
            log(target.id, Event.JOINED, because, new=names[person_id], text=_from(source))
    affected = {person.address for person in target.affected}
    theirs = tuple(each for each in source.participants if each.address not in affected)
    if added := add_participants(session, target.id, theirs, source.received_at):
        who = ", ".join(each.name for each in added)
        log(target.id, Event.FIELD, because, field="participants", new=who, text=_from(source))
    if source.received_at < target.received_at:
        session.get_one(IncidentRow, target.id).received_at = source.received_at
        old, new = target.received_at.isoformat(), source.received_at.isoformat()
        log(target.id, Event.FIELD, because, field="received_at", old=old, new=new, text=_from(source))


def unmerge(session: Session, source: Incident, because: str, log: Log) -> None:
    """Take back what `merge` did."""
    target_id = source.merged_into
    if target_id is None:
        return
    session.get_one(IncidentRow, source.id).merged_into_id = None
    joined = incidents.joined_by(session, target_id, _from(source))
    incidents.remove_affected(session, target_id, [each.id for each in source.affected if each.name in joined])
    if before := incidents.value_before(session, target_id, "received_at", text=_from(source)):
        session.get_one(IncidentRow, target_id).received_at = datetime.fromisoformat(before)
    log(target_id, Event.NOTE, because, text=f"{source.reference} stands for itself again")


def leave(session: Session, action: LeaveIncident, log: Log) -> None:
    """Take somebody's report off the incident that it joined; its mail is decided on once more."""
    joined = incidents.mails_of_join(session, action.incident, action.person.name)
    if not joined:
        text = f"{action.person.name} came with an incident that was merged into this one; #unmerge takes it apart"
        log(action.incident, Event.NOTE, action.because, text=text)
        return
    incidents.remove_affected(session, action.incident, (action.person.id,))
    mails.file_anew(session, joined, action.by.id)
    log(action.incident, Event.NOTE, action.because, text=f"{action.person.name}'s report is a matter of its own")


def _from(source: Incident) -> str:
    return f"from {source.reference}"

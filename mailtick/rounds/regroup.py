"""Put together what is one matter, and take it apart again; for `apply`, in its transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from sqlalchemy.orm import Session

from mailtick.incidents.actions import ChangeState, Event, LeaveIncident, MergeInto, Unmerge
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.people import Person
from mailtick.rounds.fields import shown_value
from mailtick.store import approvals, incidents, mails
from mailtick.store.affected import mails_of_join, remove_affected
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
        outgoing_id: int | None = None,
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
            unmerge(session, source, action.because, log)
            change_state(ChangeState(source.id, _stood(session, source), action.because))


def _stood(session: Session, source: Incident) -> State:
    """How it stood; what was decided meanwhile, where it went on, is decided."""
    before = source.state_before or State.NEW
    is_decided = before is State.WAITING_APPROVAL and not any(
        each.is_open for each in approvals.approvals_of(session, source.id)
    )
    return State.IN_PROGRESS if is_decided else before


def merge(session: Session, source: Incident, target: Incident, because: str, log: Log) -> None:
    """Whom the source is for and what it is about, the target is too, for as long as that stands.

    The earlier moment counts (DOMAIN.md 5.4). Nothing is copied: the store looks at all that was merged. The log of the
    target says who came.
    """
    session.get_one(IncidentRow, source.id).merged_into_id = target.id
    session.flush()
    known = {person.id for person in target.affected}
    for person in source.affected:
        if person.id not in known:
            log(target.id, Event.JOINED, because, new=as_logged(person), text=_from(source))
    present = {person.address for person in target.affected} | {each.address for each in target.participants}
    present |= {*target.without}
    if new := [each.name for each in source.participants if each.address not in present]:
        log(target.id, Event.FIELD, because, field="participants", new=", ".join(new), text=_from(source))
    for each in source.equipment:
        if each not in target.equipment:
            log(
                target.id, Event.FIELD, because, field="equipment", new=f"{each.tag} ({each.words})", text=_from(source)
            )
    _take_the_earliest(session, target.id, because, log, _from(source))


def unmerge(session: Session, source: Incident, because: str, log: Log) -> None:
    """Take the source out of its target again; whoever came with it goes with it."""
    target_id = source.merged_into
    if target_id is None:
        return
    session.get_one(IncidentRow, source.id).merged_into_id = None
    session.flush()
    text = f"{source.reference} stands for itself again"
    _take_the_earliest(session, target_id, because, log, text)
    log(target_id, Event.NOTE, because, text=text)


def _take_the_earliest(session: Session, incident_id: int | None, because: str, log: Log, text: str) -> None:
    """An incident came in when the first of all that it is made of did, and so did what it was merged into."""
    while incident_id is not None:
        row = session.get_one(IncidentRow, incident_id)
        parts = [each.received_at for each in incidents.merged_into(session, incident_id)]
        earliest = min((incidents.own_received_at(session, row), *parts))
        if earliest != row.received_at:
            old, row.received_at = row.received_at, earliest
            new = earliest.isoformat()
            log(incident_id, Event.FIELD, because, field="received_at", old=old.isoformat(), new=new, text=text)
        incident_id = row.merged_into_id


def leave(session: Session, action: LeaveIncident, log: Log) -> None:
    """Take somebody's report off the incident that it joined; its mail is decided on once more."""
    joined = mails_of_join(session, action.incident, as_logged(action.person))
    remove_affected(session, action.incident, (action.person.id,))
    mails.file_anew(session, joined, action.by.id, action.incident)
    log(action.incident, Event.NOTE, action.because, text=f"{action.person.name}'s report is a matter of its own")


def restrict_merged(session: Session, row: IncidentRow, because: str, log: Log) -> None:
    """What was merged into an incident tells of it, too: it is for few, or for all again, with it."""
    for part in incidents.all_merged_into(session, row.id):
        if part.is_restricted != row.is_restricted:
            old, part.is_restricted = shown_value(part.is_restricted), row.is_restricted
            new = shown_value(part.is_restricted)
            log(
                part.id, Event.FIELD, f"{because}; it was merged into that one", field="is_restricted", old=old, new=new
            )


def as_logged(person: Person) -> str:
    """Somebody as the log names them, so that two of one name are told apart."""
    return f"{person.name} <{person.address}>"


def _from(source: Incident) -> str:
    return f"from {source.reference}"

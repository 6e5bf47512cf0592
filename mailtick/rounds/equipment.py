"""Write which equipment an incident is about, each with its line in the log; for `apply`."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from mailtick.incidents.actions import Event
from mailtick.incidents.equipment import LinkEquipment, UnlinkEquipment
from mailtick.incidents.further_acts import FurtherAction
from mailtick.incidents.incident import Incident
from mailtick.rounds.regroup import Log
from mailtick.store import equipment


def with_equipment(incident: Incident, action: FurtherAction) -> Incident | None:
    """An incident with what an action links to it, which need not be read back; None where it does something else."""
    if not isinstance(action, LinkEquipment):
        return None
    linked = {each.tag: each for each in (*incident.equipment, action.equipment)}
    return replace(incident, equipment=tuple(linked[tag] for tag in sorted(linked)))


def link_equipment(session: Session, action: LinkEquipment | UnlinkEquipment, incident_id: int, log: Log) -> None:
    """Link it or take it off, also what was merged into the incident; what is so already stays, without a line."""
    each = action.equipment
    words = f"{each.tag} ({each.words})"
    if isinstance(action, UnlinkEquipment):
        for linked in equipment.unlink(session, incident_id, each.tag):
            log(linked, Event.FIELD, action.because, field="equipment", old=words)
    elif equipment.link(session, incident_id, each.tag):
        log(incident_id, Event.FIELD, action.because, field="equipment", new=words)

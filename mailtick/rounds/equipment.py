"""Write which equipment an incident is about, each with its line in the log; for `apply`."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.incidents.actions import Event
from mailtick.incidents.equipment import LinkEquipment, UnlinkEquipment
from mailtick.rounds.regroup import Log
from mailtick.store import equipment


def link_equipment(session: Session, action: LinkEquipment | UnlinkEquipment, incident_id: int, log: Log) -> None:
    """Link it or take it off; what is so already stays as it is, without a line."""
    each = action.equipment
    if isinstance(action, LinkEquipment):
        if equipment.link(session, incident_id, each.tag):
            log(incident_id, Event.FIELD, action.because, field="equipment", new=f"{each.tag} ({each.words})")
    elif equipment.unlink(session, incident_id, each.tag):
        log(incident_id, Event.FIELD, action.because, field="equipment", old=f"{each.tag} ({each.words})")

"""Say which equipment an incident is about: two actions."""

from __future__ import annotations

from dataclasses import dataclass

from mailtick.incidents.kept import Equipment
from mailtick.incidents.opened import IncidentId


@dataclass(frozen=True, slots=True)
class LinkEquipment:
    """An incident is about a piece of equipment."""

    incident: IncidentId
    equipment: Equipment
    because: str


@dataclass(frozen=True, slots=True)
class UnlinkEquipment:
    """An incident is not about a piece of equipment after all."""

    incident: int
    equipment: Equipment
    because: str

"""Incidents that have to do with each other: the actions of the words #split, #link and #parent."""

from __future__ import annotations

from dataclasses import dataclass

from mailtick.incidents.incident import Grade, IncidentType
from mailtick.incidents.kept import Equipment


@dataclass(frozen=True, slots=True)
class Part:
    """One further matter of a mail that holds several, as it becomes an incident of its own."""

    title: str
    category: str = ""
    impact: Grade = Grade.MEDIUM
    urgency: Grade = Grade.MEDIUM
    is_restricted: bool = False
    type: IncidentType = IncidentType.INCIDENT
    equipment: tuple[Equipment, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """An incident holds several matters: each further one becomes an incident with its reporter, place and moment."""

    incident: int
    parts: tuple[Part, ...]
    because: str


@dataclass(frozen=True, slots=True)
class LinkIncidents:
    """Two incidents have to do with each other, or, with `is_off`, do not after all. Nothing else follows of it."""

    incident: int
    other: int
    because: str
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class SetParent:
    """An incident is part of a bigger one, or, with `is_off`, is not any more."""

    incident: int
    parent: int
    because: str
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class OfferParts:
    """What is part of an incident that was resolved is open still; whether it is done as well, a person says."""

    incident: int
    parts: tuple[str, ...]
    because: str

    @property
    def words(self) -> str:
        are, them = ("is", "it") if len(self.parts) == 1 else ("are", "them")
        return f"{' and '.join(self.parts)} {are} part of it and open still: #resolve-parts ends {them} as well"

"""What a rule does beside settling the fields of a matter: the values, and an action for the diary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mailtick.incidents.opened import IncidentId
from mailtick.incidents.people import Person


@dataclass(frozen=True, slots=True)
class Aside:
    """No matter comes of the mail: it is held for a person, or dropped like spam. `why` is said with it."""

    why: str
    is_dropped: bool


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """Something that the diary is to have, so many open days on."""

    what: str
    days: int


@dataclass(frozen=True, slots=True)
class KeepDay:
    """The diary has something about an incident on a day, for somebody, or for whoever looks after the diary."""

    incident: IncidentId
    on: date
    what: str
    person: Person | None
    because: str

"""What a rule may look at: a matter, of a new mail or of an incident whose moment has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from mailtick.incidents.incident import IncidentType, Priority
from mailtick.incidents.kept import Equipment
from mailtick.incidents.pattern import Searched
from mailtick.incidents.people import Place, Role


class Shut(StrEnum):
    """Whether somebody is there: the words of `hours` beside times of day."""

    OPEN = "open"
    CLOSED = "closed"
    HOLIDAY = "holiday"


class MailKind(StrEnum):
    """Who or what sent a mail, in the words of rules."""

    LIST = "list"
    AUTO = "auto"
    BOUNCE = "bounce"
    FORWARD = "forward"


class Further(Protocol):
    """What takes work to find out, asked only where a rule wants to know it."""

    def language(self) -> str:
        """The ISO 639-1 code of the language, "" where it cannot be told."""

    def shut(self) -> frozenset[Shut]:
        """Whether the desk was open when it came; a holiday is closed, too."""

    def header(self, name: str) -> str:
        """The first value of a header of the mail; "" for none."""

    def rooms(self, category: str, within: timedelta) -> int:
        """From how many places open matters of this category came within so much time, this one included."""


class NothingFurther:
    """Of a matter of which only its own fields are known."""

    def language(self) -> str:
        return ""

    def shut(self) -> frozenset[Shut]:
        return frozenset()

    def header(self, name: str) -> str:
        return ""

    def rooms(self, category: str, within: timedelta) -> int:
        return 0


def _unknown_priority() -> Priority | None:
    return None


@dataclass(frozen=True, slots=True)
class Matter:
    """What a rule may look at. `at` is local time; `place` is where the matter is, as far as known.

    `sender` wrote the mail; `roles` are theirs, and `usual_room` is of whoever it is for. `suggested` are the
    categories, in small letters, whose words occur. `priority` and `type` are as they would be if no further rule said
    anything. `references` are numbers in the mail that look like a firm's.
    """

    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    attachments: tuple[str, ...]
    at: datetime
    category: str = ""
    place: Place | None = None
    roles: frozenset[Role] = frozenset()
    usual_room: Place | None = None
    mailbox: str = ""
    suggested: frozenset[str] = frozenset()
    equipment: tuple[Equipment, ...] = ()
    type: IncidentType = IncidentType.INCIDENT
    priority: Callable[[], Priority | None] = _unknown_priority
    references: tuple[str, ...] = ()
    kinds: frozenset[MailKind] = frozenset()
    further: Further = field(default_factory=NothingFurther)
    searched_subject: Searched | None = None
    searched_text: Searched | None = None

    def __post_init__(self) -> None:
        # Made once for a matter: what the next rule sees of it is a copy that keeps them.
        if self.searched_subject is None or self.searched_text is None:
            object.__setattr__(self, "searched_subject", Searched(self.subject))
            object.__setattr__(self, "searched_text", Searched(self.text))

"""The incident as decisions and mails see it: a frozen value, with its states and priorities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mailtick.incidents.kept import Equipment
from mailtick.incidents.needed import said as by_when
from mailtick.incidents.people import Person

# A longer title does not fit into a subject.
TITLE_CHARACTERS = 80


class State(StrEnum):
    """Where an incident stands. Source: DOMAIN.md 5.1."""

    NEW = "new"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    WAITING_REQUESTER = "waiting_requester"
    WAITING_PROVIDER = "waiting_provider"
    WAITING_APPROVAL = "waiting_approval"
    SCHEDULED = "scheduled"
    TEMPORARY_FIX = "temporary_fix"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"


DONE = frozenset({State.RESOLVED, State.CLOSED})
OPEN = frozenset(State) - DONE - {State.CANCELLED}

STATE_WORDS = {
    State.NEW: "new",
    State.ASSIGNED: "given to somebody",
    State.IN_PROGRESS: "being worked on",
    State.WAITING_REQUESTER: "waiting for an answer from the person who reported it",
    State.WAITING_PROVIDER: "with an outside firm",
    State.WAITING_APPROVAL: "waiting for a decision",
    State.SCHEDULED: "waiting for the agreed visit",
    State.TEMPORARY_FIX: "fixed for now",
    State.RESOLVED: "resolved",
    State.CLOSED: "closed",
    State.CANCELLED: "cancelled",
}


class IncidentType(StrEnum):
    """A fault, or a wish for something new or changed (RULINGS 22)."""

    INCIDENT = "incident"
    REQUEST = "request"


class Grade(StrEnum):
    """A degree of impact (how much of the school) or of urgency (how soon it hurts). Source: DOMAIN.md 5.3."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"


class Priority(StrEnum):
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"
    P5 = "P5"


PRIORITY_WORDS = {
    Priority.P1: "critical: the whole school or somebody's safety",
    Priority.P2: "high: teaching or the office's work is stopped",
    Priority.P3: "normal: teaching or work is hindered",
    Priority.P4: "low: one person, there is a way round",
    Priority.P5: "planned: when there is time",
}

_ORDER = (Grade.HIGH, Grade.MEDIUM, Grade.LOW)


def priority_of(impact: Grade, urgency: Grade) -> Priority:
    """Return the priority for an impact and an urgency. Source: the matrix of DOMAIN.md 5.3."""
    return list(Priority)[_ORDER.index(impact) + _ORDER.index(urgency)]


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody to whom mails of an incident went beside the desk: `field` is "to" or "cc", as the writer chose.

    It is "also" where somebody of the team added them.
    """

    address: str
    name: str
    field: str


@dataclass(frozen=True, slots=True)
class CameWith:
    """Somebody an incident is for only because theirs was merged into it: the reference of the one they came with."""

    address: str
    reference: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One matter, fault or request, as it stands now.

    `reference` is what people see ("ICT-1041"). `place` and `category` are names, empty where unknown.
    `affected` are all people it is for, the reporter first, and `places` where it hits them, each once.
    `first_text` is what the reporter wrote, unaltered. `with_whom` says in words who has the ball.
    `merged_into` is the id of the incident that has taken this one over, `goes_on_as` the reference of the one at the
    end of that chain, `related_to` the reference of the one that this one follows. People, places and participants of
    what was merged into it are its own as long as that stands: `came_with` and `participants_merged` say which.
    `state_before` is known of one that waits for its reporter or is cancelled: where it goes back to.
    """

    id: int
    number: int
    reference: str
    type: IncidentType
    title: str
    state: State
    category: str
    place: str
    impact: Grade
    urgency: Grade
    priority: Priority
    reporter: Person
    affected: tuple[Person, ...]
    assignee: Person | None
    provider: str
    received_at: datetime
    resolved_at: datetime | None
    closed_at: datetime | None
    first_text: str
    resolution: str
    responded_at: datetime | None = None
    merged_into: int | None = None
    related_to: str = ""
    is_restricted: bool = False
    places: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    # Addresses that somebody of the team has taken off the participants.
    without: tuple[str, ...] = ()
    # What whoever passed the first mail on wrote above it, and who that was: for the team.
    comment: str = ""
    passed_on_by: str = ""
    # The files that came with the first mail, each with its size: "IMG_4471.HEIC (4.0 MB)".
    files: tuple[str, ...] = ()
    came_with: tuple[CameWith, ...] = ()
    participants_merged: frozenset[str] = frozenset()
    state_before: State | None = None
    goes_on_as: str = ""
    # What it is about, as somebody said or a tag in a mail did.
    equipment: tuple[Equipment, ...] = ()
    # How often those it is for have asked how it goes.
    chasers: int = 0
    # By when somebody needs it, as `needed.py` keeps it; empty for unknown.
    needed_by: str = ""
    # The reference of the bigger matter that it is part of.
    parent: str = ""
    # The article whose first checks they were sent.
    article: str = ""

    @property
    def shown_title(self) -> str:
        """The title as it may stand in lists, subjects and summaries: of a restricted matter only what it is about."""
        return (self.category or "A restricted matter") if self.is_restricted else self.title

    @property
    def where(self) -> str:
        """All places where it hits, in words; what somebody has said of the place since holds alone."""
        is_said = bool(self.place) and self.place not in self.places
        return self.place if is_said else ", ".join(self.places)

    @property
    def shown_place(self) -> str:
        """The place as it may stand in lists, subjects and summaries: short, and none of a restricted matter."""
        is_said = bool(self.place) and self.place not in self.places
        short = f"{len(self.places)} places" if len(self.places) > 1 and not is_said else self.where
        return "" if self.is_restricted else short

    @property
    def shown_with_whom(self) -> str:
        """Who has the ball, as it may stand there: of a restricted matter neither its reporter nor a firm."""
        return (self.assignee.name if self.assignee else "the desk") if self.is_restricted else self.with_whom

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def needed_words(self) -> str:
        """By when somebody needs it, as people say it: "Thu 19 Nov 15:00"; empty for unknown."""
        return by_when(self.needed_by) if self.needed_by else ""

    @property
    def priority_words(self) -> str:
        return PRIORITY_WORDS[self.priority]

    @property
    def with_whom(self) -> str:
        if self.state is State.WAITING_PROVIDER and self.provider:
            return self.provider
        if self.state is State.WAITING_REQUESTER:
            return self.reporter.name
        return self.assignee.name if self.assignee else "the desk"

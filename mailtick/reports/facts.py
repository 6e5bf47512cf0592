"""What the summary is worked out from: frozen facts, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mailtick.incidents.incident import DONE, OPEN, IncidentType, Priority, State
from mailtick.reports.week import Week


@dataclass(frozen=True, slots=True)
class StateChange:
    """One change of state, from the log."""

    at: datetime
    old: State
    new: State


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """An incident that was given to a provider. `is_ended` with no `done_at`: it ended, nobody noted when."""

    code: str
    provider: str
    handed_at: datetime
    done_at: datetime | None = None
    is_ended: bool = False

    def is_with_them(self, moment: datetime) -> bool:
        """Whether the provider had it at a moment, as far as the hand-over says; the incident must be open too."""
        if self.handed_at >= moment:
            return False
        return self.done_at >= moment if self.done_at else not self.is_ended


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """One incident. `state` is as it stands now; `changes` run from the oldest; names are empty where there is none.

    `opened_at` is when it became an incident: a held mail becomes one when it is released. `joined_at` are the
    moments when further people reported the same.
    """

    number: int
    type: IncidentType
    title: str
    state: State
    priority: Priority
    category: str
    place: str
    channel: str
    received_at: datetime
    opened_at: datetime
    changes: tuple[StateChange, ...] = ()
    reporter: str = ""
    assignee: str = ""
    handovers: tuple[HandoverFacts, ...] = ()
    joined_at: tuple[datetime, ...] = ()
    last_entry_at: datetime | None = None
    is_restricted: bool = False

    @property
    def shown_title(self) -> str:
        """The title, or only the category where the matter is restricted (DOMAIN.md 4.1)."""
        return (self.category or "A restricted matter") if self.is_restricted else self.title

    @property
    def shown_place(self) -> str:
        """The place; none where the matter is restricted."""
        return "" if self.is_restricted else self.place

    def state_at(self, moment: datetime) -> State | None:
        """The state just before a moment; None where it was no incident yet."""
        if self.opened_at >= moment:
            return None
        before = [change.new for change in self.changes if change.at < moment]
        if before:
            return before[-1]
        return self.changes[0].old if self.changes else self.state

    def is_open_at(self, moment: datetime) -> bool:
        return self.state_at(moment) in OPEN

    def is_done_at(self, moment: datetime) -> bool:
        return self.state_at(moment) in DONE

    def is_cancelled_at(self, moment: datetime) -> bool:
        return self.state_at(moment) is State.CANCELLED

    def becomes_open_in(self, week: Week) -> bool:
        """Whether the log of the week takes it to an open state."""
        return any(week.holds(each.at) and each.new in OPEN for each in self.changes)

    def with_whom_at(self, moment: datetime) -> str:
        """Who has the ball: the provider, the reporter we wait for, the assignee, or the desk.

        Of a restricted matter neither a firm nor its reporter is named.
        """
        state = State.ASSIGNED if self.is_restricted else self.state_at(moment)
        if state is State.WAITING_PROVIDER and self.handovers:
            return self.handovers[-1].provider
        if state is State.WAITING_REQUESTER:
            return self.reporter
        return self.assignee or "the desk"


@dataclass(frozen=True, slots=True)
class MailFacts:
    """One received mail: how far it came, and what it did. `events` are those of the log entries it caused."""

    state: str
    kind: str
    events: frozenset[str]
    has_words: bool = False
    is_ignored: bool = False
    proposes: bool = False


@dataclass(frozen=True, slots=True)
class NotDelivered:
    """A mail of ours that did not arrive, and was not sent again with success."""

    recipient: str
    number: int | None
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that will happen on a day."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """Everything that the summary of one week says. `held_since` are the arrivals of the mails held now."""

    week: Week
    prefix: str
    coordinator: str
    incidents: tuple[IncidentFacts, ...] = ()
    mails: tuple[MailFacts, ...] = ()
    held_since: tuple[datetime, ...] = ()
    not_delivered: tuple[NotDelivered, ...] = ()
    coming: tuple[Coming, ...] = ()

    def reference(self, number: int) -> str:
        return f"{self.prefix}-{number}"

"""One incident as it stands at a moment, and the steps that its clock takes. Source: DOMAIN.md 5.2 to 5.4."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from mailtick.incidents import gate
from mailtick.incidents.actions import Action, NoticeKind, Notify, Withhold
from mailtick.incidents.clock import Clock, Life, read_clock
from mailtick.incidents.incident import Incident
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.people import Person, Role
from mailtick.incidents.policy import Policy
from mailtick.incidents.service_time import ServiceTime


@dataclass(frozen=True, slots=True)
class Mark:
    """A step that was taken: which rung, of what. The same rung of another due date is another mark."""

    rung: str
    about: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something that becomes due at a moment. Of several due in one `line`, the last alone is done."""

    at: datetime
    line: str
    mark: Mark
    act: Callable[[], tuple[Action, ...]]
    # A warning waits until somebody is there; what changes the incident does not.
    is_warning: bool = True
    # This one waits also of a P1.
    keeps_hours: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be done now, what has been taken note of, and when to look again; None: not before it changes."""

    actions: tuple[Action, ...]
    marks: frozenset[Mark]
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Watched:
    """One incident as it stands at a moment, with all that its clock needs."""

    incident: Incident
    life: Life
    said: frozenset[Mark]
    rest_due_on: date | None
    lookup: Lookup
    policy: Policy
    service: ServiceTime
    now: datetime
    # When a person last told whoever reported it how it stands; asked for of a P1 alone.
    news_at: datetime | None = None

    @property
    def clock(self) -> Clock:
        return read_clock(self.life, self.service, self.policy.promises, self.now)

    def at(self, moment: datetime) -> str:
        """As "Tue 24 Nov 08:40", at the desk."""
        local = moment.astimezone(self.policy.zone)
        return f"{local:%a} {local.day} {local:%b} {local:%H:%M}"

    def tell(
        self, kind: NoticeKind, to: tuple[Person, ...], because: str, *lines: str
    ) -> tuple[Notify | Withhold, ...]:
        incident = self.incident.id
        return gate.notify(kind, to, because, self.lookup, self.policy, self.now, incident=incident, lines=lines)

    def warn(self, roles: tuple[Role, ...], headline: str, *lines: str) -> tuple[Notify | Withhold, ...]:
        """An alert to those roles; the coordinator's goes to whoever stands in, where none can be reached."""
        people: dict[str, Person] = {}
        for role in roles:
            team = (
                gate.alerted(self.lookup, self.policy, self.now) if role is Role.COORDINATOR else self.lookup.team(role)
            )
            people |= {person.address: person for person in team}
        return self.tell(NoticeKind.ALERT, tuple(people.values()), headline, *lines)

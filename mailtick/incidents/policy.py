"""What a desk has settled beforehand: its addresses, whom it knows, its rules and limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from mailtick.incidents.hours import Hours, Opening, read_hours
from mailtick.incidents.notices import DeskFacts
from mailtick.incidents.routing import Rule
from mailtick.incidents.school_days import SchoolDays
from mailtick.incidents.service_time import ServiceTime
from mailtick.incidents.targets import Promises


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that `decide` knows without asking: the desk's own settings.

    `own_addresses` and `staff_domains` are lower case. `authserv_ids` name the servers whose
    Authentication-Results are believed (RULINGS 11). `automatic_per_hour` bounds automatic mail to one address,
    `automatic_per_incident` bounds it to one address about one incident within a day. `lists` are addresses, or
    "@domain" for all of a domain, that reach many and never take part in an incident.
    """

    facts: DeskFacts
    own_addresses: frozenset[str]
    zone: tzinfo = field(default_factory=lambda: ZoneInfo("Europe/London"))
    staff_domains: frozenset[str] = frozenset()
    authserv_ids: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = ()
    plus_addressing: bool = False
    automatic_per_hour: int = 20
    automatic_per_incident: int = 6
    # Whether the mail that it is done asks how content people are.
    ask_satisfaction: bool = False
    join_within: timedelta = timedelta(hours=1)
    # So many open days after it was closed, an answer takes it up again; later it begins a new matter.
    reopen_days: int = 5
    # Mail that is older than the desk itself is filed and never answered (TRAPS.md 41).
    live_since: datetime | None = None
    # When somebody is there, on which of the calendar's INSET days from when to when, and what is promised.
    hours: Hours = field(default_factory=lambda: read_hours("Mon-Fri 08:00-16:30"))
    inset: Opening | None = None
    promises: Promises = field(default_factory=Promises)
    # When registers are taken, local.
    sessions: tuple[time, ...] = (time(8, 45), time(13))

    def service_time(self, days: SchoolDays) -> ServiceTime:
        """The desk's service time on the open days of its calendar."""
        return ServiceTime(self.hours, days, self.inset, self.zone)

    def is_own(self, address: str) -> bool:
        """Whether mail to or from this address is the desk's own, with or without a tag after "+"."""
        local, _, domain = address.lower().rpartition("@")
        return f"{local.partition('+')[0]}@{domain}" in self.own_addresses or address.lower() in self.own_addresses

    def is_list(self, address: str) -> bool:
        """Whether the desk's settings call an address a list."""
        local, at, domain = address.lower().rpartition("@")
        return not self.lists.isdisjoint(
            {f"{local}{at}{domain}", f"{local.partition('+')[0]}{at}{domain}", at + domain}
        )

    def reference(self, number: int) -> str:
        return f"{self.facts.prefix}-{number}"

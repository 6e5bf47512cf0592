"""May a machine write to this address? One gate for every automatic mail.

`notify` is the only place that makes an automatic Notify; the mails of rounds are asked about as they are written.
Source: RFC 3834 section 2; TRAPS.md 2.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from mailtick.incidents.actions import NoticeKind, Notify, Withhold
from mailtick.incidents.damping import Pace, pace_of_news
from mailtick.incidents.lookup import AutomaticMail, Lookup
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.opened import IncidentId
from mailtick.incidents.people import Person, Provider, Role
from mailtick.incidents.policy import Policy
from mailtick.incidents.presence import on_cover
from mailtick.mail.header_lines import can_be_mailed

# So far back goes what was written to somebody.
REMEMBERED = timedelta(days=1)

_SEPARATORS = re.compile(r"[-_.]")
_NEVER_READS = ("mailerdaemon", "postmaster", "bounce", "bounces")
# The team hears of everything; a machine that answers in somebody's name is still stopped within the hour.
_TEAM_TIMES = 10


def refusal(person: Person, lookup: Lookup, policy: Policy, now: datetime, incident: IncidentId | None = None) -> str:
    """Return why no automatic mail may go to this person, about this incident, or the empty string."""
    address = person.address
    if not can_be_mailed(address):
        return f"{address} is no address that mail can be sent to"
    if policy.is_own(address):
        return f"{address} is the desk's own address"
    if nobody_reads(address):
        return f"nobody reads {address}"
    provider = lookup.provider(address)
    if provider is not None and provider.is_ticket_system and _is_machine_of(provider, person):
        return f"a ticket system of {provider.name} answers at {address}; only what people write goes there"
    stop = lookup.stop_of(address)
    if stop is not None and stop.holds(now):
        return f"automatic mail to {address} is stopped: {stop.because}"
    return _too_many(person, lookup.automatic_mails_to(address, now - REMEMBERED), policy, now, incident)


def _is_machine_of(provider: Provider, person: Person) -> bool:
    """Whether the ticket system may answer at this person's address; the team's own people have mailboxes there."""
    return person.address.lower() == provider.address.lower() or not person.is_team


def nobody_reads(address: str) -> bool:
    """Whether an address is one at which no person reads, by its name."""
    local = _SEPARATORS.sub("", address.lower().partition("@")[0].partition("+")[0])
    return local in _NEVER_READS or local.startswith(("noreply", "donotreply"))


def _too_many(
    person: Person, written: tuple[AutomaticMail, ...], policy: Policy, now: datetime, incident: IncidentId | None
) -> str:
    count = within_the_hour(written, now)
    if count >= most_within_the_hour(person, policy):
        return f"{person.address} has had {count} automatic mails within the hour"
    about_it = sum(mail.incident == incident for mail in written) if isinstance(incident, int) else 0
    if about_it >= policy.automatic_per_incident * _times(person):
        return f"{person.address} has had {about_it} automatic mails about this incident within a day"
    return ""


def within_the_hour(written: Iterable[AutomaticMail], now: datetime) -> int:
    return sum(mail.at >= now - timedelta(hours=1) for mail in written)


def most_within_the_hour(person: Person, policy: Policy) -> int:
    return policy.automatic_per_hour * _times(person)


def _times(person: Person) -> int:
    return _TEAM_TIMES if person.is_team else 1


def alerted(lookup: Lookup, policy: Policy, now: datetime, but: str = "") -> tuple[Person, ...]:
    """Return who hears of what needs somebody: the coordinators on cover, else the deputies, else the owners.

    Only those to whom mail may go; somebody who is away where nobody else is left. `but` is an address that is not
    told, for the matter is about it.
    """
    day = now.astimezone(policy.zone).date()
    roles = (Role.COORDINATOR, Role.DEPUTY, Role.OWNER)
    for people in (*(on_cover(role, lookup, day) for role in roles), *(lookup.team(role) for role in roles)):
        others = (person for person in people if person.address != but.lower())
        if reached := tuple(person for person in others if not refusal(person, lookup, policy, now)):
            return reached
    return ()


def notify(
    kind: NoticeKind,
    to: tuple[Person, ...],
    because: str,
    lookup: Lookup,
    policy: Policy,
    now: datetime,
    *,
    incident: IncidentId | None = None,
    text: str = "",
    by: str = "",
    lines: tuple[str, ...] = (),
    transcript: tuple[TranscriptLine, ...] = (),
    as_leads: bool = False,
) -> tuple[Notify | Withhold, ...]:
    """Return the automatic mail to those who may have it, and for the others why they do not."""
    reasons = {person.address: refusal(person, lookup, policy, now, incident) for person in to}
    kept = [person for person in to if not reasons[person.address]]
    withheld = [Withhold(kind, person, reason) for person in to if (reason := reasons[person.address])]
    last: list[Person] = []
    if kind in (NoticeKind.TEAM_NEWS, NoticeKind.PROVIDER_NEWS) and isinstance(incident, int):
        paces = {person.address: _pace(person, incident, lookup, now) for person in kept}
        quiet = "news of this incident kept coming; they rest for an hour, and the mail lies on the incident"
        withheld += [Withhold(kind, person, quiet) for person in kept if paces[person.address] is Pace.QUIET]
        last = [person for person in kept if paces[person.address] is Pace.LAST]
        kept = [person for person in kept if paces[person.address] is Pace.AS_IT_IS]
    told = [Notify(kind, tuple(kept), because, incident, text, by, lines, transcript, as_leads)] if kept else []
    told += [Notify(NoticeKind.MORE_NEWS, tuple(last), because, incident, by=by)] if last else []
    return (*told, *withheld)


def _pace(person: Person, incident: int, lookup: Lookup, now: datetime) -> Pace:
    return pace_of_news(lookup.automatic_mails_to(person.address, now - REMEMBERED), incident, now)

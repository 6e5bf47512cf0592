"""May a machine write to this address? One gate for every automatic mail.

Source: RFC 3834 section 2; TRAPS.md 2.4.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from mailtick.incidents.actions import IncidentId, NoticeKind, Notify, Withhold
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.people import Person
from mailtick.incidents.policy import Policy

_SEPARATORS = re.compile(r"[-_.]")
_NEVER_READS = ("mailerdaemon", "postmaster", "bounce", "bounces")

# The team hears of everything; a machine that answers in somebody's name is still stopped within the hour.
_TEAM_TIMES = 10


def refusal(person: Person, lookup: Lookup, policy: Policy, now: datetime) -> str:
    """Return why no automatic mail may go to this person, or the empty string."""
    address = person.address
    local = _SEPARATORS.sub("", address.lower().partition("@")[0].partition("+")[0])
    if policy.is_own(address):
        return f"{address} is the desk's own address"
    if local in _NEVER_READS or local.startswith(("noreply", "donotreply")):
        return f"nobody reads {address}"
    if lookup.is_suppressed(address):
        return f"mail to {address} came back earlier"
    sent = lookup.automatic_mails_to(address, now - timedelta(hours=1))
    if sent >= policy.automatic_per_hour * (_TEAM_TIMES if person.is_team else 1):
        return f"{address} has had {sent} automatic mails within the hour; two machines may be talking"
    return ""


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
) -> tuple[Notify | Withhold, ...]:
    """Return the automatic mail to those who may have it, and for the others why they do not."""
    reasons = {person.address: refusal(person, lookup, policy, now) for person in to}
    kept = tuple(person for person in to if not reasons[person.address])
    withheld = tuple(Withhold(kind, person, reason) for person in to if (reason := reasons[person.address]))
    if not kept:
        return withheld
    return (Notify(kind, kept, because, incident, text, by, lines, transcript), *withheld)

"""Who of the team watches an incident: they get copies of what happens on it, and nobody outside the team sees that."""

from __future__ import annotations

from datetime import datetime

from mailtick.incidents import gate
from mailtick.incidents.actions import NoticeKind, Notify, Withhold
from mailtick.incidents.incident import Incident
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.people import Person
from mailtick.incidents.policy import Policy
from mailtick.incidents.visibility import may_see

# What is noted of them as participants, in place of "to" or "cc".
WATCH = "watch"


def watchers(incident: Incident, lookup: Lookup, but: Person | None = None) -> tuple[Person, ...]:
    """Who watches an incident, as far as they may still see it; `but` is who did or wrote what is told."""
    found = (lookup.person(each.address) for each in incident.participants if each.field == WATCH)
    return tuple(
        each
        for each in found
        if each and each.is_team and may_see(each, incident) and not (but and each.address == but.address)
    )


def tell_watchers(
    incident: Incident, by: Person, text: str, lookup: Lookup, policy: Policy, now: datetime
) -> tuple[Notify | Withhold, ...]:
    """Tell those who watch what somebody of the team has done or noted."""
    people = watchers(incident, lookup, by)
    because = f"they watch {incident.reference}"
    kind = NoticeKind.TEAM_NEWS
    return gate.notify(kind, people, because, lookup, policy, now, incident=incident.id, text=text, by=by.name)

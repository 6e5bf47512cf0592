"""Decide on a new incident from a page: several words at once, done whole or not at all.

Promise: of two people who decide on one incident the second is told what the first did, and nothing is done twice.
Failures: what cannot be done raises NotAllowed, a sentence; nothing was changed.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import Event
from mailtick.incidents.commands import COMMANDS
from mailtick.incidents.commands.words import Word, obey
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.moments import Moments
from mailtick.incidents.people import Person, Role
from mailtick.incidents.watching import tell_watchers
from mailtick.rounds.act import find_incident
from mailtick.rounds.apply import Applier
from mailtick.rounds.log_lines import what
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.write import Cause
from mailtick.store.triage import entries_after

_TEAM = (Role.COORDINATOR, Role.DEPUTY, Role.FIRST_LEVEL, Role.OWNER)
# Mails that went out say nothing that what was done does not say.
_NOT_TOLD = frozenset({Event.SENT.value, Event.NOT_SENT.value, Event.BOUNCED.value})
_MOST_CHANGES = 3


def say_in_triage(desk: Desk, reference: str, words: Sequence[Word], by: Person, seen: int) -> str:
    """Do words on a new incident, and return what was done. Raises NotAllowed.

    `seen` is the last line of its log that stood on the page where somebody decided.
    """
    now, policy = desk.clock(), desk.policy
    with desk.database.writing() as session:
        lookup = StoreLookup(session, policy.facts.prefix)
        incident = find_incident(lookup, reference)
        _check_nobody_was_first(session, desk, lookup, incident, by, seen)
        actions, said = obey(words, incident, by, COMMANDS, lookup, policy, now)
        if refused := [each.outcome for each in said if not each.is_done]:
            raise NotAllowed(f"{incident.reference}: {'; '.join(refused)}")
        done = "; ".join(each.outcome for each in said)
        shown = "; ".join(each.shown for each in words)
        told = tell_watchers(incident, by, f"{shown}: {done}", lookup, policy, now)
        cause = Cause(f"word:{uuid.uuid4()}")
        Applier(session, desk, cause, by.name, now).apply((*actions, *told))
    return f"{incident.reference}: {done}"


def _check_nobody_was_first(
    session: Session, desk: Desk, lookup: StoreLookup, incident: Incident, by: Person, seen: int
) -> None:
    """Raise NotAllowed where another of the team has had a hand in it since, or it is decided."""
    others = {person.name for role in _TEAM for person in lookup.team(role)} - {by.name}
    since = [each for each in entries_after(session, incident.id, seen) if each.event not in _NOT_TOLD]
    theirs = [each for each in since if each.who in others]
    if incident.state is State.NEW and not theirs:
        return
    moments = Moments(desk.policy.zone, desk.clock())
    did = "; ".join(f"{each.who} at {moments.at(each.at)}: {what(each, moments)}" for each in theirs[-_MOST_CHANGES:])
    stands = f"goes on as {incident.goes_on_as}" if incident.goes_on_as else f"is {_standing(incident)}"
    was = f"{did}. " if did else ""
    raise NotAllowed(f"somebody was quicker. {was}{incident.reference} {stands} now, and nothing of yours was done")


def _standing(incident: Incident) -> str:
    is_given = incident.state is State.ASSIGNED and incident.assignee is not None
    return f"given to {incident.assignee.name}" if is_given and incident.assignee else incident.state_words

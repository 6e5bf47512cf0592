"""All that is known of an incident beside its log, in words: for `mailtick show`, and for its page."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from mailtick.incidents import clock_words
from mailtick.incidents.firm_jobs import FirmJob, promises_in_words
from mailtick.incidents.incident import Incident, Participant, State
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.moments import Moments
from mailtick.incidents.policy import Policy
from mailtick.incidents.rating import GRADE_WORDS
from mailtick.incidents.words import HANDOVER_WORDS
from mailtick.rounds.clocks import clock_of
from mailtick.rounds.jobs import told_of
from mailtick.store import handovers, outbox
from mailtick.store.firm_jobs import firm_jobs
from mailtick.store.satisfaction import Said, said_of
from mailtick.store.time_spent import minutes_spent


def facts_in_words(
    session: Session, policy: Policy, incident: Incident, lookup: Lookup, moments: Moments
) -> Mapping[str, str]:
    """Return each fact under its label, in the order in which it is shown; what is not known is left out."""
    given = handovers.handovers_of(session, incident.id)
    stops = {stop.address: stop.because for stop in outbox.stops_that_hold(session, moments.now)}
    jobs = firm_jobs(session, incident.id, is_over_too=True)
    facts = {
        "State": standing(incident),
        "Goes on as": incident.goes_on_as,
        "They said": "; ".join(filter(None, (told_of(row, moments) for row, _ in given))),
        "Promised": "; ".join(_promised(incident, job, moments) for job in jobs),
        "Part of": incident.parent,
        "Its parts": "; ".join(f"{each.reference} ({each.state_words})" for each in lookup.parts(incident.id)),
        "Related": ", ".join(lookup.related(incident.id)),
        "Rated": "; ".join(_rated(each, moments) for each in said_of(session, incident.id)),
        "Priority": f"{incident.priority} ({incident.priority_words})",
        "Needed by": incident.needed_words,
        "Reported by": f"{incident.reporter.name}, {moments.at(incident.received_at)}",
        "For": ", ".join(person.name for person in incident.affected),
        "Also": "; ".join(_takes_part(each, stops) for each in incident.participants),
        "Where": incident.place or "not known",
        "Equipment": "; ".join(each.sheet_words for each in incident.equipment),
        "About": incident.category or "not known",
        "Outside": "; ".join(_job(firm.name, HANDOVER_WORDS[row.state], row.job_reference) for row, firm in given),
        **_clock(session, policy, incident, moments),
        "Worked on": ", ".join(f"{minutes} min {who}" for who, minutes in minutes_spent(session, incident.id).items()),
        "Resolution": incident.resolution,
    }
    return {label: words for label, words in facts.items() if words}


def standing(incident: Incident) -> str:
    """How it stands, and, while it is open, who has it."""
    return f"{incident.state_words}, with {incident.with_whom}" if incident.is_open else incident.state_words


def _clock(session: Session, policy: Policy, incident: Incident, moments: Moments) -> dict[str, str]:
    """The clock with its working; what was merged or called off has none any more."""
    if incident.state is State.CANCELLED:
        return {}
    clock = clock_of(session, policy, incident.id, moments.now)
    return {
        "Answered": clock_words.answered(clock, moments.at),
        "Time": clock_words.working(clock, moments.at),
        "Rested": "; ".join(clock_words.pauses(clock, moments.at)),
    }


def _rated(said: Said, moments: Moments) -> str:
    """Who found what was done how, when, and what they wrote below it."""
    comment = f": {' '.join(said.comment.split())}" if said.comment else ""
    return f"{GRADE_WORDS[said.grade]} ({said.name}, {moments.at(said.at)}){comment}"


def _job(provider: str, state: str, reference: str) -> str:
    return f"{provider}: {state}, {reference or 'no job number yet'}"


def _promised(incident: Incident, job: FirmJob, moments: Moments) -> str:
    words = promises_in_words(job, incident.priority, moments.zone, moments.now, moments.at)
    chased = f", chased {len(job.chased_at)} times" if len(job.chased_at) > 1 else ", chased" * len(job.chased_at)
    return f"{job.firm.name}: {', '.join(words) or 'nothing that is known'}{chased}"


def _takes_part(participant: Participant, stops: Mapping[str, str]) -> str:
    stopped = stops.get(participant.address)
    why_not = f", gets no copies: {stopped}" if stopped else ""
    return f"{participant.name} <{participant.address}> ({participant.field}{why_not})"

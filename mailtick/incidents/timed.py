"""Rules that the clock asks: "waiting on a provider for three days: chase". Each fires once, until the state changes.

They look at the incident as it stands; what they do is in its log, with the name of the rule. Source: RULINGS 24.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from functools import partial

from mailtick.incidents.actions import (
    Action,
    AddEntry,
    AddParticipants,
    Assign,
    ChangeState,
    Event,
    NoticeKind,
    SetField,
    Withhold,
)
from mailtick.incidents.chases import SendChase
from mailtick.incidents.firm_jobs import FirmJob
from mailtick.incidents.incident import OPEN, STATE_WORDS, Participant, State
from mailtick.incidents.known_person import people_meant
from mailtick.incidents.people import Person, Role
from mailtick.incidents.presence import on_cover
from mailtick.incidents.routing import FAILURES, Rule
from mailtick.incidents.rule_acts import KeepDay
from mailtick.incidents.rule_hits import RuleHit
from mailtick.incidents.rule_matter import Matter, NothingFurther
from mailtick.incidents.rule_texts import filled
from mailtick.incidents.watched import Mark, Step, Watched
from mailtick.incidents.watching import WATCH
from mailtick.incidents.work_list import why_not_now
from mailtick.mail.header_lines import can_be_mailed
from mailtick.mail.language import detect_language

_APART = timedelta(hours=1)
_FIRED, _FAILED = "rule fired: ", "rule failed: "
_MOVES = (State.NEW, State.ASSIGNED, State.IN_PROGRESS)


def rule_steps(watched: Watched) -> Iterator[Step]:
    """Yield when each timed rule is due that the incident meets as it stands."""
    matter = None
    for rule in watched.policy.rules:
        if rule.timed is None or watched.incident.state not in (rule.timed.states or OPEN):
            continue
        matter = matter or _matter(watched)
        since = _since(watched, rule)
        about = f"{watched.incident.state if rule.timed.states else 'open'} {since.isoformat()}"
        at = rule.timed.due(since, watched.service)
        try:
            is_met = rule.when.holds(matter)
        except FAILURES as error:
            why = f"{type(error).__name__}, {error}"
            yield _step(rule, _FAILED, about, at, partial(_failed, watched, rule, why))
            continue
        if is_met:
            yield _step(rule, _FIRED, about, at, partial(_act, watched, rule, since))


def fired(marks: Collection[Mark]) -> tuple[RuleHit, ...]:
    """The rules whose steps were taken."""
    return tuple(RuleHit(each.rung.removeprefix(_FIRED)) for each in marks if each.rung.startswith(_FIRED))


def _step(rule: Rule, what: str, about: str, at: datetime, act: partial[tuple[Action, ...]]) -> Step:
    return Step(at, f"rule {rule.name}", Mark(f"{what}{rule.name}", about), act)


def _since(watched: Watched, rule: Rule) -> datetime:
    """Since when it is in its state; for a rule that names none, since it came in."""
    return watched.life.states[-1][0] if rule.timed and rule.timed.states else watched.life.received_at


def _matter(watched: Watched) -> Matter:
    incident = watched.incident
    reporter = incident.reporter
    usual = reporter.usual_place
    return Matter(
        sender=reporter.address.lower(),
        recipients=(),
        subject=incident.title,
        text=incident.first_text,
        attachments=(),
        at=watched.now.astimezone(watched.policy.zone),
        category=incident.category,
        place=watched.lookup.place(incident.place) if incident.place else None,
        roles=reporter.roles,
        usual_room=watched.lookup.place(usual) if usual else None,
        equipment=incident.equipment,
        type=incident.type,
        priority=lambda: incident.priority,
        further=_OfIncident(f"{incident.title}\n{incident.first_text}"),
    )


class _OfIncident(NothingFurther):
    """Of what a rule may want to know beside its fields, an incident tells its language."""

    def __init__(self, text: str) -> None:
        self._text = text

    def language(self) -> str:
        return detect_language(self._text)


def _failed(watched: Watched, rule: Rule, why: str) -> tuple[Action, ...]:
    headline = f'The rule "{rule.name}" failed and was skipped'
    note = AddEntry(watched.incident.id, Event.NOTE, f"{headline}: {why}", "a rule failed")
    return (note, *watched.warn((Role.COORDINATOR,), headline, f"{why}. `mailtick check` tries the rules."))


def _act(watched: Watched, rule: Rule, since: datetime) -> tuple[Action, ...]:
    incident, by = watched.incident, f'rule "{rule.name}"'
    told = f"{by}: it is {STATE_WORDS[incident.state]} since {watched.at(since)}"
    return (
        AddEntry(incident.id, Event.NOTE, told, by),
        *_prioritised(watched, rule, by),
        *_assigned(watched, rule, by),
        *_watched(watched, rule, by),
        *_kept(watched, rule, by),
        *(_chased(watched, by) if rule.then.chase else ()),
        *_notified(watched, rule, by, told),
    )


def _prioritised(watched: Watched, rule: Rule, by: str) -> tuple[Action, ...]:
    incident, priority = watched.incident, rule.then.priority
    if priority is None or priority is incident.priority:
        return ()
    because = f"{rule.then.reason} ({by})" if rule.then.reason else by
    return (SetField(incident.id, "priority", priority.value, because),)


def _assigned(watched: Watched, rule: Rule, by: str) -> tuple[Action, ...]:
    """To the one person whom the rule means, unless they have it."""
    incident = watched.incident
    if not rule.then.assign:
        return ()
    team = tuple(each for each in _meant(watched, rule.then.assign) if each.is_team)
    if len(team) != 1:
        return _left(watched, f'{by} gives it to "{rule.then.assign}", and that is not one person of the team', by)
    (person,) = team
    if incident.assignee is not None and incident.assignee.address == person.address:
        return ()
    moved = (ChangeState(incident.id, State.ASSIGNED, by),) if incident.state in _MOVES else ()
    given = (*moved, Assign(incident.id, person, by))
    if because := why_not_now(person, incident.priority):
        return (*given, Withhold(NoticeKind.ASSIGNMENT, person, because))
    return (*given, *watched.tell(NoticeKind.ASSIGNMENT, (person,), by, by))


def _watched(watched: Watched, rule: Rule, by: str) -> tuple[Action, ...]:
    incident = watched.incident
    here = {each.address for each in incident.participants}
    people = [each for who in rule.then.watch for each in _meant(watched, who) if each.is_team]
    new = tuple(Participant(each.address, each.name, WATCH) for each in people if each.address not in here)
    return (AddParticipants(incident.id, tuple(dict.fromkeys(new)), by),) if new else ()


def _kept(watched: Watched, rule: Rule, by: str) -> Iterator[Action]:
    """What goes into the log and the diary; of a restricted matter the diary says nothing."""
    incident, then = watched.incident, rule.then
    known = {
        "name": incident.reporter.name,
        "place": incident.place or "your room",
        "category": incident.category or "it",
        "subject": incident.title,
    }
    if then.note:
        yield AddEntry(incident.id, Event.NOTE, filled(then.note, known), by)
    days = ((then.follow_up, "Look again"), (then.diary.days, then.diary.what) if then.diary else (0, ""))
    for count, what in days:
        if count:
            on = watched.service.close_of_day(watched.now, count).astimezone(watched.policy.zone).date()
            said = "Something is due" if incident.is_restricted else filled(what, known)
            yield KeepDay(incident.id, on, said, incident.assignee, by)


def _chased(watched: Watched, by: str) -> tuple[Action, ...]:
    """M6 to each firm that has it; where a person has to write, the coordinator hears instead."""
    jobs = watched.lookup.firm_jobs(watched.incident.id)
    if not jobs:
        return _left(watched, f"{by} chases, and no outside firm has it", by)
    return tuple(action for job in jobs for action in _chase(watched, job, by))


def _chase(watched: Watched, job: FirmJob, by: str) -> tuple[Action, ...]:
    incident, now, firm = watched.incident, watched.now, job.firm
    last = max(job.chased_at, default=None)
    if last is not None and now - last < _APART:
        return ()
    if job.visit_at is not None and job.visit_at > now:
        why = f"{firm.name} is not chased: they come by {watched.at(job.visit_at)}"
        return (AddEntry(incident.id, Event.NOTE, why, by),)
    if incident.is_restricted or firm.is_ticket_system or not can_be_mailed(firm.address):
        return _left(
            watched, f"{by} chases {firm.name}, and that is for a person: #chase {firm.code} <text> does it", by
        )
    is_twice = job.is_late_twice(incident.priority, watched.policy.zone, now)
    further = job.escalation if is_twice and job.escalation and can_be_mailed(job.escalation.address) else None
    return (SendChase(incident.id, job.handover, firm, "", None, further, by),)


def _notified(watched: Watched, rule: Rule, by: str, told: str) -> tuple[Action, ...]:
    people = {person.address: person for who in rule.then.notify for person in _meant(watched, who)}
    if not people:
        return _left(watched, f"{by} tells somebody, and nobody is meant by that", by) if rule.then.notify else ()
    line = f"{told[:1].upper()}{told[1:]}. It is with {watched.incident.shown_with_whom}."
    return watched.tell(NoticeKind.ALERT, tuple(people.values()), rule.name, line)


def _meant(watched: Watched, who: str) -> tuple[Person, ...]:
    if who in list(Role):
        today = watched.now.astimezone(watched.policy.zone).date()
        return on_cover(Role(who), watched.lookup, today) or watched.lookup.team(Role(who))
    people = people_meant(who, watched.lookup)
    return people if len(people) == 1 else ()


def _left(watched: Watched, question: str, by: str) -> tuple[Action, ...]:
    """In the log, and for the coordinator."""
    told = watched.warn((Role.COORDINATOR,), "A rule needs a person", f"{question}.")
    return (AddEntry(watched.incident.id, Event.NOTE, question, by), *told)

"""A new matter: what it is, where it goes by rule, and who is told."""

from __future__ import annotations

from dataclasses import dataclass

from mailtick.incidents.actions import (
    OPENED,
    Action,
    AddEntry,
    Assign,
    ChangeState,
    Event,
    JoinIncident,
    NoticeKind,
    OpenIncident,
)
from mailtick.incidents.case import Case
from mailtick.incidents.commands.second import hand_over
from mailtick.incidents.commands.words import Word, read_words
from mailtick.incidents.conditions import Matter
from mailtick.incidents.incident import Grade, Incident, IncidentType, State, priority_of
from mailtick.incidents.people import Person, Place, Role
from mailtick.incidents.routing import Routing, route
from mailtick.mail.forward import read_forward

TITLE_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class _Report:
    """Who has the matter, who brought it, and in what words."""

    reporter: Person
    on_behalf_by: Person | None
    text: str
    place: Place | None
    problem: str = ""


def open_matter(case: Case, writer: Person, related: Incident | None = None) -> tuple[Action, ...]:
    """Return the actions for a mail that is a new matter, or one more report of a known fault."""
    report = _understand(case, writer)
    category, category_because = _category(case, report.text)
    routing = route(_matter(case, report, category), case.policy.rules)
    known = _known_fault(case, report.reporter, routing.then.category or category)
    if known is not None:
        return _join(case, report.reporter, known)
    return _open(case, report, routing, category, category_because, related)


def _understand(case: Case, writer: Person) -> _Report:
    """Take `#for` and `#place` of a team member, and the reporter of a mail that the team forwards."""
    words, below = read_words(case.new_text)
    if words and case.sender.may_command:
        return _logged_for(case, writer, words, below)
    forwarded = read_forward(case.mail) if writer.is_team else None
    person = case.lookup.person(forwarded.from_addr) if forwarded else None
    if forwarded and person and person.address != writer.address:
        text = "\n\n".join(part for part in (forwarded.comment, forwarded.text) if part)
        return _Report(person, writer, text, _usual_place(case, person))
    return _Report(writer, None, case.new_text, _usual_place(case, writer))


def _logged_for(case: Case, writer: Person, words: tuple[Word, ...], below: str) -> _Report:
    reporter, place, problems = writer, None, []
    for word in words:
        if word.word == "for":
            reporter = case.lookup.person_named(word.argument) or reporter
            if reporter is writer:
                problems.append(f'nobody is called "{word.argument}"')
        elif word.word == "place":
            place = case.lookup.place(word.argument)
            if place is None:
                problems.append(f'"{word.argument}" is no place of the list')
        else:
            problems.append(f"#{word.word} needs an incident; a new mail takes #for and #place")
    behalf = writer if reporter is not writer else None
    return _Report(reporter, behalf, below, place or _usual_place(case, reporter), "; ".join(problems))


def _usual_place(case: Case, person: Person) -> Place | None:
    return case.lookup.place(person.usual_place) if person.usual_place else None


def _category(case: Case, text: str) -> tuple[str, str]:
    """The one category whose words occur; several or none leave it open."""
    searched = f"{case.mail.subject}\n{text}"
    found = [each.name for each in case.policy.categories if each.words and each.words.found_in(searched)]
    return (found[0], "its words occur in the mail") if len(found) == 1 else ("", "")


def _matter(case: Case, report: _Report, category: str) -> Matter:
    mail = case.mail
    return Matter(
        sender=case.sender.address.key,
        recipients=tuple(address.key for address in (*mail.to, *mail.cc)),
        subject=mail.subject,
        text=report.text,
        attachments=tuple(attachment.name for attachment in mail.attachments),
        at=case.received_at.astimezone(case.policy.zone),
        category=category,
        place=report.place,
    )


def _known_fault(case: Case, reporter: Person, category: str) -> Incident | None:
    """The open incident that this is one more report of: a shared service, somebody else, within the hour."""
    known = case.policy.category(category)
    if known is None or not known.is_shared:
        return None
    since = case.received_at - case.policy.join_within
    others = case.lookup.open_in_category(category, since)
    return next((each for each in others if each.reporter.address != reporter.address), None)


def _join(case: Case, reporter: Person, incident: Incident) -> tuple[Action, ...]:
    minutes = int((case.received_at - incident.received_at).total_seconds() // 60)
    because = f"{incident.category} is a shared service, and {incident.reference} was reported {minutes} minutes before"
    return (
        JoinIncident(incident.id, reporter, because),
        AddEntry(incident.id, Event.MAIL, case.new_text, case.because, is_internal=False),
        *case.answer(NoticeKind.KNOWN_FAULT, reporter, because, incident.id),
    )


def _open(
    case: Case, report: _Report, routing: Routing, category: str, category_because: str, related: Incident | None
) -> tuple[Action, ...]:
    then = routing.then
    place = (case.lookup.place(then.place) or Place(then.place, then.place)) if then.place else report.place
    impact, urgency = then.impact or Grade.MEDIUM, then.urgency or Grade.MEDIUM
    reasons = [f'rule "{name}"' for name in routing.fired]
    reasons += [category_because] if category_because and not then.category else []
    reasons += [f"written after {related.reference} was closed"] if related else []
    reasons += [report.problem] if report.problem else []
    opening = OpenIncident(
        reporter=report.reporter,
        type=then.type or IncidentType.INCIDENT,
        title=_title(case, report),
        text=report.text or case.mail.body_text,
        category=then.category or category,
        place=place.name if place else "",
        impact=impact,
        urgency=urgency,
        priority=then.priority or priority_of(impact, urgency),
        channel="on_behalf" if report.on_behalf_by else "mail",
        because="; ".join([case.because, *reasons]),
        on_behalf_by=report.on_behalf_by,
    )
    because = "a new matter is acknowledged"
    return (
        opening,
        *case.answer(NoticeKind.ACKNOWLEDGEMENT, report.reporter, because, OPENED),
        *_routed(case, routing),
    )


def _routed(case: Case, routing: Routing) -> tuple[Action, ...]:
    then, actions = routing.then, list[Action]()
    if then.assign and (person := case.lookup.person_named(then.assign)):
        reason = routing.reason("assign")
        actions += [ChangeState(OPENED, State.ASSIGNED, reason), Assign(OPENED, person, reason)]
        actions += case.notify(NoticeKind.ASSIGNMENT, (person,), reason, OPENED, reason)
    if then.hand_over and (provider := case.lookup.provider_named(then.hand_over)):
        reason = routing.reason("hand_over")
        if then.is_sure:
            actions += hand_over(OPENED, provider, "", reason)
        else:
            proposal = f"{provider.name} could take it: #second {provider.code} <why> hands it over"
            actions.append(AddEntry(OPENED, Event.NOTE, proposal, reason))
            actions += case.notify(NoticeKind.TEAM_NEWS, case.coordinators(), reason, OPENED, proposal)
    for who in then.notify:
        actions += case.notify(NoticeKind.TEAM_NEWS, _meant(case, who), routing.fired[0], OPENED, case.new_text)
    return tuple(actions)


def _meant(case: Case, who: str) -> tuple[Person, ...]:
    if who in list(Role):
        return case.lookup.team(Role(who))
    person = case.lookup.person_named(who)
    return (person,) if person else ()


def _title(case: Case, report: _Report) -> str:
    """The subject; without one, the first line of the text; without both, whose mail it is."""
    first_line = next((line.strip() for line in report.text.split("\n") if line.strip()), "")
    title = case.mail.subject.strip() or first_line or f"Mail from {report.reporter.name} without text"
    return title if len(title) <= TITLE_CHARACTERS else f"{title[: TITLE_CHARACTERS - 1].rstrip()}…"

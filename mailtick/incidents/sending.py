"""Where a new matter goes by the rules, and who hears of it: the actions, and what is left to a person."""

from __future__ import annotations

from mailtick.incidents.actions import Action, AddEntry, Assign, ChangeState, Event, NoticeKind, Notify, Withhold
from mailtick.incidents.case import Case
from mailtick.incidents.commands.second import hand_over
from mailtick.incidents.cover import no_cover
from mailtick.incidents.incident import Priority, State
from mailtick.incidents.known_person import people_meant
from mailtick.incidents.opened import OPENED
from mailtick.incidents.people import Person, Place, Role
from mailtick.incidents.presence import away_words, on_cover
from mailtick.incidents.report import Report
from mailtick.incidents.routing import Routing
from mailtick.incidents.sorting import equipment_of
from mailtick.incidents.visibility import LEADS
from mailtick.incidents.work_list import why_not_now


def send_where(
    case: Case, report: Report, routing: Routing, place: Place | None, *, is_restricted: bool
) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    """Where the rules send what is in a place, and in words what a person has to decide on."""
    assigned, whom = _assigned(case, routing)
    handed_over, to_whom = _handed_over(case, report, routing, place.name if place else "", is_restricted=is_restricted)
    return (*assigned, *handed_over), tuple(question for question in (whom, to_whom) if question)


def _assigned(case: Case, routing: Routing) -> tuple[tuple[Action, ...], str]:
    name, reason = routing.then.assign, routing.reason("assign")
    if not name:
        return (), ""
    if name == Role.FIRST_LEVEL:
        meant = on_cover(Role.FIRST_LEVEL, case.lookup, case.today) or case.lookup.team(Role.FIRST_LEVEL)
        who = " or ".join(person.name for person in meant) or "somebody"
        question = f"{reason} gives it to first level: #assign <who> gives it to {who}."
    else:
        meant = people_meant(name, case.lookup)
        question = f'{reason} gives it to "{name}", and nobody on the list of people is meant by that'
    if len(meant) != 1:
        return _left_open(question, reason)
    (person,) = meant
    told = case.notify(NoticeKind.ASSIGNMENT, (person,), reason, OPENED, reason)
    given = (ChangeState(OPENED, State.ASSIGNED, reason), Assign(OPENED, person, reason), *told)
    if unreached := case.unreachable(person, OPENED):
        question = f"{reason} gives it to {person.name}, who cannot be told: {unreached}"
        return (*given, AddEntry(OPENED, Event.NOTE, question, reason)), question
    if away := away_words(person, case.lookup, case.today):
        question = f"{reason} gives it to {person.name}, who is {away}: #assign <who> gives it to somebody else."
        return (*given, AddEntry(OPENED, Event.NOTE, question, reason)), question
    return given, ""


def unless_listed(action: Action, priority: Priority) -> Action:
    """The same, but for an assignment that its reader wants in the list of what they have."""
    if not isinstance(action, Notify) or action.notice is not NoticeKind.ASSIGNMENT:
        return action
    because = why_not_now(action.to[0], priority)
    return Withhold(NoticeKind.ASSIGNMENT, action.to[0], because) if because else action


def _handed_over(
    case: Case, report: Report, routing: Routing, place: str, *, is_restricted: bool
) -> tuple[tuple[Action, ...], str]:
    name, reason = routing.then.hand_over, routing.reason("hand_over")
    if not name:
        return (), ""
    provider = case.lookup.provider_named(name)
    if provider is None:
        return _left_open(f'{reason} hands it over to "{name}", and no provider is called that', reason)
    warning = no_cover(equipment_of(case, report, routing), place, provider, case.lookup.registers, case.today)
    # Of a restricted matter a firm gets what a person writes, and a rule has no words; a charge is for a person, too.
    is_asked = routing.then.ask is not None
    if routing.then.is_sure and not (warning or is_asked or case.is_before_the_desk or is_restricted):
        return hand_over(OPENED, provider, "", reason), ""
    charge = (", but " + warning if warning else "") + (", once our question is answered" if is_asked else "")
    question = f"{provider.name} could take it{charge}: #second {provider.code} <why> hands it over."
    return _left_open(question, reason)


def _left_open(question: str, reason: str) -> tuple[tuple[Action, ...], str]:
    return (AddEntry(OPENED, Event.NOTE, question, reason),), question


def tell_named(
    case: Case, report: Report, routing: Routing, questions: tuple[str, ...], *, is_restricted: bool
) -> tuple[Action, ...]:
    """Those whom a rule names, and the coordinators where something is left to decide, each once and together.

    Of a restricted matter the leads whom a rule names as such may see more than others.
    """
    people = {person.address: person for who in routing.then.notify for person in _meant(case, who)}
    if questions:
        people = {person.address: person for person in case.coordinators()} | people
    if case.forbids_answer:
        people.pop(case.sender.address.key, None)
    named = {person.address for who in routing.then.notify if who in LEADS for person in _meant(case, who)}
    leads = tuple(person for person in people.values() if is_restricted and person.address in named)
    others = tuple(person for person in people.values() if person not in leads)
    reason = routing.reason("notify") or routing.reason("hand_over") or routing.reason("assign")
    lines = (*((report.remark,) if report.remark else ()), *questions)
    lines += (f"You get this by the {reason}.",) if reason else ()
    because, who = reason or "somebody has to decide", report.reporter.name
    return tuple(
        action
        for some in (leads, others)
        if some
        for action in case.notify(
            NoticeKind.TEAM_NEWS, some, because, OPENED, report.text, who, lines, as_leads=some is leads
        )
    )


def _meant(case: Case, who: str) -> tuple[Person, ...]:
    if who in list(Role):
        return _with_role(case, Role(who))
    people = people_meant(who, case.lookup)
    return people if len(people) == 1 else ()


def _with_role(case: Case, role: Role) -> tuple[Person, ...]:
    """Who has a role and is there; of the coordinators whoever stands in, of others everybody, where none is."""
    here = on_cover(role, case.lookup, case.today)
    return here or (case.coordinators() if role is Role.COORDINATOR else case.lookup.team(role))

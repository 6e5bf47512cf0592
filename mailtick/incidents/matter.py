"""A new matter: what it is, where it goes by rule, and who is told."""

from __future__ import annotations

from dataclasses import replace

from mailtick.incidents.acknowledging import acknowledge
from mailtick.incidents.actions import (
    Action,
    AddEntry,
    AddParticipants,
    Assign,
    ChangeState,
    Event,
    NoticeKind,
    Notify,
    OpenIncident,
    SetField,
    Withhold,
)
from mailtick.incidents.case import Case
from mailtick.incidents.category import Category, Route, category_called
from mailtick.incidents.chasing import is_shouted, tell_of_shouting
from mailtick.incidents.commands.second import hand_over
from mailtick.incidents.conditions import Matter
from mailtick.incidents.cover import no_cover
from mailtick.incidents.floors import Graded, grade
from mailtick.incidents.incident import Incident, IncidentType, Participant, Priority, State
from mailtick.incidents.known_fault import find_known_fault, join, perhaps_same
from mailtick.incidents.known_person import people_meant
from mailtick.incidents.labelled import labelled_because, labelled_entries, labelled_equipment
from mailtick.incidents.opened import OPENED, IncidentId
from mailtick.incidents.own_words import told_of
from mailtick.incidents.participants import beside
from mailtick.incidents.people import Person, Place, Role
from mailtick.incidents.presence import away_words, on_cover
from mailtick.incidents.pupils import find_pupils, note_pupils, without_pupils
from mailtick.incidents.report import Report, title_of, understand
from mailtick.incidents.response import FIELD as RESPONDED
from mailtick.incidents.routing import Routing, route
from mailtick.incidents.visibility import LEADS
from mailtick.incidents.wanted import Wanted, how_to_buy, wanted_licences
from mailtick.incidents.work_list import why_not_now
from mailtick.mail.accounts import hide_accounts

_GRADES = ("impact", "urgency")


def open_matter(
    case: Case,
    writer: Person,
    related: Incident | None = None,
    *,
    is_own: bool = False,
    is_for_few: bool = False,
    host: Person | None = None,
) -> tuple[Action, ...]:
    """Return the actions for a mail that is a new matter, or one more report of a known fault.

    `related` is the incident that it follows. `is_own` says that a person took it for a matter of its own,
    `is_for_few` that it was part of a restricted one; what was, or follows one, is restricted itself.
    `host` is of whom the writer is a guest: they get copies, and it is in their place.
    """
    report = understand(case, writer)
    if host is not None and host.usual_place:
        report = replace(report, place=report.place or case.lookup.place(host.usual_place))
    routing, category, category_because = _sorted(case, report)
    about = category.name if category else routing.then.category
    wanted = _wanted(case, report, routing)
    type_ = routing.then.type or (IncidentType.REQUEST if wanted else IncidentType.INCIDENT)
    told = told_of(case, report)
    graded = grade(told, routing, is_request=type_ is IncidentType.REQUEST)
    known = None if is_own or related else find_known_fault(case, report.reporter, category)
    if known is not None and not (graded.is_alarming and known.priority is not Priority.P1):
        joined = (*join(case, report, known), *beside(case, known, report.reporter))
        return (*joined, *_transcript(case, writer, report, known.id))
    is_for_few = is_for_few or (related is not None and related.is_restricted)
    is_restricted = is_for_few or routing.then.restricted or (category is not None and category.is_restricted)
    place = _place(case, report, routing)
    routed, questions = _routed(case, routing, place, is_restricted=is_restricted)
    routed += tuple(AddEntry(OPENED, Event.NOTE, note, "it follows from what is reported") for note in graded.notes)
    questions += (*how_to_buy(case, wanted), *graded.notes)
    proposed, is_first = ("", False) if is_own else perhaps_same(case, report, about)
    if proposed:
        routed += (AddEntry(OPENED, Event.NOTE, proposed, "two reports look alike"),)
        questions += (proposed,) if is_first else ()
    pupils = find_pupils(f"{case.mail.subject}\n{report.text}", case.lookup.is_name_here)
    opened = _open(case, report, routing, type_, graded, about, category_because, related, place)
    opened = replace(opened, is_restricted=is_restricted, title=without_pupils(opened.title, pupils))
    routed = tuple(_unless_listed(each, opened.priority) for each in routed)
    return (
        opened,
        *_spoken_to(case, report),
        *((AddEntry(OPENED, Event.NOTE, report.remark, case.because),) if report.remark else ()),
        *labelled_entries(case),
        *note_pupils(OPENED, pupils),
        *(AddEntry(OPENED, Event.NOTE, each.words, "it names the licence and how many") for each in wanted),
        *beside(case, None, report.reporter),
        *_hosting(host, report.reporter),
        *routed,
        # Only now, so that it says who has it.
        *_copied(case, acknowledge(case, report, opened, routing, category), host),
        *_transcript(case, writer, report, OPENED),
        *_told(case, report, routing, questions, is_restricted=is_restricted),
        *(tell_of_shouting(case, report.reporter, opened.priority) if told and is_shouted(told.all_of_it) else ()),
    )


def _spoken_to(case: Case, report: Report) -> tuple[SetField, ...]:
    """Whoever logs for somebody has heard them: a person has answered (DOMAIN.md 5.4, rule 2)."""
    by = None if report.passed_on_by else report.on_behalf_by
    because = f"{by.name} spoke to them and logged it" if by else ""
    return (SetField(OPENED, RESPONDED, case.received_at.isoformat(), because),) if by else ()


def _hosting(host: Person | None, guest: Person) -> tuple[AddParticipants, ...]:
    """A host hears of all that their guest is told."""
    if host is None:
        return ()
    taking_part = (Participant(host.address, host.name, "also"),)
    return (AddParticipants(OPENED, taking_part, f"{guest.name} is a guest of {host.name}"),)


def _copied(case: Case, answers: tuple[Action, ...], host: Person | None) -> tuple[Action, ...]:
    """The acknowledgement with a copy to the host, where mail may go there."""
    if host is None or case.unreachable(host, OPENED):
        return answers
    return tuple(replace(each, cc=(host,)) if isinstance(each, Notify) else each for each in answers)


def _sorted(case: Case, report: Report) -> tuple[Routing, Category | None, str]:
    """What the rules and the category say about it, and why it is that category where no rule said so."""
    suggested, because = _suggested(case, report.all_words)
    routing = route(_matter(case, report, suggested.name if suggested else ""), case.policy.rules)
    if not routing.then.category:
        return _completed(routing, suggested), suggested, because
    category = category_called(case.lookup.categories(), routing.then.category)
    return _completed(routing, category), category, ""


def _suggested(case: Case, text: str) -> tuple[Category | None, str]:
    """The one category whose words occur; several or none leave it open."""
    searched = f"{case.mail.subject}\n{text}"
    found = [each for each in case.lookup.categories() if each.is_suggested_by(searched)]
    return (found[0], f'words of "{found[0].name}" occur in it') if len(found) == 1 else (None, "")


def _completed(routing: Routing, category: Category | None) -> Routing:
    """What no rule has set is as the category has it."""
    if category is None:
        return routing
    news: dict[str, object] = {
        name: getattr(category, name) for name in _GRADES if getattr(category, name) and not getattr(routing.then, name)
    }
    if not (routing.then.assign or routing.then.hand_over):
        match category.route:
            case Route.FIRST_LEVEL:
                news["assign"] = Role.FIRST_LEVEL.value
            case Route.PROVIDER:
                news["hand_over"] = category.provider
            case Route.NOBODY:
                pass
    because = tuple((name, f'category "{category.name}"') for name in news)
    return replace(routing, then=replace(routing.then, **news), because=routing.because + because)  # type: ignore[arg-type]  # the names are Then's own


def _matter(case: Case, report: Report, category: str) -> Matter:
    mail = case.mail
    return Matter(
        sender=case.sender.address.key,
        recipients=tuple(address.key for address in (*mail.to, *mail.cc)),
        subject=mail.subject,
        text=report.all_words,
        attachments=tuple(attachment.name for attachment in mail.attachments),
        at=case.received_at.astimezone(case.policy.zone),
        category=category,
        place=report.place,
    )


def _place(case: Case, report: Report, routing: Routing) -> Place | None:
    """Where it is: as a rule says, else as the report does."""
    name = routing.then.place
    return (case.lookup.place(name) or Place(name, name)) if name else report.place


def _wanted(case: Case, report: Report, routing: Routing) -> tuple[Wanted, ...]:
    """The licences that are wanted for more; a firm's mail wants none, nor what a rule takes for a fault."""
    if case.sender.provider is not None or routing.then.type is IncidentType.INCIDENT:
        return ()
    return wanted_licences(case, report.all_words)


def _open(
    case: Case,
    report: Report,
    routing: Routing,
    type_: IncidentType,
    graded: Graded,
    category: str,
    category_because: str,
    related: Incident | None,
    place: Place | None,
) -> OpenIncident:
    reasons = [f'rule "{name}"' for name in routing.fired]
    reasons += [f"{name} of {why}" for name, why in routing.because if name in _GRADES and why.startswith("category ")]
    reasons += graded.because
    reasons += [category_because] if category_because else []
    reasons += [f"it follows {related.reference}"] if related else []
    reasons += [report.because] if report.because else []
    reasons += [because] if (because := labelled_because(case)) else []
    reasons += report.problems
    return OpenIncident(
        reporter=report.reporter,
        type=type_,
        title=title_of(case, report),
        text=report.text if report.text or report.comment else hide_accounts(case.mail.body_text),
        category=category,
        place=place.name if place else "",
        impact=graded.impact,
        urgency=graded.urgency,
        priority=graded.priority,
        channel="on_behalf" if report.on_behalf_by else "mail",
        because="; ".join([case.because, *reasons]),
        on_behalf_by=report.on_behalf_by,
        related_to=related.id if related else None,
        comment=report.comment,
        passed_on_by=report.passed_on_by,
        files=case.files,
    )


def _routed(
    case: Case, routing: Routing, place: Place | None, *, is_restricted: bool
) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    """Where the rules send what is in a place, and in words what a person has to decide on."""
    assigned, whom = _assigned(case, routing)
    handed_over, to_whom = _handed_over(case, routing, place.name if place else "", is_restricted=is_restricted)
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


def _unless_listed(action: Action, priority: Priority) -> Action:
    """The same, but for an assignment that its reader wants in the list of what they have."""
    if not isinstance(action, Notify) or action.notice is not NoticeKind.ASSIGNMENT:
        return action
    because = why_not_now(action.to[0], priority)
    return Withhold(NoticeKind.ASSIGNMENT, action.to[0], because) if because else action


def _handed_over(case: Case, routing: Routing, place: str, *, is_restricted: bool) -> tuple[tuple[Action, ...], str]:
    name, reason = routing.then.hand_over, routing.reason("hand_over")
    if not name:
        return (), ""
    provider = case.lookup.provider_named(name)
    if provider is None:
        return _left_open(f'{reason} hands it over to "{name}", and no provider is called that', reason)
    # Of a restricted matter a firm gets what a person writes, and a rule has no words.
    warning = no_cover(labelled_equipment(case), place, provider, case.lookup.registers, case.today)
    # Of a restricted matter a firm gets what a person writes, and a rule has no words; a charge is for a person, too.
    if routing.then.is_sure and not warning and not case.is_before_the_desk and not is_restricted:
        return hand_over(OPENED, provider, "", reason), ""
    charge = f", but {warning}" if warning else ""
    question = f"{provider.name} could take it{charge}: #second {provider.code} <why> hands it over."
    return _left_open(question, reason)


def _left_open(question: str, reason: str) -> tuple[tuple[Action, ...], str]:
    return (AddEntry(OPENED, Event.NOTE, question, reason),), question


def _told(
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


def _transcript(case: Case, writer: Person, report: Report, incident: IncidentId) -> tuple[Action, ...]:
    if not report.words:
        return ()
    return case.answer(NoticeKind.TRANSCRIPT, writer, "what became of what they wrote", incident, report.words)


def _meant(case: Case, who: str) -> tuple[Person, ...]:
    if who in list(Role):
        return _with_role(case, Role(who))
    people = people_meant(who, case.lookup)
    return people if len(people) == 1 else ()


def _with_role(case: Case, role: Role) -> tuple[Person, ...]:
    """Who has a role and is there; of the coordinators whoever stands in, of others everybody, where none is."""
    here = on_cover(role, case.lookup, case.today)
    return here or (case.coordinators() if role is Role.COORDINATOR else case.lookup.team(role))

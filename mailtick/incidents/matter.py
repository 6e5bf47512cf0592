"""A new matter: what it is, where it goes by rule, and who is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mailtick.incidents.acknowledging import acknowledge, is_acknowledgement
from mailtick.incidents.actions import (
    Action,
    AddEntry,
    AddParticipants,
    Event,
    NoticeKind,
    Notify,
    OpenIncident,
    SetField,
)
from mailtick.incidents.case import Case
from mailtick.incidents.category import Category
from mailtick.incidents.chasing import is_shouted, tell_of_shouting
from mailtick.incidents.choices import ask_reporter
from mailtick.incidents.floors import Graded, Told, grade
from mailtick.incidents.incident import Incident, IncidentType, Participant, Priority
from mailtick.incidents.known_fault import find_known_fault, join, perhaps_same
from mailtick.incidents.labelled import labelled_because, labelled_entries
from mailtick.incidents.needed import FIELD as NEEDED_BY
from mailtick.incidents.needed import needed_in
from mailtick.incidents.opened import OPENED, IncidentId
from mailtick.incidents.own_words import told_of
from mailtick.incidents.participants import beside
from mailtick.incidents.people import Person, Place
from mailtick.incidents.pupils import find_pupils, note_pupils, without_pupils
from mailtick.incidents.report import Report, title_of, understand
from mailtick.incidents.response import FIELD as RESPONDED
from mailtick.incidents.routing import Routing
from mailtick.incidents.rule_hits import hits_of
from mailtick.incidents.ruled import ask_by_rule, carry_out, set_aside
from mailtick.incidents.sending import send_where, tell_named, unless_listed
from mailtick.incidents.several import ProposeSplit, matters_in, titles_of
from mailtick.incidents.sorting import GRADES, place_of, sort_matter
from mailtick.incidents.understanding import linked, where_question
from mailtick.incidents.wanted import Wanted, how_to_buy, wanted_licences
from mailtick.mail.accounts import hide_accounts

_QUOTED = 80


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
    report = _with_host(case, report, host)
    routing, category, category_because = sort_matter(case, report)
    about = category.name if category else routing.then.category
    wanted = _wanted(case, report, routing)
    type_ = routing.then.type or (IncidentType.REQUEST if wanted else IncidentType.INCIDENT)
    told = told_of(case, report)
    graded = grade(told, routing, is_request=type_ is IncidentType.REQUEST)
    if not is_own and (aside := set_aside(routing, is_alarming=graded.is_alarming)):
        return aside
    known = None if is_own or related else find_known_fault(case, report.reporter, category)
    if known is not None and not (graded.is_alarming and known.priority is not Priority.P1):
        joined = (*join(case, report, known, hits_of(routing)), *beside(case, known, report.reporter))
        return (*joined, *_transcript(case, writer, report, known.id))
    is_for_few = is_for_few or (related is not None and related.is_restricted)
    is_restricted = is_for_few or routing.then.restricted or (category is not None and category.is_restricted)
    place = place_of(case, report, routing)
    routed, questions = _followed(case, report, routing, place, graded, is_restricted=is_restricted)
    questions += how_to_buy(case, wanted)
    asked, unasked = _asked(case, report, routing, place)
    alike, look = ((), ()) if is_own else _alike(case, report, about)
    routed, questions = (*routed, *alike), (*questions, *unasked, *look)
    pupils = find_pupils(f"{case.mail.subject}\n{report.text}", case.lookup.is_name_here)
    opened = _open(case, report, routing, type_, graded, about, category_because, related, place)
    opened = replace(opened, is_restricted=is_restricted, title=without_pupils(opened.title, pupils))
    routed = tuple(unless_listed(each, opened.priority) for each in routed)
    noted: tuple[Action, ...] = (
        *note_pupils(OPENED, pupils),
        *_wanted_notes(wanted),
        *beside(case, None, report.reporter),
    )
    return (
        opened,
        *_spoken_to(case, report),
        *_understood(case, report, told),
        *noted,
        *_hosting(host, report.reporter),
        *routed,
        # Only now, so that it says who has it.
        *_copied(case, _answered(case, report, opened, routing, category, asked), host),
        *asked,
        *_transcript(case, writer, report, OPENED),
        *tell_named(case, report, routing, questions, is_restricted=is_restricted),
        *(tell_of_shouting(case, report.reporter, opened.priority) if told and is_shouted(told.all_of_it) else ()),
    )


def _with_host(case: Case, report: Report, host: Person | None) -> Report:
    """Where nothing else is said, a guest is where their host is."""
    if host is None or not host.usual_place or report.place is not None:
        return report
    return replace(report, place=case.lookup.place(host.usual_place))


def _answered(
    case: Case,
    report: Report,
    opened: OpenIncident,
    routing: Routing,
    category: Category | None,
    asked: tuple[Action, ...],
) -> tuple[Action, ...]:
    """The answer to a new matter; where a question goes to them, that has the number and says enough."""
    answers = acknowledge(case, report, opened, routing, category)
    is_asked = any(isinstance(each, Notify) for each in asked)
    return tuple(each for each in answers if not (is_asked and is_acknowledgement(each)))


def _followed(
    case: Case, report: Report, routing: Routing, place: Place | None, graded: Graded, *, is_restricted: bool
) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    """Where rules send it, what else they do, and what follows from what is told; and what a person has to know."""
    sent, questions = send_where(case, report, routing, place, is_restricted=is_restricted)
    done, left = carry_out(case, report, routing, place, is_restricted=is_restricted)
    noted = tuple(AddEntry(OPENED, Event.NOTE, note, "it follows from what is reported") for note in graded.notes)
    return (*sent, *done, *noted), (*questions, *left, *graded.notes)


def _understood(case: Case, report: Report, told: Told | None) -> Iterator[Action]:
    """What whoever passed it on wrote, and what is understood: equipment, several matters, by when it is needed."""
    if report.remark:
        yield AddEntry(OPENED, Event.NOTE, report.remark, case.because)
    yield from labelled_entries(case)
    yield from linked(case, OPENED, report.recognised)
    yield from _several(case, report)
    yield from _needed(told)


def _wanted_notes(wanted: Sequence[Wanted]) -> tuple[AddEntry, ...]:
    because = "it names the licence and how many"
    return tuple(AddEntry(OPENED, Event.NOTE, each.words, because) for each in wanted)


def _several(case: Case, report: Report) -> tuple[ProposeSplit, ...]:
    """That the mail tells of several matters, where it numbers them through."""
    matters = titles_of(matters_in(report.text)) if case.sender.provider is None else ()
    return (ProposeSplit(OPENED, matters, "it numbers them through"),) if matters else ()


def _needed(told: Told | None) -> tuple[SetField, ...]:
    """By when it is needed, where it says so."""
    needed = needed_in(told.all_of_it, told.at) if told is not None else None
    return (SetField(OPENED, NEEDED_BY, needed.by, f'it says so ("{needed.words[:_QUOTED]}")'),) if needed else ()


def _alike(case: Case, report: Report, about: str) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    """That it may be the same as another, in the log, and for a person as well the first time."""
    proposed, is_first = perhaps_same(case, report, about)
    noted = (AddEntry(OPENED, Event.NOTE, proposed, "two reports look alike"),) if proposed else ()
    return noted, (proposed,) if is_first else ()


def _asked(
    case: Case, report: Report, routing: Routing, place: Place | None
) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    """The question to whoever reported it, and in words what cannot be asked."""
    is_theirs = report.on_behalf_by is None and case.sender.provider is None
    question = where_question(case, report.recognised) if place is None and is_theirs else None
    if routing.then.ask is not None or question is None:
        return ask_by_rule(case, report, routing, place)
    asked, unasked = ask_reporter(case, report.reporter, question, "two places are called so")
    return asked, (unasked,) if unasked else ()


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
    reasons = [because] if (because := labelled_because(case) or report.place_because) else []
    reasons += [f'rule "{name}"' for name in routing.fired]
    reasons += routing.reasons
    reasons += [f"{name} of {why}" for name, why in routing.because if name in GRADES and not why.startswith("rule ")]
    reasons += graded.because
    reasons += [category_because] if category_because else []
    reasons += [f"it follows {related.reference}"] if related else []
    reasons += [report.because] if report.because else []
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
        channel="on_behalf" if report.on_behalf_by else "web" if case.is_from_the_web else "mail",
        because="; ".join([case.because, *reasons]),
        on_behalf_by=report.on_behalf_by,
        related_to=related.id if related else None,
        comment=report.comment,
        passed_on_by=report.passed_on_by,
        files=case.files,
        rules=hits_of(routing),
    )


def _transcript(case: Case, writer: Person, report: Report, incident: IncidentId) -> tuple[Action, ...]:
    if not report.words:
        return ()
    return case.answer(NoticeKind.TRANSCRIPT, writer, "what became of what they wrote", incident, report.words)

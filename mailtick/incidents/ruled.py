"""What rules do with a new matter beside sending it somewhere: the actions, and what is left to a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from mailtick.incidents.actions import Action, AddEntry, AddParticipants, Event, Hold, Ignore
from mailtick.incidents.case import Case
from mailtick.incidents.choice import Question
from mailtick.incidents.choices import ask_reporter
from mailtick.incidents.equipment import LinkEquipment
from mailtick.incidents.incident import Participant
from mailtick.incidents.known_person import people_meant
from mailtick.incidents.labelled import labelled_equipment
from mailtick.incidents.opened import OPENED
from mailtick.incidents.people import Person, Place, Role
from mailtick.incidents.presence import on_cover
from mailtick.incidents.pupils import find_pupils, without_pupils
from mailtick.incidents.report import Report
from mailtick.incidents.routing import Routing
from mailtick.incidents.rule_acts import KeepDay
from mailtick.incidents.rule_hits import hits_of
from mailtick.incidents.rule_texts import filled
from mailtick.incidents.sorting import equipment_of
from mailtick.incidents.watching import WATCH

Done = tuple[tuple[Action, ...], tuple[str, ...]]


def set_aside(routing: Routing, *, is_alarming: bool = False) -> tuple[Hold | Ignore, ...]:
    """Where a rule says that no matter is to come of a mail: it is held for a person, or dropped.

    What tells of a P1 is never dropped unread.
    """
    aside = routing.then.aside
    if aside is None:
        return ()
    because = f"{aside.why} ({routing.reason('aside')})"
    if aside.is_dropped and is_alarming:
        return (Hold(f"{because}; but it tells of a P1, so a person has to look", rules=hits_of(routing)),)
    return (Ignore(because, hits_of(routing)) if aside.is_dropped else Hold(because, rules=hits_of(routing)),)


def carry_out(case: Case, report: Report, routing: Routing, place: Place | None, *, is_restricted: bool) -> Done:
    """Return what rules link, note, let watch and put into the diary, and in words what a person has to know."""
    known = words_known(case, report, routing, place) if routing.notes or routing.diary else {}
    linked, unlinked = _linked(case, report, routing)
    watched, unwatched = _watched(case, report, routing)
    noted = tuple(AddEntry(OPENED, Event.NOTE, filled(note, known), by) for by, note in routing.notes)
    # The diary is for more people to see than a restricted matter.
    diary = tuple(_days(case, routing, {} if is_restricted else known, is_restricted=is_restricted))
    failed = tuple(AddEntry(OPENED, Event.NOTE, each, "a rule failed") for each in routing.failed)
    return (*linked, *watched, *noted, *diary, *failed), (*unlinked, *unwatched, *routing.failed)


def ask_by_rule(case: Case, report: Report, routing: Routing, place: Place | None) -> Done:
    """The question of a rule to whoever reported it, and in words what cannot be asked."""
    question = routing.then.ask
    if question is None:
        return (), ()
    asked = Question(filled(question.text, words_known(case, report, routing, place)), question.choices)
    actions, unasked = ask_reporter(case, report.reporter, asked, routing.reason("ask"))
    return actions, (unasked,) if unasked else ()


def words_known(case: Case, report: Report, routing: Routing, place: Place | None) -> Mapping[str, str]:
    """What stands for {name}, {place}, {category} and {subject} in the texts of rules."""
    subject = case.mail.subject
    return {
        "name": report.reporter.name,
        "place": place.name if place else "your room",
        "category": routing.then.category or "it",
        # The title names no pupil, so neither does this.
        "subject": without_pupils(subject, find_pupils(subject, case.lookup.is_name_here)),
    }


def _linked(case: Case, report: Report, routing: Routing) -> Done:
    tag, by = routing.then.asset, routing.reason("asset")
    if not tag:
        return (), ()
    if not any(each.tag.lower() == tag.lower() for each in equipment_of(case, report, routing)):
        return _left(f"{by} says that it is about {tag}, and no equipment has this tag", by)
    labelled = labelled_equipment(case)
    new = (each for each in equipment_of(case, report, routing) if each not in labelled)
    return tuple(LinkEquipment(OPENED, each, by) for each in new), ()


def _watched(case: Case, report: Report, routing: Routing) -> Done:
    """Those of the team whom rules let watch; whoever is not of the team gets no copies of what happens.

    Whoever wrote, and whose matter it is, hear of it anyway.
    """
    anyway = {report.reporter.address, case.sender.address.key}
    by, people, left = routing.reason("watch"), dict[str, Person](), list[str]()
    for who in routing.then.watch:
        meant = _meant(case, who)
        team = [each for each in meant if each.is_team]
        people |= {each.address: each for each in team}
        left += [] if team else [f'{by} lets "{who}" watch it, and nobody of the team is meant by that']
    others = (each for each in people.values() if each.address not in anyway)
    watching = tuple(Participant(each.address, each.name, WATCH) for each in others)
    added = (AddParticipants(OPENED, watching, by),) if watching else ()
    return (*added, *(AddEntry(OPENED, Event.NOTE, each, by) for each in left)), tuple(left)


def _meant(case: Case, who: str) -> tuple[Person, ...]:
    if who in list(Role):
        return on_cover(Role(who), case.lookup, case.today) or case.lookup.team(Role(who))
    people = people_meant(who, case.lookup)
    return people if len(people) == 1 else ()


def _days(case: Case, routing: Routing, known: Mapping[str, str], *, is_restricted: bool) -> Iterator[KeepDay]:
    person = _whose(case, routing)
    if routing.then.follow_up:
        by = routing.reason("follow_up")
        yield KeepDay(OPENED, _on(case, routing.then.follow_up), "Look again", person, by)
    for by, day in routing.diary:
        what = "Something is due" if is_restricted else filled(day.what, known)
        yield KeepDay(OPENED, _on(case, day.days), what, person, by)


def _whose(case: Case, routing: Routing) -> Person | None:
    """Whoever a rule gives it to, if that is one person."""
    meant = people_meant(routing.then.assign, case.lookup) if routing.then.assign else ()
    return meant[0] if len(meant) == 1 else None


def _on(case: Case, days: int) -> date:
    service = case.policy.service_time(case.lookup.registers.school_days())
    return service.close_of_day(case.received_at, days).astimezone(case.policy.zone).date()


def _left(question: str, by: str) -> Done:
    return (AddEntry(OPENED, Event.NOTE, question, by),), (question,)

"""One more report of the same: of a shared service it joins by itself, of anything else that is only proposed."""

from __future__ import annotations

from datetime import timedelta

from mailtick.incidents.actions import Action, AddEntry, Event, JoinIncident, NoticeKind, Notify, SetField
from mailtick.incidents.alike import are_alike
from mailtick.incidents.case import Case
from mailtick.incidents.category import Category
from mailtick.incidents.incident import Grade, Incident, priority_of
from mailtick.incidents.lookup import RecentIncident
from mailtick.incidents.people import Person, Role
from mailtick.incidents.report import Report
from mailtick.incidents.rule_hits import RuleHit

# A shared service that fails in so many places fails everywhere (DOMAIN.md 5.3).
PLACES_OF_AN_OUTAGE = 3
_SAME_PERSON_WITHIN = timedelta(minutes=30)


def find_known_fault(case: Case, reporter: Person, category: Category | None) -> Incident | None:
    """The open incident that this is one more report of: a shared service, somebody else, within the hour."""
    if category is None or not category.is_shared:
        return None
    since = case.received_at - case.policy.join_within
    same = (each for name in category.names for each in case.lookup.open_in_category(name, since))
    others = (each for each in same if not each.is_restricted and each.reporter.address != reporter.address)
    return next(others, None)


def join(case: Case, report: Report, incident: Incident, rules: tuple[RuleHit, ...] = ()) -> tuple[Action, ...]:
    """Put somebody on the list of a known fault, tell them so, and raise it where it has come to many places."""
    minutes = int((case.received_at - incident.received_at).total_seconds() // 60)
    because = (
        f"{incident.category} is a shared service, and {incident.reference} was reported {minutes} minutes before; "
        f"#separate {report.reporter.address.partition('@')[0]} takes it back"
    )
    place = report.place.name if report.place else ""
    raised, asked = _raised(case, report, incident, place), _question(case, report.reporter, incident)
    return (
        JoinIncident(incident.id, report.reporter, because, place, rules),
        AddEntry(incident.id, Event.MAIL, report.text or case.new_text, case.because, is_internal=False),
        *((AddEntry(incident.id, Event.NOTE, report.remark, case.because),) if report.remark else ()),
        *raised,
        *case.answer(NoticeKind.KNOWN_FAULT, report.reporter, because, incident.id, by=report.brought_by),
        *(asked if not any(isinstance(action, Notify) for action in raised) else ()),
    )


def _raised(case: Case, report: Report, incident: Incident, place: str) -> tuple[Action, ...]:
    """The impact is raised by the third place, and never lowered. What is asked stands in the alert."""
    places = dict.fromkeys(each for each in (*incident.places, place) if each)
    if len(places) < PLACES_OF_AN_OUTAGE or incident.impact is Grade.HIGH:
        return ()
    because = f"reported from {len(places)} places: {', '.join(places)}"
    priority = min(incident.priority, priority_of(Grade.HIGH, incident.urgency))
    now = f"{priority} now, reported" if priority != incident.priority else "Reported"
    roles = (Role.COORDINATOR, Role.DEPUTY, Role.OWNER, Role.INFORMED)
    people = {person.address: person for role in roles for person in case.lookup.team(role)}
    return (
        SetField(incident.id, "impact", Grade.HIGH, because),
        *((SetField(incident.id, "priority", priority, because),) if priority != incident.priority else ()),
        *case.notify(
            NoticeKind.ALERT,
            tuple(people.values()),
            f"{now} from {len(places)} places",
            incident.id,
            case.new_text,
            report.reporter.name,
            ("It may be a major incident.", *_left_open(case, report.reporter)),
        ),
    )


def _question(case: Case, reporter: Person, incident: Incident) -> tuple[Action, ...]:
    """What everybody with the same fault is told answers no question, so a question goes to a person."""
    lines = _left_open(case, reporter)
    if not lines:
        return ()
    because = f"{reporter.name} asks something in it"
    return case.notify(
        NoticeKind.TEAM_NEWS, case.coordinators(), because, incident.id, case.new_text, reporter.name, lines
    )


def _left_open(case: Case, reporter: Person) -> tuple[str, ...]:
    """That it asks something, in words, if it does."""
    is_asked = "?" in case.own_text
    return (f"{reporter.name} asks something that the answer to a known fault leaves open.",) if is_asked else ()


def perhaps_same(case: Case, report: Report, category: str) -> tuple[str, bool]:
    """Propose to merge a new matter into one just reported in much the same words: a sentence, or nothing.

    Also whether a person is to be told by mail: of the second such report, not of each that comes after it.
    """
    text = f"{case.mail.subject}\n{report.text}"
    place = report.place.name if report.place else ""
    found = []
    since = case.received_at - case.policy.join_within
    for each in case.lookup.opened_since(since, report.reporter.address, category, place):
        is_same_person = each.reporter_address == report.reporter.address
        is_near = case.received_at - each.received_at <= _SAME_PERSON_WITHIN
        is_about_it = bool(category and category == each.category) or bool(place and place == each.place)
        if (is_near if is_same_person else is_about_it) and are_alike(text, f"{each.title}\n{each.first_text}"):
            minutes = int((case.received_at - each.received_at).total_seconds() // 60)
            found.append(_proposal(each, "the same person" if is_same_person else "somebody else", minutes))
    return (found[0], len(found) == 1) if found else ("", False)


def _proposal(other: RecentIncident, who: str, minutes: int) -> str:
    number = other.reference.rpartition("-")[2]
    return (
        f"It may be the same as {other.reference}, which {who} reported {minutes} minutes before in much the same "
        f"words: #merge {number} puts it there."
    )

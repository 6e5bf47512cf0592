"""What rules and categories say about a new matter, before anything follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from mailtick.incidents.case import Case
from mailtick.incidents.category import Category, Route, category_called
from mailtick.incidents.floors import grade
from mailtick.incidents.incident import Grade, IncidentType, Priority
from mailtick.incidents.kept import Equipment
from mailtick.incidents.own_words import told_of
from mailtick.incidents.pattern import Searched
from mailtick.incidents.people import Place, Role
from mailtick.incidents.products import product_named
from mailtick.incidents.prose import sentences
from mailtick.incidents.recognition.found import is_of_one_person
from mailtick.incidents.recognition.tone import can_wait, says_it_is_gone, something_new
from mailtick.incidents.recognition.topic import suggest_category
from mailtick.incidents.report import Report
from mailtick.incidents.routing import Routing, route
from mailtick.incidents.rule_matter import MailKind, Matter, Shut
from mailtick.incidents.service_time import ServiceTime
from mailtick.incidents.several import matters_in
from mailtick.incidents.understanding import equipment_meant
from mailtick.mail.language import detect_language
from mailtick.mail.message import Kind

GRADES = ("impact", "urgency")
_AUTOMATIC = frozenset({Kind.AUTO_REPLY, Kind.AUTOMATIC, Kind.DELAY, Kind.RECEIPT, Kind.LOOP})


def sort_matter(case: Case, report: Report) -> tuple[Routing, Category | None, str]:
    """What the rules and the category say about it, and why it is that category where no rule said so."""
    searched = Searched(f"{case.mail.subject}\n{report.all_words}")
    categories = case.lookup.categories()
    suggesting = tuple(each for each in categories if each.is_suggested_by(searched))
    pieces = [each.equipment for each in report.recognised.equipment]
    product = product_named(searched.typed, case.lookup.registers.licence_names())
    suggested, because = suggest_category(suggesting, categories, pieces, product)
    matter = matter_of(case, report, suggesting, suggested)

    def priority(routing: Routing) -> Priority | None:
        completed, _ = _with_category(case, report, routing, suggested)
        return grade(told_of(case, report), completed, is_request=completed.then.type is IncidentType.REQUEST).priority

    routing = route(matter, case.policy.rules, priority)
    completed, category = _with_category(case, report, routing, suggested)
    return completed, category, "" if routing.then.category else because


def _with_category(
    case: Case, report: Report, routing: Routing, suggested: Category | None
) -> tuple[Routing, Category | None]:
    """The category that a rule says, else the one that is suggested; and what it has settled, where no rule has."""
    said = routing.then.category
    category = category_called(case.lookup.categories(), said) if said else suggested
    return _completed(_understood(routing, report, category), category), category


def _understood(routing: Routing, report: Report, category: Category | None) -> Routing:
    """What no rule has set is as the report says it."""
    said = sentences(report.all_words)
    news: dict[str, tuple[object, str]] = {}
    # Of several matters one may be a wish, and the others none.
    if not matters_in(report.text) and (wish := something_new(said)):
        news["type"] = (IncidentType.REQUEST, f'it asks for something new ("{wish}")')
    if report.recognised.is_everywhere and category is not None and category.is_shared:
        news["impact"] = (Grade.HIGH, "it says that all of the organisation is hit")
        if says_it_is_gone(said):
            news["urgency"] = (Grade.HIGH, "nobody has it any more")
    elif is_of_one_person(report.recognised.equipment):
        news["impact"] = (Grade.LOW, "it is one person's, or one of a set")
    if patience := can_wait(said):
        news.setdefault("urgency", (Grade.LOW, f'it says so ("{patience}")'))
    set_ = {name: value for name, (value, _) in news.items() if not getattr(routing.then, name)}
    because = tuple((name, why) for name, (_, why) in news.items() if name in set_)
    return replace(routing, then=replace(routing.then, **set_), because=routing.because + because)  # type: ignore[arg-type]  # the names are Then's own


def _completed(routing: Routing, category: Category | None) -> Routing:
    """What no rule has set is as the category has it."""
    if category is None:
        return routing
    news: dict[str, object] = {
        name: getattr(category, name) for name in GRADES if getattr(category, name) and not getattr(routing.then, name)
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


def matter_of(
    case: Case, report: Report, suggesting: tuple[Category, ...] = (), suggested: Category | None = None
) -> Matter:
    """A mail as rules look at it; of the categories whose words it has, `suggested` is its own."""
    mail, person = case.mail, case.sender.person
    usual = report.reporter.usual_place
    return Matter(
        sender=case.sender.address.key,
        recipients=tuple(address.key for address in (*mail.to, *mail.cc)),
        subject=mail.subject,
        text=report.all_words,
        attachments=tuple(attachment.name for attachment in mail.attachments),
        at=case.received_at.astimezone(case.policy.zone),
        category=suggested.name if suggested else "",
        place=report.place,
        roles=person.roles if person else frozenset(),
        usual_room=case.lookup.place(usual) if usual else None,
        mailbox=case.mailbox,
        suggested=frozenset(name.lower() for each in suggesting for name in each.names),
        equipment=equipment_meant(case, report.recognised),
        references=case.references(),
        kinds=frozenset(_kinds(case)),
        further=FurtherOfMail(case, report),
    )


def _kinds(case: Case) -> Iterator[MailKind]:
    kind = case.classification.kind
    if kind is Kind.LIST:
        yield MailKind.LIST
    if case.classification.is_bounce:
        yield MailKind.BOUNCE
    elif kind in _AUTOMATIC:
        yield MailKind.AUTO
    if kind is Kind.FORWARD:
        yield MailKind.FORWARD


@dataclass(slots=True)
class FurtherOfMail:
    """What a rule may want to know of a mail beside its own fields; what takes work is worked out once."""

    case: Case
    report: Report
    _language: str | None = None
    _shut: frozenset[Shut] | None = None
    _rooms: dict[tuple[str, timedelta], int] = field(default_factory=dict)

    def language(self) -> str:
        if self._language is None:
            self._language = detect_language(f"{self.case.mail.subject}\n{self.report.all_words}")
        return self._language

    def shut(self) -> frozenset[Shut]:
        if self._shut is None:
            case = self.case
            service = case.policy.service_time(case.lookup.registers.school_days())
            self._shut = shut_at(case.received_at, service)
        return self._shut

    def header(self, name: str) -> str:
        return self.case.mail.header(name)

    def rooms(self, category: str, within: timedelta) -> int:
        if (category, within) not in self._rooms:
            self._rooms[category, within] = self._count_rooms(category, within)
        return self._rooms[category, within]

    def _count_rooms(self, category: str, within: timedelta) -> int:
        since = self.case.received_at - within
        open_ = self.case.lookup.open_in_category(category, since)
        places = {place for each in open_ for place in (each.place, *each.places) if place}
        return len(places | ({self.report.place.name} if self.report.place else set()))


def shut_at(at: datetime, service: ServiceTime) -> frozenset[Shut]:
    """Whether the desk is open at a moment; on a weekday on which it usually is and now is not, it is a holiday."""
    if service.is_open(at):
        return frozenset({Shut.OPEN})
    day = at.astimezone(service.zone).date()
    is_holiday = day.weekday() in service.days.weekdays and not service.days.is_open(day)
    return frozenset({Shut.CLOSED, Shut.HOLIDAY}) if is_holiday else frozenset({Shut.CLOSED})


def equipment_of(case: Case, report: Report, routing: Routing) -> tuple[Equipment, ...]:
    """What it is about: by labels, as it is understood, and as a rule says."""
    told, tag = equipment_meant(case, report.recognised), routing.then.asset.lower()
    named = (each for each in case.lookup.registers.equipment() if each.tag.lower() == tag) if tag else ()
    return tuple(dict.fromkeys((*told, *named)))


def place_of(case: Case, report: Report, routing: Routing) -> Place | None:
    """Where it is: as a rule says, else where the equipment is that a rule names, else as the report says."""
    name, tag = routing.then.place, routing.then.asset.lower()
    if not name and tag:
        name = next((each.place for each in case.lookup.registers.equipment() if each.tag.lower() == tag), "")
    return (case.lookup.place(name) or Place(name, name)) if name else report.place

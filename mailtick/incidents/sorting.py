"""What rules and categories say about a new matter, before anything follows from it."""

from __future__ import annotations

from dataclasses import replace

from mailtick.incidents.case import Case
from mailtick.incidents.category import Category, Route, category_called
from mailtick.incidents.conditions import Matter
from mailtick.incidents.people import Place, Role
from mailtick.incidents.report import Report
from mailtick.incidents.routing import Routing, route

GRADES = ("impact", "urgency")


def sort_matter(case: Case, report: Report) -> tuple[Routing, Category | None, str]:
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


def place_of(case: Case, report: Report, routing: Routing) -> Place | None:
    """Where it is: as a rule says, else as the report does."""
    name = routing.then.place
    return (case.lookup.place(name) or Place(name, name)) if name else report.place

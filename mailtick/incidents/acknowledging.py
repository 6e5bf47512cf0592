"""What the answer to a new matter says beside its number: what to try, and what to do if it cannot wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mailtick.incidents.actions import Action, NoticeKind, Notify, OpenIncident, Withhold
from mailtick.incidents.articles import About, UseArticle, checks_of, fitting_article, with_further
from mailtick.incidents.case import Case
from mailtick.incidents.category import Category
from mailtick.incidents.emergency import is_safeguarding, safeguarding_steps, steps_of
from mailtick.incidents.incident import IncidentType
from mailtick.incidents.kept import Article
from mailtick.incidents.opened import OPENED
from mailtick.incidents.people import Role
from mailtick.incidents.report import Report
from mailtick.incidents.routing import Routing
from mailtick.incidents.understanding import equipment_meant

# A desk that opens within this time is not called shut.
_SOON = timedelta(hours=1)


def acknowledge(
    case: Case, report: Report, opened: OpenIncident, routing: Routing, category: Category | None
) -> tuple[Action, ...]:
    """Return the answer to a report that opens a matter, and that the checks of an article stand in it, if so."""
    checks = _first_checks(opened, routing, category)
    article, why = _article(case, report, opened, routing, category) or (None, "")
    answers = case.answer(
        NoticeKind.OUT_OF_HOURS if _is_shut(case) else NoticeKind.ACKNOWLEDGEMENT,
        report.reporter,
        "a new matter is acknowledged",
        OPENED,
        by=report.brought_by,
        text="\n".join(_emergency(case, opened, routing, category)),
        lines=with_further(checks_of(article), checks) if article else checks,
    )
    # Of a concern about a child the answer always says what to do at once.
    chosen = "" if is_safeguarding(routing) else routing.then.template
    answers = tuple(replace(each, template=chosen) if isinstance(each, Notify) else each for each in answers)
    if article is None or not any(isinstance(each, Notify) for each in answers):
        return answers
    return (*answers, UseArticle(OPENED, article.ref, article.title, f"it fits: {why}"))


def is_acknowledgement(action: Action) -> bool:
    """Whether an action is the plain answer that a mail is here; what to do out of hours is more than that."""
    return isinstance(action, Notify | Withhold) and action.notice is NoticeKind.ACKNOWLEDGEMENT


def _is_shut(case: Case) -> bool:
    """Whether nobody is there for longer than it takes to open the desk."""
    opens_at = case.policy.service_time(case.lookup.registers.school_days()).opening(case.now)
    return opens_at - case.now > _SOON


def _emergency(case: Case, opened: OpenIncident, routing: Routing, category: Category | None) -> tuple[str, ...]:
    """What to do if it cannot wait: what is asked for can, and a concern about a child never can."""
    if is_safeguarding(routing):
        return safeguarding_steps(case.lookup.team(Role.SAFEGUARDING_LEAD))
    return steps_of(category) if _is_shut(case) and opened.type is IncidentType.INCIDENT else ()


def _article(
    case: Case, report: Report, opened: OpenIncident, routing: Routing, category: Category | None
) -> tuple[Article, str] | None:
    """The article that fits a fault and why; of what is for few to see, none."""
    is_for_few = opened.is_restricted or is_safeguarding(routing)
    if opened.type is not IncidentType.INCIDENT or is_for_few or case.sender.provider is not None:
        return None
    text = f"{case.mail.subject}\n{report.all_words}"
    about = About(text, category.code if category else "", report.place, equipment_meant(case, report.recognised))
    return fitting_article(case.lookup.registers.articles(), about)


def _first_checks(opened: OpenIncident, routing: Routing, category: Category | None) -> tuple[str, ...]:
    """What people can try themselves; who asks for something new, or fears for a child, has nothing to try."""
    is_fault = opened.type is IncidentType.INCIDENT and not is_safeguarding(routing)
    return category.first_checks if category and is_fault else ()

"""The desk's charter: one page that tells everybody what to expect. Source: DOMAIN.md SEED-4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mailtick.incidents.category import Category
from mailtick.incidents.emergency import safeguarding_steps
from mailtick.incidents.incident import PRIORITY_WORDS, Priority
from mailtick.incidents.people import Person, Role
from mailtick.incidents.policy import Policy
from mailtick.incidents.targets import Promises

_WHO = (
    (Role.COORDINATOR, "Puts things in order"),
    (Role.DEPUTY, "Stands in"),
    (Role.FIRST_LEVEL, "First help"),
    (Role.OWNER, "Decides"),
)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A term, INSET day, bank holiday or closure of the calendar."""

    kind: str
    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: facts with their labels, then sentences."""

    heading: str
    facts: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Charter:
    title: str
    parts: tuple[Part, ...]


def make_charter(
    policy: Policy,
    team: Mapping[Role, Sequence[Person]],
    days: Sequence[CalendarDay],
    categories: Sequence[Category],
) -> Charter:
    """Return the page. `days` are those that are not over, `categories` those that are offered."""
    parts = (
        _who(policy, team),
        _open(policy, days),
        _promised(policy.promises),
        Part("If you are worried about a child", (), safeguarding_steps(team.get(Role.SAFEGUARDING_LEAD, ()))),
        _shut(categories),
        _words(policy),
    )
    return Charter("What you can expect of the ICT desk", parts)


def _who(policy: Policy, team: Mapping[Role, Sequence[Person]]) -> Part:
    facts = policy.facts
    names = tuple((label, ", ".join(each.name for each in team.get(role, ()))) for role, label in _WHO)
    shown = (("Write to", facts.address), ("Or ring", facts.phone), *names)
    return Part(
        "How to reach us",
        tuple((label, value) for label, value in shown if value),
        ("Write to the desk, not to a person: somebody always reads it there, and you get a number back.",),
    )


def _open(policy: Policy, days: Sequence[CalendarDay]) -> Part:
    hours = [("Hours", str(policy.hours))]
    hours += [("INSET days", str(policy.inset))] if policy.inset else []
    shown = (("term", "Terms"), ("inset", "INSET on"), ("closure", "Shut"), ("bank_holiday", "Bank holidays"))
    lists = ((label, "; ".join(_day(each) for each in days if each.kind == kind)) for kind, label in shown)
    return Part(
        "When somebody is there",
        (*hours, *((label, value) for label, value in lists if value)),
        ("The times below count these hours alone; nights, holidays and closures do not count.",),
    )


def _day(each: CalendarDay) -> str:
    span = _date(each.first) if each.first == each.last else f"{_date(each.first)} to {_date(each.last)}"
    return f"{each.name}, {span}" if each.name and each.kind != "inset" else span


def _date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _promised(promises: Promises) -> Part:
    return Part(
        "By when",
        tuple((priority.value, f"{PRIORITY_WORDS[priority]}. {_promise(promises, priority)}") for priority in Priority),
        ("How much of the school it hits and how soon it hurts decide, not who asks or how loudly.",),
    )


def _promise(promises: Promises, priority: Priority) -> str:
    promise = promises.of(priority)
    return f"A person answers {_within(str(promise.reply))}, it is done {_within(str(promise.resolve))}."


def _within(target: str) -> str:
    return f"by {target}" if target.startswith("the end") else f"within {target}"


def _shut(categories: Sequence[Category]) -> Part:
    return Part(
        "If it cannot wait and the desk is shut",
        tuple((each.name, each.emergency_text) for each in categories if each.emergency_text),
    )


def _words(policy: Policy) -> Part:
    return Part(
        "What our words mean",
        (
            (
                "Number",
                f"Every matter has one, such as {policy.reference(1041)}. To add to it, just reply to its mails.",
            ),
            ("Fixed for now", "You can work again; the rest is promised by a day that the mail names."),
            ("Waiting", "For your answer, for a firm or for a decision; the clock may rest meanwhile."),
            ("Resolved", "It is done. If it is not, just reply. Otherwise it closes by itself after three open days."),
            ("Closed", f"A reply within {policy.reopen_days} open days opens it again; later it is a new matter."),
        ),
    )

"""Texts to start an answer from: what the school's articles and the category have for such a matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mailtick.incidents.articles import checks_of, filled
from mailtick.incidents.category import Category
from mailtick.incidents.incident import Incident
from mailtick.incidents.lookup import Lookup


@dataclass(frozen=True, slots=True)
class Start:
    """A ready text under the name by which an address asks for it."""

    key: str
    title: str
    text: str


def starts_of(incident: Incident, lookup: Lookup) -> tuple[Start, ...]:
    """Return the ready texts for what an incident is about, those of the exact category first."""
    return tuple(_starts(incident, lookup))


def _starts(incident: Incident, lookup: Lookup) -> Iterator[Start]:
    category = next((each for each in lookup.categories() if incident.category in each.names), None)
    if category is not None:
        yield from _of_category(category, incident)
    code = category.code if category else ""
    articles = [each for each in lookup.registers.articles() if checks_of(each)]
    for article in sorted(articles, key=lambda each: each.category != code):
        if article.category in ("", code):
            yield Start(article.ref, article.title, _listed(checks_of(article), incident))


def _of_category(category: Category, incident: Incident) -> Iterator[Start]:
    if category.first_checks:
        yield Start("checks", f"First checks: {category.name}", _listed(category.first_checks, incident))
    if category.emergency_text:
        yield Start("until", f"Until it is mended: {category.name}", filled(category.emergency_text, incident))


def _listed(checks: tuple[str, ...], incident: Incident) -> str:
    lines = "\n".join(f"- {filled(each, incident)}" for each in checks)
    return f"Please try this first:\n\n{lines}\n\nIf it does not help, just answer."

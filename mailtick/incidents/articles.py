"""What the school knows to help: which article fits a new matter, and that its checks helped.

Source: DOMAIN.md 3.11.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailtick.incidents.alike import are_alike, telling
from mailtick.incidents.incident import Incident
from mailtick.incidents.kept import Article, Equipment
from mailtick.incidents.opened import IncidentId
from mailtick.incidents.people import Place

_PARTS = re.compile(r"[;\n]")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
# What stands for something of the incident; anything else in braces stays as it is written.
_PLACEHOLDER = re.compile(r"\{\{?\s{0,3}(name|number|place)\s{0,3}\}?\}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UseArticle:
    """The first checks of an article were sent: by the acknowledgement, or by somebody with #answer."""

    incident: IncidentId
    article: str
    title: str
    because: str


@dataclass(frozen=True, slots=True)
class ArticleWorked:
    """What the article said to try has helped, before anybody worked on it."""

    incident: int
    article: str
    because: str


@dataclass(frozen=True, slots=True)
class About:
    """What an article may fit by: all words of the mail, the category's code, the place, what equipment it names."""

    text: str
    category: str
    place: Place | None
    equipment: tuple[Equipment, ...] = ()


def fitting_article(articles: Sequence[Article], about: About) -> tuple[Article, str] | None:
    """Return the article that fits a matter best, and why; of two the one that says more of what it is for.

    One without first checks is for the team. One that says neither symptoms nor model nor place fits nothing: what
    holds for a whole category stands with the category.
    """
    found = [(article, because) for article in articles if (because := _fits(article, about))]
    return max(found, key=lambda each: _exactness(each[0], about), default=None)


def _fits(article: Article, about: About) -> str:
    """Why an article fits, in words; empty if it does not."""
    if not checks_of(article) or not (article.symptoms or article.make_model or article.location):
        return ""
    if article.category and article.category != about.category:
        return ""
    if article.location and (about.place is None or article.location != about.place.code):
        return ""
    model = _named_model(article, about)
    if article.make_model and not model:
        return ""
    said = _said(article, about.text)
    if article.symptoms and not said:
        return ""
    reasons = (
        f"words of its symptoms occur: {', '.join(sorted(said))}" if said else "",
        f"it is about {model}" if model else "",
        f"it is in {about.place.name}" if article.location and about.place else "",
    )
    return "; ".join(each for each in reasons if each)


def _named_model(article: Article, about: About) -> str:
    """The model that the matter is about, if it is the article's."""
    model = article.make_model.strip()
    is_meant = any(model.casefold() in each.make_model.casefold() for each in about.equipment)
    return model if model and (is_meant or model.casefold() in about.text.casefold()) else ""


def _said(article: Article, text: str) -> frozenset[str]:
    """The words of its symptoms that a text says: of one symptom at least half, and two where it has so many."""
    words = telling(text)
    meant = [telling(each) for each in _PARTS.split(article.symptoms)]
    met = [
        each & words for each in meant if len(each & words) >= min(2, len(each)) and 2 * len(each & words) >= len(each)
    ]
    return frozenset[str]().union(*met)


def _exactness(article: Article, about: About) -> tuple[int, int]:
    given = sum(map(bool, (article.category, article.make_model, article.location, article.symptoms)))
    return given, len(_said(article, about.text))


def checks_of(article: Article) -> tuple[str, ...]:
    """Its first checks, one by one: a line each, or with ";" between them."""
    lines = (_BULLET.sub("", each).strip() for each in _PARTS.split(article.first_checks))
    return tuple(line for line in lines if line)


def with_further(checks: tuple[str, ...], further: Sequence[str]) -> tuple[str, ...]:
    """The checks, and those of the further ones that say nothing alike."""
    return (*checks, *(each for each in further if not any(_is_same(each, one) for one in checks)))


def _is_same(one: str, other: str) -> bool:
    return telling(one) == telling(other) or are_alike(one, other)


def filled(text: str, incident: Incident) -> str:
    """A text with what is of the incident in the place of {name}, {number} and {place}; nothing in it is run."""
    known = {"name": incident.reporter.name, "number": incident.reference, "place": incident.place or "your room"}
    return _PLACEHOLDER.sub(lambda found: known[found[1].lower()], text)

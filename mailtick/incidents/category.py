"""What a matter may be about, and what the desk has settled for each such category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from mailtick.incidents.incident import Grade
from mailtick.incidents.pattern import Pattern, Searched


class Route(StrEnum):
    """Where a matter goes that no rule sends anywhere."""

    NOBODY = "nobody"
    FIRST_LEVEL = "first_level"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class Category:
    """What a matter is about. In a shared one (internet, telephones) a second report joins the first.

    Matters of a restricted one (security) are seen by few (RULINGS 15). `words` in a mail suggest it. `provider` is the
    code of the firm where it goes by `route`. One that is not offered is hidden or retired; rules may name it still,
    also by one of its `former_names`. Source: DOMAIN.md 3.12.
    """

    name: str
    code: str = ""
    words: tuple[str, ...] = ()
    is_shared: bool = False
    is_restricted: bool = False
    subcategories: tuple[str, ...] = ()
    first_checks: tuple[str, ...] = ()
    emergency_text: str = ""
    route: Route = Route.NOBODY
    provider: str = ""
    impact: Grade | None = None
    urgency: Grade | None = None
    former_names: tuple[str, ...] = ()
    is_offered: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called, and was called before."""
        return (self.name, *self.former_names)

    def is_suggested_by(self, text: str | Searched) -> bool:
        """Whether its words occur in a text."""
        return self.is_offered and bool(self.words) and compiled(self.words).found_in(text)


@lru_cache(maxsize=512)
def compiled(words: tuple[str, ...]) -> Pattern:
    """The words as a pattern, made once for as long as they stay the same. Raises ValueError, a sentence."""
    return Pattern(words)


def category_called(categories: Sequence[Category], word: str) -> Category | None:
    """The category of this name or code, or that was called so before, or the only one that it is a part of."""
    wanted = " ".join(word.split()).casefold()
    ordered = sorted(categories, key=lambda each: not each.is_offered)
    now = [each for each in ordered if wanted in _folded((each.name, each.code))]
    before = [each for each in ordered if wanted in _folded(each.former_names)]
    parts = [each for each in ordered if wanted in _folded(each.subcategories) and each.is_offered]
    found = now[:1] or before[:1] or (parts if len(parts) == 1 else [])
    return found[0] if found else None


def _folded(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.casefold() for name in names)

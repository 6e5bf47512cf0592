"""News of a firm as values: each fact with the words it rests on, and what is not sure of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mailtick.mail.money import plain_pounds
from mailtick.mail.when import When


class NewsKind(StrEnum):
    """The kinds of news, as the log and the mails of the desk name them."""

    VISIT = "visit"
    ETA = "eta"
    NEXT_NEWS = "next_news"
    QUOTE = "quote"
    ON_ORDER = "on_order"
    ON_SITE = "on_site"
    DONE = "done"
    NOT_COVERED = "not_covered"
    RETURNED = "returned"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Visit:
    """When they come. `is_offer`: they ask first, or wait for an order."""

    when: When
    is_offer: bool = False

    def __str__(self) -> str:
        return f"{self.when}{' offered' if self.is_offer else ''}"


@dataclass(frozen=True, slots=True)
class Quote:
    """What they would do it for, in pence; where they named no VAT it is reckoned at the standard rate."""

    number: str
    net: int
    vat: int
    gross: int
    valid_until: date | None = None

    def __str__(self) -> str:
        number = f"{self.number} " if self.number else ""
        sums = f"{plain_pounds(self.net)} + {plain_pounds(self.vat)} = {plain_pounds(self.gross)}"
        return f"{number}{sums}{f' until {self.valid_until}' if self.valid_until else ''}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What they ask of the school by a day: that something is `ready`, or an answer where that is empty."""

    on: date
    ready: str = ""

    def __str__(self) -> str:
        return f"{self.on}{f' {self.ready}' if self.ready else ''}"


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of news. `words` are those it rests on; `doubt` says what is not sure of it, empty where it is sure.

    `what` is a Visit, a Quote, an Asked, a When (ETA and next news), the moment at which they were there, or the words
    that say what part is on order; of what is only so or not, it is None.
    """

    kind: NewsKind
    words: str
    what: Visit | Quote | Asked | When | datetime | str | None = None
    doubt: str = ""

    def __str__(self) -> str:
        if isinstance(self.what, datetime):
            return f"{self.what:%Y-%m-%d %H:%M}"
        return "" if self.what is None else str(self.what)


@dataclass(frozen=True, slots=True)
class News:
    """All that is news in a mail. `is_receipt`: a machine only says that it got something."""

    facts: tuple[Fact, ...] = ()
    is_receipt: bool = False

    def of(self, kind: NewsKind) -> Fact | None:
        """The fact of a kind, if there is one."""
        return next((each for each in self.facts if each.kind is kind), None)

"""News as a proposal keeps them and people read them: plain values, and sentences without a word of the firm's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from mailtick.incidents.news.facts import Asked, Fact, NewsKind, Quote, Visit
from mailtick.mail.money import pounds
from mailtick.mail.when import When

_LAST = time(23, 59)
_SCHOOL_WEEK = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Told:
    """One fact. `begins` and `ends` are moments in ISO form; `when` says them in words, `hours` the
    hours alone.

    `words` are the firm's own, for the team alone. Amounts are pence; `until` is the last day of a quote.
    """

    kind: NewsKind
    words: str
    when: str = ""
    begins: str = ""
    ends: str = ""
    hours: str = ""
    is_offer: bool = False
    number: str = ""
    net_pence: int = 0
    vat_pence: int = 0
    until: str = ""
    # What part is on order, or what is to be ready.
    thing: str = ""
    doubt: str = ""

    @property
    def begins_at(self) -> datetime:
        return datetime.fromisoformat(self.begins)

    @property
    def ends_at(self) -> datetime:
        return datetime.fromisoformat(self.ends)

    @property
    def shown(self) -> str:
        """What it says beside its kind, for the team."""
        match self.kind:
            case NewsKind.QUOTE:
                number = f"{self.number}: " if self.number else ""
                sums = f"{pounds(self.net_pence)} + VAT {pounds(self.vat_pence)}"
                until = f", until {self.until}" if self.until else ""
                return f"{number}{sums} = {pounds(self.net_pence + self.vat_pence)}{until}"
            case NewsKind.ON_ORDER:
                return self.thing
            case NewsKind.ASKED:
                return f"{self.thing} ready {self.when}" if self.thing else f"an answer {self.when}"
            case NewsKind.VISIT if self.is_offer:
                return f"{self.when} (offered)"
            case _:
                return self.when


def tell_of(fact: Fact, received_at: datetime) -> Told:
    """Return a fact as it is kept. `received_at` is a local time: days and hours are of its zone."""
    told = Told(fact.kind, fact.words[:200], doubt=fact.doubt)
    match fact.what:
        case Visit(when=when, is_offer=is_offer):
            return _at(told, when, received_at, is_offer=is_offer)
        case When():
            return _at(told, fact.what, received_at)
        case Asked(on=on, ready=ready):
            day = _moment(on.isoformat(), time(0), received_at.tzinfo).isoformat(timespec="minutes")
            by = f"by {on:%A} {on.day} {on:%B}"
            return Told(fact.kind, told.words, by, day, day, thing=ready, doubt=fact.doubt)
        case Quote():
            until = fact.what.valid_until.isoformat() if fact.what.valid_until else ""
            return Told(
                fact.kind,
                told.words,
                number=fact.what.number,
                net_pence=fact.what.net,
                vat_pence=fact.what.gross - fact.what.net,
                until=until,
                doubt=fact.doubt,
            )
        case datetime():
            moment, hour = fact.what.isoformat(timespec="minutes"), f"{fact.what:%H:%M}"
            return Told(fact.kind, told.words, f"at {hour}", moment, moment, hour, doubt=fact.doubt)
        case str():
            return Told(fact.kind, told.words, thing=fact.what, doubt=fact.doubt)
        case None:
            return told


def _at(told: Told, when: When, received_at: datetime, *, is_offer: bool = False) -> Told:
    zone = received_at.tzinfo
    begins = _moment(when.first.isoformat(), when.start or time(0), zone)
    ends = _moment(when.last.isoformat(), when.end or when.start or _LAST, zone)
    return Told(
        told.kind,
        told.words,
        when_words(when, received_at),
        begins.isoformat(timespec="minutes"),
        ends.isoformat(timespec="minutes"),
        _hours(when),
        is_offer,
        doubt=told.doubt,
    )


def _hours(when: When) -> str:
    if when.start is None:
        return when.part
    return f"{when.start:%H:%M}-{when.end:%H:%M}" if when.end else f"{when.start:%H:%M}"


def _moment(day: str, clock: time, zone: tzinfo | None) -> datetime:
    return datetime.combine(datetime.fromisoformat(day).date(), clock, tzinfo=zone)


def when_words(when: When, received_at: datetime) -> str:
    """As "on Tuesday 17 November, first thing", "today at 10:30", "in the week of Monday 30 November"."""
    day = f"{when.first:%A} {when.first.day} {when.first:%B}"
    if when.first.year != received_at.year:
        day += f" {when.first.year}"
    if when.last - when.first == _SCHOOL_WEEK and when.first.weekday() == 0:
        return f"in the week of {day}"
    if when.first != when.last:
        return f"from {day} to {when.last:%A} {when.last.day} {when.last:%B}"
    day = "today" if when.first == received_at.date() else f"on {day}"
    if when.start and when.end:
        return f"{day} between {when.start:%H:%M} and {when.end:%H:%M}"
    if when.start:
        return f"{day} at {when.start:%H:%M}"
    return f"{day}, {_PART_WORDS.get(when.part, when.part)}" if when.part else day


_PART_WORDS = {
    "morning": "in the morning",
    "afternoon": "in the afternoon",
    "lunch time": "at lunch time",
    "evening": "in the evening",
}
NEWS_WORDS = {
    NewsKind.VISIT: "they come",
    NewsKind.ETA: "to be done",
    NewsKind.NEXT_NEWS: "next news",
    NewsKind.QUOTE: "quote",
    NewsKind.ON_ORDER: "part on order",
    NewsKind.ON_SITE: "they were there",
    NewsKind.DONE: "done",
    NewsKind.NOT_COVERED: "not covered by what was agreed",
    NewsKind.RETURNED: "given back to the school",
    NewsKind.ASKED: "they ask for",
}
# What those it is for gain by hearing of.
_GAIN = (NewsKind.VISIT, NewsKind.ETA)


def sentences_for_requester(firm: str, told: Sequence[Told]) -> tuple[str, ...]:
    """What those it is for hear: recognised facts alone, and nothing if they gain nothing (RULINGS 19)."""
    sure = {each.kind: each for each in told if not each.doubt and not each.is_offer}
    if not any(kind in sure for kind in _GAIN):
        return ()
    found = []
    if visit := sure.get(NewsKind.VISIT):
        found.append(f"{firm} comes {visit.when}.")
    if eta := sure.get(NewsKind.ETA):
        what = "a part that is on order" if NewsKind.ON_ORDER in sure else "it to be done"
        found.append(f"{firm} expects {what} {eta.when}.")
    if news := sure.get(NewsKind.NEXT_NEWS):
        found.append(f"They write again {news.when}.")
    return tuple(found)

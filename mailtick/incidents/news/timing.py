"""When a firm comes, when it will be done, when they write again, and when they were there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mailtick.incidents.news import phrases
from mailtick.incidents.news.clauses import clauses
from mailtick.incidents.news.facts import Fact, NewsKind, Visit
from mailtick.mail.when import When, find_times, find_whens


def read_visit(subject: str, said: Sequence[str], now: datetime) -> Fact | None:
    """Return when they come. Of several days the first one counts, and it is not sure."""
    found = [fact for sentence in said for fact in _visits(sentence, now)]
    if not found and phrases.ABOUT_VISIT.search(" ".join((subject, *said[:2]))):
        found = [fact for sentence in said for fact in _labelled(sentence, now)]
    if not found:
        return None
    days = {fact.what.when.first for fact in found if isinstance(fact.what, Visit)}
    if len(days) > 1:
        return replace(found[0], doubt="they name several days")
    first = found[0].what.when if isinstance(found[0].what, Visit) else None
    is_backwards = first is not None and first.start is not None and first.end is not None and first.end <= first.start
    return replace(found[0], doubt="it ends before it begins") if is_backwards else found[0]


def _visits(sentence: str, now: datetime) -> list[Fact]:
    if sentence.endswith("?"):
        return []
    found = []
    for clause in clauses(sentence):
        is_offer = bool(phrases.OFFER.search(clause))
        if not (is_offer or phrases.VISIT.search(clause)) or phrases.NO_VISIT.search(clause) or _is_over(clause):
            continue
        if phrases.HEDGED.search(clause) or phrases.DENIED.search(clause) or phrases.OVER.search(clause):
            continue
        if whens := _to_come(find_whens(clause, now), now):
            found.append(Fact(NewsKind.VISIT, clause, Visit(whens[0], is_offer)))
    return found


def _is_over(clause: str) -> bool:
    """Whether they tell that they were there; "booked on site" is to come."""
    was_there = phrases.ON_SITE.search(clause) and not phrases.NOT_THERE.search(clause)
    return bool(was_there and not phrases.AGREED.search(clause))


def _labelled(sentence: str, now: datetime) -> list[Fact]:
    if not phrases.DAY_LABEL.match(sentence):
        return []
    return [Fact(NewsKind.VISIT, sentence, Visit(when)) for when in _to_come(find_whens(sentence, now), now)[:1]]


def read_eta(said: Sequence[str], now: datetime) -> Fact | None:
    """Return when it will be mended, or the part be there."""
    for clause in _plain_clauses(said):
        if not phrases.ETA.search(clause) or phrases.NO_ETA.search(clause) or phrases.NEXT_NEWS.search(clause):
            continue
        if phrases.HEDGED.search(clause) or phrases.DENIED.search(clause):
            continue
        if when := _moment(clause, now):
            return Fact(NewsKind.ETA, clause, when)
    return None


def read_next_news(said: Sequence[str], now: datetime) -> Fact | None:
    """Return when they will write again."""
    for clause in _plain_clauses(said):
        if phrases.NEXT_NEWS.search(clause) and not phrases.HEDGED.search(clause) and (when := _moment(clause, now)):
            return Fact(NewsKind.NEXT_NEWS, clause, when)
    return None


def read_on_site(said: Sequence[str], now: datetime) -> Fact | None:
    """Return when they were there today. Nobody was there later than they write."""
    for clause in _plain_clauses(said):
        if not phrases.ON_SITE.search(clause) or phrases.NOT_THERE.search(clause):
            continue
        if phrases.HERE_NOW.search(clause):
            return Fact(NewsKind.ON_SITE, clause, now.replace(second=0, microsecond=0))
        for each in find_times(clause, now):
            if any(day.first != now.date() for day in find_whens(clause[: each.at], now)):
                break
            moment = datetime.combine(now.date(), each.start, tzinfo=now.tzinfo) if each.start else None
            if moment is not None and moment <= now:
                return Fact(NewsKind.ON_SITE, clause, moment)
    return None


def _plain_clauses(said: Sequence[str]) -> list[str]:
    return [clause for sentence in said if not sentence.endswith("?") for clause in clauses(sentence)]


def _moment(clause: str, now: datetime) -> When | None:
    """The first day to come in a clause, or the first time of today where it names no day."""
    whens = find_whens(clause, now)
    return next(iter(_to_come(whens or find_times(clause, now), now)), None)


def _to_come(whens: Sequence[When], now: datetime) -> list[When]:
    """Those that are not over when the mail is written; a visit within a span may have begun."""
    return [
        each
        for each in whens
        if each.last > now.date()
        or (each.last == now.date() and (each.start is None or (each.end or each.start) >= now.time()))
    ]

"""Read a firm's mail for news. What is not plain is left out, or is not sure; nothing is guessed.

Source: DOMAIN.md 5.5, RULINGS 19.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from mailtick.incidents.news import phrases
from mailtick.incidents.news.asked import read_asked
from mailtick.incidents.news.clauses import sentences
from mailtick.incidents.news.facts import Fact, News, NewsKind
from mailtick.incidents.news.outcome import read_done, read_not_covered, read_part, read_returned
from mailtick.incidents.news.quote import read_quote
from mailtick.incidents.news.timing import read_eta, read_next_news, read_on_site, read_visit
from mailtick.mail.subject import bare_subject, is_reply_subject

# What says when something is to happen; of an invoice and of planned work it is not about the job.
_ABOUT_THE_JOB = frozenset({NewsKind.VISIT, NewsKind.ETA, NewsKind.QUOTE, NewsKind.ON_ORDER, NewsKind.NOT_COVERED})


def read_news(
    subject: str, text: str, now: datetime, *, school: str = "", is_bill: bool = False, is_planned: bool = False
) -> News:
    """Return what is news in what a firm newly wrote.

    `now` is when it came, as a local time; `school` is our name, so that what is about another school is left out.
    Beside a bill or planned work only that it is done counts.
    """
    if phrases.SURVEY.search(f"{subject}\n{text}") or _is_of_another(school, f"{subject}\n{text}"):
        return News()
    if is_receipt(subject, text):
        return News(is_receipt=True)
    if is_planned:
        return News()
    said = [*sentences(text)]
    facts = [*_facts(subject, text, said, now)]
    return News(tuple(_agreeing([each for each in facts if not is_bill or each.kind not in _ABOUT_THE_JOB])))


def is_receipt(subject: str, text: str) -> bool:
    """Whether a machine only says that it got something, whatever its fields say."""
    both = f"{subject}\n{text}"
    return bool(phrases.RECEIPT.search(both) and phrases.NOBODY.search(text))


def _facts(subject: str, text: str, said: Sequence[str], now: datetime) -> Iterator[Fact]:
    is_answer = is_reply_subject(subject)
    own_subject = "" if is_answer else bare_subject(subject)
    visit = read_visit(own_subject, said, now)
    found = (
        read_on_site(said, now),
        visit,
        read_asked(said, visit, now),
        read_eta(said, now),
        read_next_news(said, now),
        read_quote(subject, text, said, now),
        read_part(said),
        read_returned(own_subject, said),
        read_not_covered(said),
        read_done(own_subject, said, is_answer=is_answer),
    )
    yield from (each for each in found if each is not None)


def _agreeing(facts: list[Fact]) -> list[Fact]:
    """What waits for a part, or is given back, is not done; where a price or a day is to come, it is not sure."""
    visit = next((each for each in facts if each.kind is NewsKind.VISIT), None)
    if visit is not None:
        # "Engineer ETA 11:30" says when they come, and no more.
        facts = [each for each in facts if each.kind is not NewsKind.ETA or each.words != visit.words]
    kinds = {each.kind for each in facts}
    if kinds & {NewsKind.ON_ORDER, NewsKind.RETURNED}:
        return [each for each in facts if each.kind is not NewsKind.DONE]
    if kinds & {NewsKind.QUOTE, NewsKind.ETA}:
        doubt = "they also write of what is still to come"
        return [replace(each, doubt=doubt) if each.kind is NewsKind.DONE else each for each in facts]
    return facts


def _is_of_another(school: str, text: str) -> bool:
    """Whether it names another school and not ours."""
    ours = set(school.lower().split())
    named = [set(found[0].lower().split()) for found in phrases.SCHOOL.finditer(text)]
    return bool(school and named) and not any(each & ours - {"primary", "school", "academy", "the"} for each in named)

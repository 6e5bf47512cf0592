"""The page of a person: all that hangs on them, in one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from mailtick.registers.page import Around, Content, Section, day_words
from mailtick.registers.register import Values
from mailtick.registers.theirs import Theirs, all_theirs


def person_page(around: Around, values: Values) -> Content:
    theirs = all_theirs(around.session, values, around.today, around.prefix)
    grouped = groupby(theirs, key=lambda each: each.group)
    return Content(
        tuple(_nobodys(theirs, values, around.today)),
        tuple(Section(group, tuple(f"{each.key}  {each.what}" for each in some)) for group, some in grouped),
    )


def _nobodys(theirs: Sequence[Theirs], person: Values, today: date) -> Iterator[str]:
    """What nobody has any more once somebody has left, each with the command that gives it to somebody."""
    last = person["active_to_on"]
    if not isinstance(last, date):
        return
    when = f"since {day_words(last)}" if last < today else f"after {day_words(last)}"
    for each in theirs:
        if each.set_it:
            yield f"nobody answers for {each.key} ({each.what}) {when}: `{each.set_it}` names somebody"
        elif each.group == "Cover" and each.what == "nobody else":
            yield f"nobody is {each.key} {when}"

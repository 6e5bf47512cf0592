"""The page of a person: all that hangs on them, in one list."""

from __future__ import annotations

from itertools import groupby

from mailtick.registers.page import Around, Content, Section
from mailtick.registers.register import Values
from mailtick.registers.theirs import all_theirs


def person_page(around: Around, values: Values) -> Content:
    theirs = all_theirs(around.session, values, around.today, around.prefix)
    grouped = groupby(theirs, key=lambda each: each.group)
    return Content(
        sections=tuple(Section(group, tuple(f"{each.key}  {each.what}" for each in some)) for group, some in grouped)
    )

"""The page of a problem: its incidents."""

from __future__ import annotations

from mailtick.registers.formats import words_in
from mailtick.registers.page import Around, Content
from mailtick.registers.pages.lines import diary_section, incidents_section
from mailtick.registers.register import Values
from mailtick.store.belonging import incidents_numbered


def problem_page(around: Around, values: Values) -> Content:
    digits = [word.rpartition("-")[2] for word in words_in(values["incidents"])]
    numbers = [int(each) for each in digits if each.isdecimal() and len(each) < 10]
    return Content(
        sections=(
            incidents_section(around, incidents_numbered(around.session, numbers)),
            diary_section(around, str(values["ref"])),
        )
    )

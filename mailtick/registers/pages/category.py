"""The page of a category: what was written down for it, and which incidents are about it."""

from __future__ import annotations

from mailtick.registers.page import Around, Content, Section
from mailtick.registers.pages.lines import incidents_section
from mailtick.registers.register import Values
from mailtick.store.categories import incidents_about
from mailtick.store.records import records_where
from mailtick.store.tables import ArticleRow

_MOST_INCIDENTS = 30


def category_page(around: Around, values: Values) -> Content:
    code = str(values["code"])
    articles = records_where(around.session, ArticleRow, "category", code)
    # That something for few to see is about it is for few to know.
    incidents = [
        row
        for row in incidents_about(around.session, code, str(values["name"]), _MOST_INCIDENTS)
        if not row.is_restricted
    ]
    return Content(
        sections=(
            Section("Articles", tuple(f"{row.ref}  {row.title}" for row in articles)),
            incidents_section(around, incidents),
        )
    )

"""What helped once and may help again, for everybody who works here."""

from __future__ import annotations

from starlette.responses import Response

from mailtick.registers.articles import ARTICLES
from mailtick.registers.categories import CATEGORIES
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.records import Record, list_records
from mailtick.web.access import may_write
from mailtick.web.visit import NotThere, Visit


def show(visit: Visit) -> Response:
    with visit.reading() as session:
        found = list_records(session, ARTICLES, visit.asked("q"))
        categories = _names(list_records(session, CATEGORIES, retired=True))
    return visit.page(
        "knowledge",
        "What helps",
        articles=[(each, categories.get(each.cells["category"], "")) for each in found],
        asked=visit.asked("q"),
        may_write=may_write(visit.person),
    )


def show_one(visit: Visit) -> Response:
    ref = visit.path("ref")
    with visit.reading() as session:
        article = next((each for each in list_records(session, ARTICLES) if each.key == ref), None)
        if article is None:
            raise NotThere(f"There is no article {ref[:40]}.")
        called = {
            "category": _names(list_records(session, CATEGORIES, retired=True)).get(article.cells["category"], ""),
            "location": _names(list_records(session, LOCATIONS, retired=True)).get(article.cells["location"], ""),
        }
    return visit.page(
        "article", article.cells["title"], article=article.cells, called=called, may_write=may_write(visit.person)
    )


def _names(records: list[Record]) -> dict[str, str]:
    return {each.key: str(each.values["name"]) for each in records}

"""Search all incidents by words: what is found, best first, with the words marked."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.responses import Response

from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Role
from mailtick.store.incident_list import Asked, Line, Which, lines_of
from mailtick.store.search import search, words_wanted
from mailtick.web.access import may_read
from mailtick.web.marking import snippet
from mailtick.web.pages.incidents import with_clocks
from mailtick.web.register_words import CALLED
from mailtick.web.visit import NotThere, Visit

_MOST = 100
# Where the same words may stand as well.
_LISTS = ("assets", "people", "locations", "providers", "licences")


def show(visit: Visit) -> Response:
    typed = visit.asked("q")
    words = words_wanted(typed)
    with visit.reading() as session:
        if number := _number_of(visit, typed):
            try:
                visit.incident(session, number)
                return visit.go(f"/incidents/{number}")
            except (NotThere, NotAllowed):
                pass
        found = {each.incident_id: each.words for each in search(session, typed, _MOST)} if words else {}
        asked = Asked(which=Which.ALL, ids=tuple(found))
        lines = {line.id: line for line in lines_of(session, asked, visit.prefix, _MOST)} if found else {}
        # What somebody may not see is not found by its words either.
        seen = [lines[each] for each in found if each in lines and _may_find(visit, lines[each])]
        snippets = {line.id: snippet(found[line.id], words) for line in seen}
        shown = with_clocks(visit, session, seen)
    return visit.page(
        "search",
        "Search",
        query=typed,
        words=words,
        shown=shown,
        snippets=snippets,
        is_full=len(found) == _MOST,
        lists=[(CALLED[name].title, _in_list(name, typed)) for name in _LISTS if may_read(name, visit.person)],
    )


def _in_list(name: str, typed: str) -> str:
    return f"/registers/{name}?{urlencode({'q': typed})}"


def _number_of(visit: Visit, typed: str) -> str:
    """The number, where somebody typed one or a reference of ours."""
    bare = typed.upper().removeprefix(f"{visit.prefix}-").removeprefix(visit.prefix).strip()
    return bare if bare.isdecimal() else ""


def _may_find(visit: Visit, line: Line) -> bool:
    if not line.is_restricted or visit.person.has(Role.COORDINATOR, Role.DEPUTY, Role.OWNER):
        return True
    return visit.person.id in line.person_ids

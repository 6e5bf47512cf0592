"""Log a new incident: for somebody who rang, in three fields; for oneself in two."""

from __future__ import annotations

from starlette.responses import Response

from mailtick.incidents.incident import Incident
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.act import carry_out
from mailtick.rounds.written_here import perhaps_same, report
from mailtick.web.fields import new_places, place_groups
from mailtick.web.given import given_files
from mailtick.web.incident_choices import people_here, pieces, places, priorities
from mailtick.web.verbs import without_words
from mailtick.web.visit import Visit

# What may be said at once as well, each by its word.
_FURTHER = (
    ("title", "{title}"),
    ("asset", "{asset}"),
    ("priority", "{priority} because {why}"),
    ("needed", "{day} {time}"),
)


def show(visit: Visit) -> Response:
    return _page(visit)


def _page(visit: Visit, problem: str = "", alike: object = (), place: str = "") -> Response:
    with visit.reading() as session:
        lookup = visit.lookup(session)
        given = {
            "people": people_here(session) if visit.is_desk else [],
            "places": places(lookup),
            "groups": place_groups(session) if visit.is_desk else (),
            "place": place or visit.said("place"),
            "pieces": list(pieces(lookup, "")) if visit.is_desk else [],
            "priorities": priorities(),
        }
    status = 409 if problem or alike else 200
    return visit.page("incident_new", "New incident", status, problem=problem, alike=alike, **given)


def log(visit: Visit) -> Response:
    person, what = visit.person, visit.said("what")
    who = visit.said("who") if visit.is_desk else ""
    added, faults = new_places(visit, visit.desk, ["place"]) if visit.is_desk else ({}, {})
    place = added.get("place") or visit.said("place")
    if faults or (added and visit.said("add_place")):
        return _page(visit, problem=faults.get("place", ""), place=place)
    if not visit.said("anyway"):
        with visit.reading() as session:
            found = perhaps_same(visit.lookup(session), what, who or person.address, place, visit.now)
        alike = [each for each in found if person.is_team or each.reporter_address == person.address]
        if alike:
            return _page(visit, alike=alike, place=place)
    try:
        opened = report(visit.desk, person, what, who=who, place=place, files=given_files(visit))
    except NotAllowed as refusal:
        return _page(visit, problem=without_words(str(refusal)), place=place)
    missing = _further(visit, opened) if visit.is_desk else []
    told = "you get" if opened.reporter.address == person.address else f"{opened.reporter.name} gets"
    done = f"{opened.reference} is logged; {told} the number by mail."
    return visit.go(f"/incidents/{opened.number}", " ".join((done, *missing)))


def _further(visit: Visit, opened: Incident) -> list[str]:
    """Say what else was filled in; what of it could not be done is told, and the incident is logged all the same."""
    missing = []
    for word, joined in _FURTHER:
        names = [name for name in ("title", "asset", "priority", "why", "day", "time") if f"{{{name}}}" in joined]
        if not visit.said(names[0]):
            continue
        said = joined.format(**{name: visit.said(name) for name in names}).strip()
        try:
            carry_out(visit.desk, opened.reference, word, said, visit.person.address)
        except NotAllowed as refusal:
            missing.append(f"Not done: {without_words(str(refusal))}")
    return missing

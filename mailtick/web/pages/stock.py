"""The stock check on a page: how each room stands, and the letters that ask about it; labels to stick on."""

from __future__ import annotations

from starlette.responses import Response

from mailtick.incidents.lifecycle import NotAllowed
from mailtick.registers.changing import NotKept
from mailtick.registers.label_sheet import label_sheet
from mailtick.registers.labelling import labels
from mailtick.registers.stock_report import stock_report
from mailtick.rounds.keeping import ask_about_stock
from mailtick.web.fields import place_groups
from mailtick.web.register_words import on_the_desk
from mailtick.web.visit import Visit


def show(visit: Visit) -> Response:
    with visit.reading() as session:
        report = stock_report(session, visit.around(session).today)
        groups = place_groups(session)
    return visit.page("stock_check", "Stock check", report=report, groups=groups)


def begin(visit: Visit) -> Response:
    """Write each room's person the list of what is there."""
    places = [each for each in visit.ticked("place") if each]
    try:
        asked = ask_about_stock(visit.desk, places, visit.person.address)
    except NotKept as error:
        raise NotAllowed(on_the_desk(str(error))) from None
    told = [f"{each.place['name']} ({each.person})" for each in asked if each.task]
    not_told = [f"{each.place['name']}: {on_the_desk(each.why_not)}" for each in asked if not each.task]
    said = f"Asked: {', '.join(told) or 'nobody'}."
    return visit.go("/stock-check", f"{said} {'. '.join(not_told)}"[:550].strip())


def show_labels(visit: Visit) -> Response:
    """A sheet of labels as a file that a browser prints; of one room with what is in it, or of all."""
    place = visit.asked("place")
    facts = visit.desk.policy.facts
    with visit.reading() as session:
        try:
            found = labels(session, [place] if place else [], [])
        except NotKept as error:
            raise NotAllowed(on_the_desk(str(error))) from None
    sheet = label_sheet(found, facts.address, f"Labels, {facts.sender_name}")
    name = {"Content-Disposition": 'attachment; filename="labels.html"'}
    return Response(sheet, media_type="text/html; charset=utf-8", headers=name)

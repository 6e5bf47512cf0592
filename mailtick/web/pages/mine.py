"""A person's own incidents, what is open first."""

from __future__ import annotations

from starlette.responses import Response

from mailtick.rounds.asked import how_it_stands
from mailtick.rounds.clocks import clock_of
from mailtick.store.talk import incidents_of
from mailtick.web.visit import Visit

_MOST = 100


def show(visit: Visit) -> Response:
    with visit.reading() as session:
        lookup = visit.lookup(session)
        found = [lookup.incident_numbered(number) for number in incidents_of(session, visit.person.id, _MOST)]
        seen = [each for each in found if each is not None and visit.may_see(each)]
        stands = {
            each.id: how_it_stands(
                each, clock_of(session, visit.desk.policy, each.id, visit.now), visit.person, visit.moments
            )
            for each in seen
        }
    return visit.page(
        "mine",
        "My incidents",
        open=[each for each in seen if each.is_open],
        over=[each for each in seen if not each.is_open],
        stands=stands,
        moments=visit.moments,
    )

"""What everybody can expect of the desk, and what to do when it is shut."""

from __future__ import annotations

from starlette.responses import Response

from mailtick.rounds.charter import charter_of
from mailtick.web.visit import Visit


def show(visit: Visit) -> Response:
    with visit.reading() as session:
        charter = charter_of(session, visit.desk.policy, visit.around(session).today)
    return visit.page("charter", charter.title, charter=charter)

"""Where somebody is signed in, and to end it there."""

from __future__ import annotations

from starlette.responses import Response

from mailtick.desk import wall_clock
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.signing_in import end_session
from mailtick.store.web import sessions_of
from mailtick.web.forms import whole_number
from mailtick.web.visit import Visit


def show(visit: Visit) -> Response:
    with visit.reading() as session:
        found = sessions_of(session, visit.person.id, wall_clock())
    return visit.page("sessions", "Where you are signed in", sessions=found, mine=visit.session_id)


def end(visit: Visit) -> Response:
    number = whole_number(visit.said("session"))
    if not number:
        raise NotAllowed("say which session ends")
    end_session(visit.desk, visit.person, number)
    return visit.go("/sessions", "That session has ended.")

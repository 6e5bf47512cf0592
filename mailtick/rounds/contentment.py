"""Ask people how content they are with what was done, and keep what they say; for `apply`, in its transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import Event
from mailtick.incidents.incident import Incident
from mailtick.incidents.people import Person
from mailtick.incidents.rating import GRADE_WORDS, Rate
from mailtick.incidents.satisfaction import ASKED_AGAIN_AFTER_DAYS
from mailtick.rounds.regroup import Log
from mailtick.store import satisfaction
from mailtick.store.calendar import school_days


def asks(session: Session, desk: Desk, incident: Incident, to: Person) -> bool:
    """Whether the mail that it is done asks somebody; they are noted as asked.

    Nobody is asked twice about an incident, nor within ten open days about another; not the team, nor of a restricted
    matter, nor whoever only gets a copy.
    """
    is_theirs = any(to.id == each.id for each in incident.affected)
    if not desk.policy.ask_satisfaction or desk.is_silent or incident.is_restricted or to.is_team or not is_theirs:
        return False
    now = desk.clock()
    last = satisfaction.last_asked_at(session, to.id)
    service = desk.policy.service_time(school_days(session))
    is_soon = last is not None and now <= service.close_of_day(last, ASKED_AGAIN_AFTER_DAYS)
    if is_soon or satisfaction.was_asked(session, incident.id, to.id):
        return False
    satisfaction.note_asked(session, incident.id, to.id, now)
    return True


def keep_rating(session: Session, desk: Desk, action: Rate, incident_id: int, log: Log) -> None:
    """What somebody says later takes the place of what they said before; the log has both."""
    before = satisfaction.note_answer(
        session, incident_id, action.person.id, action.grade, action.comment, desk.clock()
    )
    old, new = GRADE_WORDS.get(before, ""), GRADE_WORDS[action.grade]
    log(incident_id, Event.FIELD, action.because, field="satisfaction", old=old, new=new, text=action.comment)

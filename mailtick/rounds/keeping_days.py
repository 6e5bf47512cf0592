"""Put something about an incident into the diary; for `apply`, in its transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import Event
from mailtick.incidents.incident import Incident
from mailtick.incidents.rule_acts import KeepDay
from mailtick.registers.changing import Author, NotKept, add
from mailtick.registers.diary import DIARY
from mailtick.registers.vocabulary import DiaryKind
from mailtick.rounds.regroup import Log
from mailtick.rounds.waiting import day_and_year


def keep_day(session: Session, desk: Desk, action: KeepDay, incident: Incident, log: Log) -> None:
    """The diary has it, about the incident; the log of the incident says so as well."""
    cells = {
        "kind": DiaryKind.TASK.value,
        "date": action.on.isoformat(),
        "what": f"{action.what}: {incident.reference} {incident.shown_title}",
        "about": incident.reference,
        "person": action.person.address if action.person else "",
    }
    try:
        entry = add(session, DIARY, cells, Author(action.because, "a rule says so", desk.clock()))
    except NotKept as error:
        # The matter itself goes on.
        log(incident.id, Event.NOTE, action.because, text=f"the diary does not take it ({error}): {action.what}")
        return
    text = f"the diary has it for {day_and_year(action.on)} ({entry}): {action.what}"
    log(incident.id, Event.NOTE, action.because, text=text)

"""Note in the register who is away, as their out-of-office answer says."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.register_acts import NoteAbsence
from mailtick.registers.absences import ABSENCES
from mailtick.registers.changing import Author, add_values, change_values
from mailtick.registers.formats import Value
from mailtick.registers.records import records_with
from mailtick.registers.vocabulary import AbsenceSource
from mailtick.rounds.write import Cause


def note(session: Session, desk: Desk, action: NoteAbsence, cause: Cause) -> None:
    """Note an absence; one that begins on the same day is made as long."""
    by = Author(action.person.name, f"mail {cause.mail_id}", desk.clock(), cause.mail_id)
    person, last = action.person.address, action.back_on - timedelta(days=1)
    said: dict[str, Value] = {
        "to_on": last,
        "source": AbsenceSource.OUT_OF_OFFICE.value,
        "mail": cause.mail_id,
        "retired_on": None,
    }
    same = [each for each in records_with(session, ABSENCES, "person", person) if each[1]["from_on"] == action.from_on]
    if same:
        row, before = same[0]
        news = {name: value for name, value in said.items() if value != before[name]}
        change_values(session, ABSENCES, [(row, before, news)], by)
    else:
        add_values(session, ABSENCES, [{"person": person, "from_on": action.from_on, **said}], by)

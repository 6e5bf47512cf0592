"""Let those go whose last day is past: what they have open goes to the coordinator, and their rights end.

Promise: no open incident stays with somebody who has left; each change has its line in the log, and one mail tells
whoever has it now. Where nobody else could take over, the coordinator's rights stay until somebody can, and a mail says
so.
Failures: none of its own.
"""

from __future__ import annotations

from datetime import date

import structlog
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.actions import Action, Assign, ChangeState
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.people import Person, Role
from mailtick.registers.changing import Author, change_values, find
from mailtick.registers.checklists import Checklist
from mailtick.registers.people import PEOPLE
from mailtick.registers.staffing import NAMES_A_COORDINATOR, reason
from mailtick.rounds.apply import Applier
from mailtick.rounds.write import Cause, readers_of_alerts, write_mail
from mailtick.store import leaving
from mailtick.store.tables import PersonRow

log = structlog.get_logger()


def let_leavers_go(desk: Desk) -> int:
    """Re-assign what people have who left before today, and end their roles. Returns how many people it was."""
    today = desk.clock().astimezone(desk.policy.zone).date()
    with desk.database.reading() as session:
        if not leaving.left_with_something(session, today):
            return 0
    with desk.database.writing() as session:
        gone = leaving.left_with_something(session, today)
        return sum(_let_go(session, desk, row, today) for row in gone)


def _let_go(session: Session, desk: Desk, row: PersonRow, today: date) -> bool:
    successor = leaving.successor(session, row.address, today)
    open_ones = leaving.open_incidents_of(session, row.id, desk.policy.facts.prefix)
    had = [each for each in open_ones if each.assignee is not None and each.assignee.id == row.id]
    if successor is not None:
        for incident in had:
            _hand_on(session, desk, incident, successor, f"{row.name} has left")
        if had:
            _tell(session, desk, row, successor, had)
    else:
        _tell_that_nobody_follows(session, desk, row)
    ended = _end_roles(session, desk, row, staying=leaving.SUCCESSORS if successor is None else ())
    is_done = bool(ended or (had and successor))
    if is_done:
        log.info("leaver", person=row.id, incidents=len(had) if successor else 0, roles=",".join(ended))
    return is_done


def _hand_on(session: Session, desk: Desk, incident: Incident, to: Person, because: str) -> None:
    actions: tuple[Action, ...] = (Assign(incident.id, to, because),)
    if incident.state is State.IN_PROGRESS:
        actions = (ChangeState(incident.id, State.ASSIGNED, because), *actions)
    cause = Cause(f"left:{incident.id}:{to.id}")
    Applier(session, desk, cause, desk.policy.facts.sender_name, desk.clock()).apply(actions)


def _tell(session: Session, desk: Desk, row: PersonRow, to: Person, had: list[Incident]) -> None:
    lines = [f"{row.name} has left, and these are yours now:"]
    lines += [f"{each.reference} {each.shown_title}" for each in had]
    notice = notices.alert(to, f"{row.name} has left", tuple(lines))
    write_mail(session, desk, notice, Cause(f"left:{row.id}:{had[-1].id}"))


def _tell_that_nobody_follows(session: Session, desk: Desk, row: PersonRow) -> None:
    """Tell once; the mail goes to whoever is left with the rights, the leaver too."""
    lines = (
        f"As the list of people says, {row.name} has left, and nobody else is coordinator, deputy or owner.",
        "So their rights and their incidents stay with them until somebody else has one of these roles.",
        f"Name somebody: {NAMES_A_COORDINATOR}",
    )
    for reader in readers_of_alerts(session, desk):
        notice = notices.alert(reader, f"{row.name} has left, and nobody takes over", lines)
        write_mail(session, desk, notice, Cause(f"left:{row.id}:nobody"), is_cleared=True)


def _end_roles(session: Session, desk: Desk, row: PersonRow, staying: tuple[Role, ...]) -> list[str]:
    """End all roles but those; who has left may still write as any requester."""
    record, values = find(session, PEOPLE, row.address)
    roles = [str(each) for each in values["roles"]] if isinstance(values["roles"], tuple) else []
    left = tuple(each for each in roles if each in (Role.REQUESTER, *staying)) or (Role.REQUESTER.value,)
    ended = [each for each in roles if each not in left]
    if ended:
        author = Author(desk.policy.facts.sender_name, reason(Checklist.LEAVER, row.address), desk.clock())
        change_values(session, PEOPLE, [(record, values, {"roles": left})], author)
    return ended

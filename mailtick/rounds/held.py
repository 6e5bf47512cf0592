"""What a person may do with a held mail: take it up, let it rest, block its sender, or take that back.

The list that the desk mails and the command line say the same words.

Promise: of two who decide on one mail the second is told who was first; nothing is erased.
Failures: what cannot be done raises NotAllowed, a sentence; the caller rolls back.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import Event
from mailtick.incidents.commands.command import COORDINATION
from mailtick.incidents.decide import Release
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Person
from mailtick.registers.changing import Author, change
from mailtick.registers.people import PEOPLE
from mailtick.rounds.filing import DROPPED, drop, file_mail
from mailtick.rounds.lookup import StoreLookup
from mailtick.store import held, incidents, mails, people
from mailtick.store.appending import NewEntry, add_entries
from mailtick.store.tables import MailRow, MailState
from mailtick.store.triage import note_look


@dataclass(frozen=True, slots=True)
class Released:
    """Where a held mail went, and the address that was noted as a further one of whom it is from; often none."""

    incident_id: int | None
    noted: str = ""


def check_may_decide(person: Person) -> None:
    """Raise NotAllowed unless somebody may say what becomes of held mail (RULINGS 12)."""
    if not person.has(*COORDINATION):
        raise NotAllowed(f"held mail is for coordinator and deputy to decide on, and {person.name} is neither")


def held_row(session: Session, desk: Desk, mail_id: int, *, lock: bool = True) -> MailRow:
    """Return a held mail. Raises NotAllowed, with who decided on it where somebody did."""
    row = mails.mail_by_id(session, mail_id, lock=lock)
    if row is None or row.state is not MailState.HELD:
        decided = _decided(session, desk, row) if row is not None else ""
        raise NotAllowed(decided or f"no held mail has the number {mail_id}; `mailtick held` lists them")
    return row


def _decided(session: Session, desk: Desk, row: MailRow) -> str:
    """Who decided on a mail, when, and what became of it; empty where nobody did."""
    if not row.decided_by or row.processed_at is None:
        return ""
    prefix = desk.policy.facts.prefix
    incident = incidents.incident_by_id(session, row.incident_id, prefix) if row.incident_id is not None else None
    taken_up = f"took it up as {incident.reference}" if incident else "took it up"
    became = "dropped it" if row.state is MailState.DROPPED else taken_up
    local = row.processed_at.astimezone(desk.policy.zone)
    return f"decided already: {row.decided_by} {became} on {local:%A} {local.day} {local:%B} at {local:%H:%M}"


def take_up(session: Session, desk: Desk, mail_id: int, said: Release) -> Released:
    """Take a held mail up: onto an incident, or as a new matter. Its sender is on the list of people from then on.

    With a reporter the address that it came from is noted as theirs, if it was nobody's; with a host its sender is put
    on the list as their guest, and they get copies.
    """
    check_may_decide(said.by)
    row = held_row(session, desk, mail_id)
    note_look(session, desk.clock())
    file_mail(session, desk, row, StoreLookup(session, desk.policy.facts.prefix), said)
    if row.state is MailState.HELD:
        raise NotAllowed(f"it is still held: {row.held_reason}; say for whom it is")
    row.decided_by = said.by.name
    noted = _note_address(session, desk, row, said.reporter, said.by) if said.reporter else ""
    if said.host is not None:
        because = Author(said.by.name, "a held mail was released", desk.clock(), row.id)
        change(session, PEOPLE, row.from_address.lower(), {"sponsor": said.host.address}, because)
    return Released(row.incident_id, noted)


def _note_address(session: Session, desk: Desk, row: MailRow, person: Person, by: Person) -> str:
    """Note the address of a mail as a further one of a person's, unless it belongs to somebody. Return it, or ""."""
    address = row.from_address.lower()
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    is_staffs = address.rpartition("@")[2] in desk.policy.staff_domains or desk.policy.is_own(address)
    if "@" not in address or is_staffs or lookup.person(address) or lookup.provider(address):
        return ""
    people.note_address(session, person, address)
    if row.incident_id is not None:
        because = f"{by.name} said so; {address} is noted as an address of {person.name}, and gives no rights"
        entry = NewEntry(row.incident_id, desk.clock(), by.name, Event.NOTE.value, because, mail_id=row.id)
        add_entries(session, [entry])
    return address


def let_rest(session: Session, desk: Desk, mail_id: int, by: Person, because: str) -> None:
    """Let a held mail rest for good; its bytes are kept."""
    check_may_decide(by)
    row = held_row(session, desk, mail_id)
    note_look(session, desk.clock())
    _drop(desk, row, by, because)


def block(session: Session, desk: Desk, mail_id: int, by: Person, because: str = "") -> tuple[str, int]:
    """Let a held mail rest, and show nobody what its sender writes from now on.

    Returns the address, and how many other held mails of it rest with this one.
    """
    check_may_decide(by)
    row = held_row(session, desk, mail_id)
    address = row.from_address.lower()
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    is_ours = address.rpartition("@")[2] in desk.policy.staff_domains or desk.policy.is_own(address)
    known = lookup.person(address) or lookup.provider(address)
    if known or is_ours or "@" not in address:
        whose = f"{address} is {known.name}'s" if known else f'"{address}" is none'
        raise NotAllowed(f"only a stranger's address can be blocked, and {whose}; `drop` sets this one mail aside")
    note_look(session, desk.clock())
    held.block(session, address, by.name, desk.clock())
    why = f"{address} is blocked{f': {because}' if because else ''}"
    _drop(desk, row, by, why)
    others = held.held_from(session, address)
    for other in others:
        _drop(desk, other, by, why)
    return address, len(others)


def bring_back(session: Session, desk: Desk, mail_id: int, by: Person) -> str:
    """Take back that a mail was dropped, and that its sender is blocked. Returns what was done, half a sentence."""
    check_may_decide(by)
    row = mails.mail_by_id(session, mail_id, lock=True)
    if row is None or row.state is not MailState.DROPPED or not row.decided_by:
        decided = _decided(session, desk, row) if row is not None else ""
        how = "; #cancel and #merge put right what was taken up" if row is not None and row.incident_id else ""
        raise NotAllowed(f"nobody has dropped it{f'; {decided}' if decided else ''}{how}")
    note_look(session, desk.clock())
    row.state, row.decided_by = MailState.HELD, ""
    row.held_reason = row.held_reason.partition(DROPPED)[0]
    lifted = held.unblock(session, row.from_address)
    return f"it is held again{f', and {row.from_address} is not blocked any more' if lifted else ''}"


def _drop(desk: Desk, row: MailRow, by: Person, because: str) -> None:
    drop(row, f"{row.held_reason}{DROPPED}{by.name}{f': {because}' if because else ''}", by.name, desk)

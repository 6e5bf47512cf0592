"""Let a person act from outside a mail: a word on an incident, a decision on a held mail.

Promise: the same function stands behind a mail's `#resolve` and the command line's `resolve`.
Failures: what cannot be done raises NotAllowed, a sentence; nothing was changed.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import Action, Event, Notify
from mailtick.incidents.commands import COMMANDS
from mailtick.incidents.commands.command import COORDINATION, Call, Command, run_command
from mailtick.incidents.commands.outcome import in_words, not_told
from mailtick.incidents.decide import Release
from mailtick.incidents.foresee import ForeseenMail, foresee
from mailtick.incidents.incident import Incident
from mailtick.incidents.known_person import people_meant, the_one
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lookup import Stop
from mailtick.incidents.people import Person, Role
from mailtick.incidents.watching import tell_watchers
from mailtick.registers.changing import Author, change
from mailtick.registers.people import PEOPLE
from mailtick.rounds.apply import Applier
from mailtick.rounds.filing import file_mail
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.write import Cause
from mailtick.store import mails, outbox, people
from mailtick.store.appending import NewEntry, add_entries
from mailtick.store.tables import MailRow, MailState
from mailtick.store.triage import note_look

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Acted:
    """An incident as it stands after a word, what was done, in words, and whom of it no mail reaches."""

    incident: Incident
    outcome: str
    not_told: tuple[str, ...] = ()


def act(desk: Desk, reference: str, word: str, argument: str, by: str = "") -> Incident:
    """Do what a word says to an incident, and return it as it then stands."""
    return carry_out(desk, reference, word, argument, by).incident


def carry_out(desk: Desk, reference: str, word: str, argument: str, by: str = "") -> Acted:
    """Do what a word says to an incident ("ICT-1041" or "1041").

    What was merged into another goes on as that one. `by` is an address or the part before its @; empty means the
    first coordinator. Raises NotAllowed.
    """
    try:
        return _act(desk, reference, word, argument, by)
    except ValueError as error:
        # An address or a text that no mail can hold: the word is refused, and nothing of it was done.
        raise NotAllowed(str(error)) from error


def _act(desk: Desk, reference: str, word: str, argument: str, by: str) -> Acted:
    command = next(each for each in COMMANDS if each.word == word)
    with desk.database.writing() as session:
        lookup = StoreLookup(session, desk.policy.facts.prefix)
        incident = _meant(lookup, reference, command)
        call = Call(incident, person_at_the_keyboard(session, lookup, by), argument, lookup, desk.policy, desk.clock())
        actions = _actions(command, call)
        cause = Cause(f"word:{uuid.uuid4()}")
        Applier(session, desk, cause, call.by.name, desk.clock()).apply(actions)
        outcome = in_words(call, actions)
        lookup.forget_incidents()
        return Acted(find_incident(lookup, incident.reference), outcome, not_told(actions))


@dataclass(frozen=True, slots=True)
class Preview:
    """What a word would do, and the mails that people would get."""

    actions: tuple[Action, ...]
    mails: tuple[ForeseenMail, ...]


def preview(desk: Desk, reference: str, word: str, argument: str, by: str = "") -> Preview:
    """Return what a word would do, and do nothing. Raises NotAllowed."""
    command = next(each for each in COMMANDS if each.word == word)
    with desk.database.reading() as session:
        lookup = StoreLookup(session, desk.policy.facts.prefix)
        person = person_at_the_keyboard(session, lookup, by)
        call = Call(_meant(lookup, reference, command), person, argument, lookup, desk.policy, desk.clock())
        actions = _actions(command, call)
        foreseen = [foresee(action, actions, lookup) for action in actions if isinstance(action, Notify)]
        return Preview(actions, tuple(mail for each in foreseen for mail in each))


def _actions(command: Command, call: Call) -> tuple[Action, ...]:
    """What a word does; whoever watches the incident hears of it."""
    actions = run_command(command, call)
    said = f"#{command.word} {call.argument}".rstrip()
    text = f"{said}: {in_words(call, actions)}"
    return (*actions, *tell_watchers(call.incident, call.by, text, call.lookup, call.policy, call.now))


def _meant(lookup: StoreLookup, reference: str, command: Command) -> Incident:
    """The incident that a word is about: of a merged one mostly that as which it goes on."""
    incident = find_incident(lookup, reference)
    return find_incident(lookup, incident.goes_on_as) if incident.goes_on_as and command.follows else incident


def find_incident(lookup: StoreLookup, reference: str) -> Incident:
    """Return the incident of a reference or a number. Raises NotAllowed, a sentence."""
    digits = reference.rpartition("-")[2]
    incident = lookup.incident_numbered(int(digits)) if digits.isdecimal() and len(digits) < 10 else None
    # A number of somebody else's desk is none of ours.
    if incident is None or reference.upper() not in (digits, incident.reference.upper()):
        raise NotAllowed(f"there is no incident {reference}; `mailtick list` shows what there is")
    return incident


@dataclass(frozen=True, slots=True)
class Released:
    """Where a held mail went, and the address that was noted as a further one of whom it is from; often none."""

    incident_id: int | None
    noted: str = ""


def release(
    desk: Desk,
    mail_id: int,
    to: str = "",
    reporter: str = "",
    by: str = "",
    related: str = "",
    guest_of: str = "",
) -> Released:
    """Take a held mail up: onto an incident, or as a new matter. Its sender is on the list of people from then on.

    With a `reporter` the address that it came from is noted as theirs, if it was nobody's; with `guest_of` its sender
    is put on the list as somebody's guest, and that one gets copies.
    """
    with desk.database.writing() as session:
        lookup = StoreLookup(session, desk.policy.facts.prefix)
        row = _held(session, mail_id)
        incident = find_incident(lookup, to).id if to else None
        follows = find_incident(lookup, related).id if related else None
        person = person_at_the_keyboard(session, lookup, reporter) if reporter else None
        if guest_of and (to or reporter):
            raise NotAllowed("a guest writes for themselves, about a new matter; leave out for whom or where it is")
        host = person_at_the_keyboard(session, lookup, guest_of) if guest_of else None
        said = Release(_who_decides(session, lookup, by), incident, person, follows, host=host)
        note_look(session, desk.clock())
        file_mail(session, desk, row, lookup, said)
        if row.state is MailState.HELD:
            raise NotAllowed(f"mail {mail_id} is still held: {row.held_reason}; say for whom it is: --for ADDRESS")
        noted = _note_address(session, desk, row, person, said.by) if person else ""
        if host is not None:
            _note_host(session, desk, row, host, said.by)
        return Released(row.incident_id, noted)


def _note_host(session: Session, desk: Desk, row: MailRow, host: Person, by: Person) -> None:
    """Note of whom the sender of a mail is a guest."""
    because = Author(by.name, "a held mail was released", desk.clock(), row.id)
    change(session, PEOPLE, row.from_address.lower(), {"sponsor": host.address}, because)


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


def drop(desk: Desk, mail_id: int, because: str, by: str = "") -> None:
    """Let a held mail rest for good; its bytes are kept. Raises NotAllowed."""
    with desk.database.writing() as session:
        person = _who_decides(session, StoreLookup(session, desk.policy.facts.prefix), by)
        note_look(session, desk.clock())
        row = _held(session, mail_id)
        row.state, row.processed_at = MailState.DROPPED, desk.clock()
        row.held_reason = f"{row.held_reason}; dropped by {person.name}: {because}"


def retry(desk: Desk, mail_id: int) -> None:
    """Let a held mail be decided on once more, as if it had just come. Raises NotAllowed."""
    with desk.database.writing() as session:
        row = _held(session, mail_id)
        row.state, row.attempts, row.held_reason, row.told_at = MailState.RECEIVED, 0, "", None


def allow(desk: Desk, address: str) -> Stop:
    """Let automatic mail go to an address again. Returns the stop that was lifted; raises NotAllowed."""
    with desk.database.writing() as session:
        stop = outbox.lift_stop(session, address.strip(), desk.clock())
    if stop is None:
        raise NotAllowed(f"automatic mail to {address} is not stopped; `mailtick outbox stopped` lists what is")
    log.info("stop lifted", address=stop.address, because=stop.because)
    return stop


def look_at(session: Session, prefix: str, mail_id: int, by: str = "") -> MailRow:
    """Return a held mail to whoever may decide on it. Raises NotAllowed."""
    _who_decides(session, StoreLookup(session, prefix), by)
    return _held(session, mail_id, lock=False)


def _held(session: Session, mail_id: int, *, lock: bool = True) -> MailRow:
    row = mails.mail_by_id(session, mail_id, lock=lock)
    if row is None or row.state is not MailState.HELD:
        raise NotAllowed(f"no held mail has the number {mail_id}; `mailtick held` lists them")
    return row


def _who_decides(session: Session, lookup: StoreLookup, words: str) -> Person:
    """Who says what becomes of a held mail: the coordinator or the deputy (RULINGS 12)."""
    person = person_at_the_keyboard(session, lookup, words)
    if not person.has(*COORDINATION):
        raise NotAllowed(f"held mail is for coordinator and deputy to decide on, and {person.name} is neither")
    return person


def person_at_the_keyboard(session: Session, lookup: StoreLookup, words: str) -> Person:
    """Return who acts: an address or its first part, or the first coordinator. Raises NotAllowed."""
    if not words:
        coordinators = people.people_with_role(session, Role.COORDINATOR)
        if not coordinators:
            raise NotAllowed("the list of people has no coordinator; say with --as who you are")
        return coordinators[0]
    return the_one(words, people_meant(words, lookup))

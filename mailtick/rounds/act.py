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
from mailtick.incidents.actions import Action, Notify
from mailtick.incidents.commands import COMMANDS
from mailtick.incidents.commands.command import Call, Command, run_command
from mailtick.incidents.commands.outcome import in_words, not_told
from mailtick.incidents.decide import Release
from mailtick.incidents.foresee import ForeseenMail, foresee
from mailtick.incidents.incident import Incident
from mailtick.incidents.known_person import people_meant, the_one
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lookup import Stop
from mailtick.incidents.people import Person, Role
from mailtick.incidents.watching import tell_watchers
from mailtick.rounds import held
from mailtick.rounds.apply import Applier
from mailtick.rounds.held import Released, check_may_decide, held_row, let_rest, take_up
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.write import Cause
from mailtick.store import held as held_store
from mailtick.store import mails, outbox, people
from mailtick.store.tables import MailRow, MailState

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


def release(
    desk: Desk,
    mail_id: int,
    to: str = "",
    reporter: str = "",
    by: str = "",
    related: str = "",
    guest_of: str = "",
) -> Released:
    """Take a held mail up: onto an incident, or as a new matter. Raises NotAllowed."""
    with desk.database.writing() as session:
        lookup = StoreLookup(session, desk.policy.facts.prefix)
        incident = find_incident(lookup, to).id if to else None
        follows = find_incident(lookup, related).id if related else None
        person = person_at_the_keyboard(session, lookup, reporter) if reporter else None
        if guest_of and (to or reporter):
            raise NotAllowed("a guest writes for themselves, about a new matter; leave out for whom or where it is")
        host = person_at_the_keyboard(session, lookup, guest_of) if guest_of else None
        decider = person_at_the_keyboard(session, lookup, by)
        return take_up(session, desk, mail_id, Release(decider, incident, person, follows, host=host))


def drop(desk: Desk, mail_id: int, because: str, by: str = "") -> None:
    """Let a held mail rest for good; its bytes are kept. Raises NotAllowed."""
    with desk.database.writing() as session:
        person = person_at_the_keyboard(session, StoreLookup(session, desk.policy.facts.prefix), by)
        let_rest(session, desk, mail_id, person, because)


def block(desk: Desk, mail_id: int, because: str, by: str = "") -> tuple[str, int]:
    """Let a held mail rest, and show nobody what its sender writes from now on. Raises NotAllowed."""
    with desk.database.writing() as session:
        person = person_at_the_keyboard(session, StoreLookup(session, desk.policy.facts.prefix), by)
        return held.block(session, desk, mail_id, person, because)


def bring_back(desk: Desk, mail_id: int, by: str = "") -> str:
    """Take back that a mail was dropped or its sender blocked. Raises NotAllowed."""
    with desk.database.writing() as session:
        person = person_at_the_keyboard(session, StoreLookup(session, desk.policy.facts.prefix), by)
        return held.bring_back(session, desk, mail_id, person)


def unblock(desk: Desk, address: str) -> None:
    """Let the mails of an address be seen again. Raises NotAllowed."""
    with desk.database.writing() as session:
        if not held_store.unblock(session, address.strip()):
            raise NotAllowed(f"{address} is not blocked; `mailtick held blocked` lists what is")


def retry(desk: Desk, mail_id: int) -> None:
    """Let a held mail be decided on once more, as if it had just come. Raises NotAllowed."""
    with desk.database.writing() as session:
        row = held_row(session, desk, mail_id)
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
    check_may_decide(person_at_the_keyboard(session, StoreLookup(session, prefix), by))
    row = mails.mail_by_id(session, mail_id)
    if row is None or row.state is not MailState.HELD:
        raise NotAllowed(f"no held mail has the number {mail_id}; `mailtick held` lists them")
    return row


def person_at_the_keyboard(session: Session, lookup: StoreLookup, words: str) -> Person:
    """Return who acts: an address or its first part, or the first coordinator. Raises NotAllowed."""
    if not words:
        coordinators = people.people_with_role(session, Role.COORDINATOR)
        if not coordinators:
            raise NotAllowed("the list of people has no coordinator; say with --as who you are")
        return coordinators[0]
    return the_one(words, people_meant(words, lookup))

"""What a command is: one word with its right and the function that turns it into actions.

The same function stands behind `#resolve` in a mail and `mailtick resolve` on the command line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from mailtick.incidents import gate
from mailtick.incidents.actions import (
    Action,
    AddParticipants,
    Assign,
    ChangeReporter,
    ChangeState,
    LeaveIncident,
    MergeInto,
    NoticeKind,
    Notify,
    RemoveParticipant,
    SetField,
    Unmerge,
    Withhold,
)
from mailtick.incidents.equipment import LinkEquipment, UnlinkEquipment
from mailtick.incidents.incident import Incident, Priority, State
from mailtick.incidents.lifecycle import NotAllowed, check_move
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.participants import copied
from mailtick.incidents.people import Person, Role
from mailtick.incidents.policy import Policy
from mailtick.incidents.response import note_response

COORDINATION = frozenset({Role.COORDINATOR, Role.DEPUTY})
FIRST_LEVEL = COORDINATION | {Role.FIRST_LEVEL}


@dataclass(frozen=True, slots=True)
class Call:
    """One word, said by somebody about an incident."""

    incident: Incident
    by: Person
    argument: str
    lookup: Lookup
    policy: Policy
    now: datetime
    # How the sender was verified, where a mail says the word.
    verified: str = ""
    # What the words before it in the same mail do.
    done: tuple[Action, ...] = ()

    @property
    def said(self) -> str:
        return f"{self.by.name} said so"

    @property
    def today(self) -> date:
        """The day at the desk."""
        return self.now.astimezone(self.policy.zone).date()

    @property
    def because(self) -> str:
        """Why the log has what the word does: who said it, and how that is known."""
        return f"{self.said}; {self.verified}" if self.verified else self.said

    def notify(
        self, kind: NoticeKind, to: tuple[Person, ...], text: str = "", about: Incident | None = None, by: str = ""
    ) -> tuple[Notify | Withhold, ...]:
        """An automatic mail about the incident, or another one, if the gate lets it pass."""
        incident = (about or self.incident).id
        because = self.because
        return gate.notify(kind, to, because, self.lookup, self.policy, self.now, incident=incident, text=text, by=by)

    def open_days_on(self, days: int) -> datetime:
        """When somebody looks again who looks in so many open days: when the desk opens on that day."""
        service = self.policy.service_time(self.lookup.registers.school_days())
        return service.opening_of_day(self.now, days)

    def text(self, what: str) -> str:
        """The argument, or NotAllowed with what is missing."""
        if not self.argument:
            raise NotAllowed(f"say {what}")
        return self.argument

    def answered(self, *to: Person) -> tuple[SetField, ...]:
        """That a person wrote to them, if it is more than a word to oneself."""
        others = any(person.address != self.by.address for person in to)
        return note_response(self.incident, self.now, f"{self.by.name} wrote to them") if others else ()

    def copied(self) -> tuple[Person, ...]:
        """Who gets copies of what is written to those the incident is for."""
        return copied(self.incident, self.by, self.lookup, self.policy, self.now)

    def move(self, to: State) -> ChangeState:
        """The change of state, or NotAllowed with what is possible now."""
        check_move(self.incident, to)
        return ChangeState(self.incident.id, to, self.because)


@dataclass(frozen=True, slots=True)
class Command:
    """A word that people may say. `takes` shows what follows it, `does` explains it in half a sentence.

    Said of an incident that was merged into another, it means the one as which that goes on, if it `follows`.
    What stands below it in a mail belongs to it, if it `takes_lines` and is the last word. First level has it on what
    is theirs, or where it is not `only_theirs` on everything.
    """

    word: str
    takes: str
    does: str
    roles: frozenset[Role]
    run: Callable[[Call], tuple[Action, ...]]
    follows: bool = True
    takes_lines: bool = False
    only_theirs: bool = True
    # By mail it is said in an answer to the mail that asks, which proves more than a word does.
    is_answer: bool = False


def run_command(command: Command, call: Call) -> tuple[Action, ...]:
    """Return the actions of a word. Raises NotAllowed, a sentence, if this person may not or it cannot be now."""
    if because := why_not(command, call.by, call.incident):
        raise NotAllowed(because)
    return command.run(call)


def why_not(command: Command, by: Person, incident: Incident) -> str:
    """Return why somebody has no right to a word on an incident, or the empty string."""
    if not by.has(*command.roles):
        return f"#{command.word} is for {_role_words(command.roles)}"
    # First level has the words on what is theirs; whoever has one by another role has it everywhere (RULINGS 12).
    is_bound = command.only_theirs and not by.has(*(command.roles - {Role.FIRST_LEVEL}))
    if is_bound and (incident.assignee is None or incident.assignee.id != by.id):
        return f"{incident.reference} is not assigned to you; the coordinator can give it to you"
    return ""


def _role_words(roles: frozenset[Role]) -> str:
    return " and ".join(sorted(role.replace("_", " ") for role in roles))


def after(incident: Incident, actions: tuple[Action, ...]) -> Incident:
    """Return the incident as it will stand after these actions, so that a second word can build on the first.

    What is done to others, its parts among them, changes nothing of it.
    """
    for action in actions:
        if getattr(action, "incident", None) != incident.id:
            continue
        match action:
            case ChangeState(to=state):
                incident = replace(incident, state=state, state_before=incident.state)
            case ChangeReporter(to=person):
                others = tuple(each for each in incident.affected[1:] if each.address != person.address)
                incident = replace(incident, reporter=person, affected=(person, *others))
            case Assign(to=person):
                incident = replace(incident, assignee=person)
            case MergeInto():
                incident = replace(incident, state=State.CANCELLED)
            case LeaveIncident(person=person):
                staying = tuple(each for each in incident.affected if each.address != person.address)
                incident = replace(incident, affected=staying)
            case AddParticipants(people=people):
                incident = replace(incident, participants=(*incident.participants, *people))
            case RemoveParticipant(address=address):
                taking_part = tuple(each for each in incident.participants if each.address != address)
                incident = replace(incident, participants=taking_part)
            case LinkEquipment(equipment=each):
                incident = replace(incident, equipment=(*incident.equipment, each))
            case UnlinkEquipment(equipment=each):
                incident = replace(incident, equipment=tuple(one for one in incident.equipment if one != each))
            case SetField(field="is_restricted", value=value):
                incident = replace(incident, is_restricted=value == "yes")
            case SetField(field="resolution", value=value):
                incident = replace(incident, resolution=value)
            case SetField(field="responded_at", value=value):
                incident = replace(incident, responded_at=datetime.fromisoformat(value))
            case SetField(field="priority", value=value):
                incident = replace(incident, priority=Priority(value))
            case _:
                pass
    return incident


def regrouped(incident: Incident, actions: tuple[Action, ...], lookup: Lookup) -> Incident:
    """Return the incident that a further word is about: after a merge the one as which it goes on."""
    for action in actions:
        match action:
            case MergeInto(into=into):
                incident = _together(incident, lookup.incident(into))
            case Unmerge(incident=source):
                incident = _apart(incident, lookup.incident(source))
            case _:
                pass
    return incident


def _together(source: Incident, target: Incident | None) -> Incident:
    """The target of a merge, with whom the source is for."""
    if target is None:
        return source
    affected = tuple({person.address: person for person in (*target.affected, *source.affected)}.values())
    known = {*(person.address for person in affected), *(each.address for each in target.participants), *target.without}
    more = tuple(each for each in source.participants if each.address not in known)
    return replace(target, affected=affected, participants=(*target.participants, *more))


def _apart(target: Incident, source: Incident | None) -> Incident:
    """The target of a merge without those who are there only because of the source."""
    gone = {each.address for each in target.came_with if source is not None and each.reference == source.reference}
    return replace(target, affected=tuple(each for each in target.affected if each.address not in gone))

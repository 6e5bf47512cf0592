"""What may be done: each action is one frozen value with its reason, and does nothing by itself.

`rounds/apply.py` makes them true, one `match` over this list. An action on the incident that the same
decision opens names it by `OPENED`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mailtick.incidents.candidate import Candidate
from mailtick.incidents.choice import Choice
from mailtick.incidents.further_acts import FurtherAction
from mailtick.incidents.incident import Grade, IncidentType, Participant, Priority, State
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.opened import IncidentId
from mailtick.incidents.people import Person, Provider
from mailtick.incidents.plain_values import plain_action
from mailtick.incidents.register_acts import RegisterAction
from mailtick.incidents.rule_hits import RuleHit


class Event(StrEnum):
    """What a log entry is about."""

    OPENED = "opened"
    MAIL = "mail"
    AUTOMATIC = "automatic"
    NOTE = "note"
    STATE = "state"
    FIELD = "field"
    HANDOVER = "handover"
    JOINED = "joined"
    RELEASED = "released"
    SENT = "sent"
    NOT_SENT = "not_sent"
    BOUNCED = "bounced"


class NoticeKind(StrEnum):
    """Which mail of `notices.py`. A Notify of one that is no text of people is made by the gate alone."""

    ACKNOWLEDGEMENT = "acknowledgement"
    OUT_OF_HOURS = "out_of_hours"
    ASSIGNMENT = "assignment"
    TAKEN_OFF = "taken_off"
    UPDATE = "update"
    QUESTION = "question"
    STILL_ASKING = "still_asking"
    TEMPORARY_FIX = "temporary_fix"
    RESOLVED = "resolved"
    KNOWN_FAULT = "known_fault"
    JOB_NEWS = "job_news"
    TEAM_NEWS = "team_news"
    PROVIDER_NEWS = "provider_news"
    MORE_NEWS = "more_news"
    ALERT = "alert"
    TRANSCRIPT = "transcript"
    ASKED = "asked"
    SPLIT = "split"
    RECEIVED = "received"
    NOTED = "noted"
    PROPOSAL = "proposal"

    @property
    def is_text_of_people(self) -> bool:
        return self in (NoticeKind.UPDATE, NoticeKind.QUESTION, NoticeKind.TEMPORARY_FIX, NoticeKind.RESOLVED)


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """A new matter; `related_to` is the one that it follows. A reporter with id 0 is put on the list of people."""

    reporter: Person
    type: IncidentType
    title: str
    text: str
    category: str
    place: str
    impact: Grade
    urgency: Grade
    priority: Priority
    channel: str
    because: str
    on_behalf_by: Person | None = None
    is_restricted: bool = False
    related_to: int | None = None
    # What whoever passed the mail on wrote above it, and who that was: for the team.
    comment: str = ""
    passed_on_by: str = ""
    # The files that came with it, each with its size.
    files: tuple[str, ...] = ()
    rules: tuple[RuleHit, ...] = ()


@dataclass(frozen=True, slots=True)
class AddEntry:
    """One line in the log of an incident."""

    incident: IncidentId
    event: Event
    text: str
    because: str
    is_internal: bool = True


@dataclass(frozen=True, slots=True)
class SetField:
    """Change one field of an incident; the log keeps the old value."""

    incident: IncidentId
    field: str
    value: str
    because: str


@dataclass(frozen=True, slots=True)
class ChangeState:
    incident: IncidentId
    to: State
    because: str


@dataclass(frozen=True, slots=True)
class Assign:
    incident: IncidentId
    to: Person
    because: str


@dataclass(frozen=True, slots=True)
class StartWait:
    """The incident rests until somebody answers. At `follow_up_at` somebody looks again; of a visit: its moment."""

    incident: IncidentId
    waiting_on: str
    why: str
    follow_up_at: datetime
    because: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOver:
    """Give an incident to a provider: the hand-over, and the mail M5 that makes it true when it is sent.

    `warning` is what the team should know before it goes; the provider does not read it.
    """

    incident: IncidentId
    provider: Provider
    why: str
    because: str
    warning: str = ""


@dataclass(frozen=True, slots=True)
class ProviderAnswered:
    """A provider wrote on a hand-over: whether a person did, and their job reference where it is new."""

    handover: int
    is_human: bool
    reference: str
    because: str


@dataclass(frozen=True, slots=True)
class JoinIncident:
    """One more person has the same fault."""

    incident: int
    person: Person
    because: str
    place: str = ""
    rules: tuple[RuleHit, ...] = ()


@dataclass(frozen=True, slots=True)
class LeaveIncident:
    """Somebody's report that joined an incident is taken off it, and decided on once more as a matter of its own."""

    incident: int
    person: Person
    by: Person
    because: str


@dataclass(frozen=True, slots=True)
class MergeInto:
    """An incident is the same matter as another: it ends, and all that comes to it goes on there."""

    incident: int
    into: int
    because: str


@dataclass(frozen=True, slots=True)
class Unmerge:
    """A merged incident stands for itself again, as it stood before."""

    incident: int
    because: str


@dataclass(frozen=True, slots=True)
class ChangeReporter:
    """It is somebody else's matter; whoever it was logged for before has no more to do with it."""

    incident: int
    to: Person
    because: str


@dataclass(frozen=True, slots=True)
class AddParticipants:
    """More people take part: mails of the incident went to them as well, or somebody of the team said so."""

    incident: IncidentId
    people: tuple[Participant, ...]
    because: str


@dataclass(frozen=True, slots=True)
class RemoveParticipant:
    """Somebody gets no more copies; a further Cc does not bring them back."""

    incident: int
    address: str
    because: str


@dataclass(frozen=True, slots=True)
class Notify:
    """A mail of `notices.py` to one or more people; each gets a copy of their own and sees the others.

    Those in `cc` get a copy of the same words, whoever stands in both gets one. `template` is the one of a rule.
    """

    notice: NoticeKind
    to: tuple[Person, ...]
    because: str
    incident: IncidentId | None = None
    text: str = ""
    by: str = ""
    lines: tuple[str, ...] = ()
    transcript: tuple[TranscriptLine, ...] = ()
    # Sent to them as leads of data protection or safeguarding, who may see what is restricted.
    as_leads: bool = False
    cc: tuple[Person, ...] = ()
    template: str = ""


@dataclass(frozen=True, slots=True)
class Withhold:
    """A mail that is not sent, and why. It stands in the decision so that nobody has to guess."""

    notice: NoticeKind
    to: Person
    because: str


@dataclass(frozen=True, slots=True)
class StopAutomatic:
    """No automatic mail goes to this address for so many hours, or until somebody lifts it."""

    address: str
    hours: int
    because: str


@dataclass(frozen=True, slots=True)
class ReleaseMail:
    """What a provider wrote, or what a person made of it, is for those the incident is for. `entry` is the log's."""

    incident: int
    entry: int
    text: str
    because: str


@dataclass(frozen=True, slots=True)
class NoteBounce:
    """A mail of ours came back: this delivery failed, and a permanent failure silences the address."""

    outgoing: int
    recipient: str
    is_permanent: bool
    because: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Set the mail aside for a person to decide. `related` is the incident that a new matter would follow."""

    because: str
    related: str = ""
    rules: tuple[RuleHit, ...] = ()


@dataclass(frozen=True, slots=True)
class Ignore:
    """Keep the mail and do nothing; of rules that say so, it is dropped: like spam, shown, and taken back by a word."""

    because: str
    rules: tuple[RuleHit, ...] = ()


Action = (
    OpenIncident
    | AddEntry
    | SetField
    | ChangeState
    | Assign
    | StartWait
    | HandOver
    | ProviderAnswered
    | JoinIncident
    | LeaveIncident
    | MergeInto
    | Unmerge
    | ChangeReporter
    | AddParticipants
    | RemoveParticipant
    | Notify
    | Withhold
    | StopAutomatic
    | NoteBounce
    | ReleaseMail
    | FurtherAction
    | RegisterAction
    | Hold
    | Ignore
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about one mail, and all that spoke for it; `doubts` are what it names and was not believed."""

    actions: tuple[Action, ...]
    sender: str = ""
    candidates: tuple[Candidate, ...] = ()
    doubts: tuple[str, ...] = ()

    def as_json(self) -> list[dict[str, object]]:
        """Return the actions as plain values: `action`, its fields that say something, and `because`."""
        return [plain_action(action) for action in self.actions]

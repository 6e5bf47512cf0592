"""What became of each mail, read from the desk's store: the scenes of the story."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from mailtick.demo.letter import Letter
from mailtick.demo.steps import RELEASE, Brought, Step, followed_by
from mailtick.demo.story import Cue
from mailtick.desk import Desk
from mailtick.incidents.incident import Incident, State
from mailtick.mail.classify import classify
from mailtick.mail.message import InboundMail
from mailtick.mail.parse import parse_mail
from mailtick.mail.reply import own_lines, read_reply
from mailtick.store import incidents, mails, outbox, people
from mailtick.store.tables import DeliveryRow, DeliveryState, MailRow, MailState, OutgoingRow

_MOST = 10_000

Fields = Mapping[str, object]
_Written = tuple[DeliveryRow, OutgoingRow]


@dataclass(frozen=True, slots=True)
class MailIn:
    """A mail that the desk received: `text` is what its sender newly wrote."""

    sender_name: str
    sender_address: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Classified:
    """Of which kind a mail is, and because of what."""

    kind: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """The stored decision on a mail: how far its sender is believed, what it could belong to, what is done.

    `candidates` are incidents with their scores, the best first.
    """

    sender: str = ""
    candidates: tuple[Fields, ...] = ()
    actions: tuple[Fields, ...] = ()


@dataclass(frozen=True, slots=True)
class StepTaken:
    """What a person did without a mail: a word of the command line, and what they said with it.

    `about` is the reference of an incident, or the subject of a held mail.
    """

    by: str
    about: str
    word: str
    text: str


@dataclass(frozen=True, slots=True)
class MailOut:
    """A mail that the desk wrote. `state` is what became of it: sent, waiting, refused …"""

    to: str
    to_name: str
    subject: str
    text: str
    template: str
    state: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One mail, one step of a person or one turn of the clock, with all that came of it.

    `incident` is the reference of the one that the mail was filed on, or that the step is about. A held mail that
    somebody takes up is a step, with the decision that it led to.
    """

    name: str
    at: datetime
    mail: MailIn | None = None
    classification: Classified | None = None
    step: StepTaken | None = None
    decision: Decided = Decided()
    incident: str = ""
    held_because: str = ""
    mails_out: tuple[MailOut, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the scene for programs; the instant in ISO 8601, and only what there is."""
        shown = {key: value for key, value in asdict(self).items() if value is not None}
        return {**shown, "at": self.at.isoformat()}


class Narrator:
    """Tells what is new since it was last asked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last_mail = 0
        self._last_out = 0
        self._mail_of: dict[str, int] = {}

    def news(self, cue: Cue | None = None) -> list[Scene]:
        """Return a scene for each mail that has been decided on, one for the step, or for what the clock has caused.

        `cue` is what the story has just played; without it, whatever came by itself is told.
        """
        with self._desk.database.reading() as session:
            written = [
                each
                for each in outbox.list_outbox(session, list(DeliveryState), _MOST)[::-1]
                if each[1].id > self._last_out
            ]
            scenes = list(self._new_mails(session, cue.name if isinstance(cue, Letter) else "", written))
            others = [each for each in written if not scenes or each[1].mail_id is None]
            if isinstance(cue, Step):
                scenes.append(self._step(session, cue, others))
            elif others:
                scenes.append(Scene("", self._desk.clock(), mails_out=_mails_out(others)))
            self._last_out = max((each[1].id for each in written), default=self._last_out)
            return scenes

    def _new_mails(self, session: Session, name: str, written: Sequence[_Written]) -> Iterator[Scene]:
        while (row := mails.mail_by_id(session, self._last_mail + 1)) and row.state is not MailState.RECEIVED:
            self._last_mail = row.id
            self._mail_of[name] = row.id
            caused = [each for each in written if each[1].mail_id == row.id]
            yield self._scene(session, name, row, caused)

    def brought_by(self, letter: str) -> Brought:
        """Return what a letter of the story has become, as it stands now; "E11+1" is the first part split off it."""
        name, _, nth = letter.partition("+")
        with self._desk.database.reading() as session:
            mail = self._mail_of[name]
            return Brought(mail, _part(self._reference(session, mails.mail_by_id(session, mail)), nth))

    def all_incidents(self) -> list[Incident]:
        """Return every incident, by number."""
        prefix = self._desk.policy.facts.prefix
        with self._desk.database.reading() as session:
            found = incidents.list_incidents(session, prefix, list(State), _MOST)
        return sorted(found, key=lambda incident: incident.number)

    def name_of(self, address: str) -> str:
        """Return whose address it is, a person's or a provider's; the address itself where nobody knows."""
        with self._desk.database.reading() as session:
            if person := people.person_by_address(session, address):
                return person.name
            providers = people.all_providers(session).values()
            return next((each.name for each in providers if each.address.lower() == address.lower()), address)

    def _scene(self, session: Session, name: str, row: MailRow, caused: Sequence[_Written]) -> Scene:
        mail = parse_mail(mails.raw_of(row))
        classification = classify(mail)
        return Scene(
            name=name,
            at=row.received_at,
            mail=_mail_in(mail),
            classification=Classified(classification.kind.value, classification.because),
            decision=_decided(row),
            incident=self._reference(session, row),
            held_because=row.held_reason if row.state is MailState.HELD else "",
            mails_out=_mails_out(caused),
        )

    def _step(self, session: Session, step: Step, caused: Sequence[_Written]) -> Scene:
        by = people.people_named(session, step.who)
        letter, _, nth = step.about.partition("+")
        row = mails.mail_by_id(session, self._mail_of[letter])
        follows = self._mail_of.get(followed_by(step))
        earlier = self._reference(session, mails.mail_by_id(session, follows)) if follows else ""
        reference = _part(self._reference(session, row), nth)
        about = row.subject if row and step.word == RELEASE else reference
        about = about or (row.subject if row else "")
        return Scene(
            name=step.about,
            at=step.at,
            step=StepTaken(
                by[0].name if by else step.who, about, step.word, f"follows {earlier}" if earlier else step.text
            ),
            decision=_decided(row) if row and step.word == RELEASE else Decided(),
            incident=reference,
            mails_out=_mails_out(caused),
        )

    def _reference(self, session: Session, row: MailRow | None) -> str:
        prefix = self._desk.policy.facts.prefix
        found = incidents.incident_by_id(session, row.incident_id, prefix) if row and row.incident_id else None
        return found.reference if found else ""


def _part(reference: str, nth: str) -> str:
    """The reference of the nth part that was split off an incident; of the incident itself where `nth` is empty."""
    prefix, _, number = reference.rpartition("-")
    return f"{prefix}-{int(number) + int(nth)}" if nth and number else reference


def _decided(row: MailRow) -> Decided:
    stored = json.loads(row.decision or "{}")
    return Decided(stored.get("sender", ""), tuple(stored.get("candidates", ())), tuple(stored.get("actions", ())))


def _mail_in(mail: InboundMail) -> MailIn:
    sender = mail.from_
    return MailIn(
        sender_name=(sender.name or sender.addr) if sender else "nobody",
        sender_address=sender.addr if sender else "",
        subject=mail.subject,
        text=own_lines(read_reply(mail)),
    )


def _mails_out(written: Sequence[_Written]) -> tuple[MailOut, ...]:
    return tuple(_mail_out(delivery, row) for delivery, row in written)


def _mail_out(delivery: DeliveryRow, row: OutgoingRow) -> MailOut:
    mail = parse_mail(row.raw)
    name = next((address.name for address in mail.to if address.key == row.recipient), "") or row.recipient
    return MailOut(row.recipient, name, row.subject, mail.body_text, row.template, delivery.state.value)

"""What became of each mail, read from the desk's store: the scenes of the story."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.incident import Incident, State
from mailtick.mail.classify import classify
from mailtick.mail.parse import parse_mail
from mailtick.mail.reply import read_reply
from mailtick.store import incidents, mails, outbox, people
from mailtick.store.tables import DeliveryRow, DeliveryState, MailRow, MailState, OutgoingRow

_MOST = 10_000

Fields = Mapping[str, object]
_Written = tuple[DeliveryRow, OutgoingRow]


@dataclass(frozen=True, slots=True)
class MailIn:
    """A mail that the desk received: `text` is what its sender newly wrote, `because` why it is of its kind."""

    sender_name: str
    sender_address: str
    subject: str
    text: str
    kind: str
    because: tuple[str, ...]


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
    """One mail, or one turn of the clock, with all that came of it.

    `evidence` are the incidents that the mail could belong to, the best first; `actions` the stored decision.
    `incident` is the reference of the one that it was filed on.
    """

    name: str
    at: datetime
    mail: MailIn | None = None
    sender_trust: str = ""
    evidence: tuple[Fields, ...] = ()
    doubts: tuple[str, ...] = ()
    actions: tuple[Fields, ...] = ()
    incident: str = ""
    held_because: str = ""
    mails_out: tuple[MailOut, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the scene for programs; the instant in ISO 8601."""
        return {**asdict(self), "at": self.at.isoformat()}


class Narrator:
    """Tells what is new since it was last asked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last_mail = 0
        self._last_by_clock = 0

    def news(self, name: str = "") -> list[Scene]:
        """Return a scene for each mail that has been decided on, and one for what the clock alone has caused.

        `name` is what the story calls the mail that it has just played.
        """
        with self._desk.database.reading() as session:
            written = outbox.list_outbox(session, list(DeliveryState), _MOST)[::-1]
            scenes: list[Scene] = []
            while (row := mails.mail_by_id(session, self._last_mail + 1)) and row.state is not MailState.RECEIVED:
                self._last_mail = row.id
                caused = [each for each in written if each[1].mail_id == row.id]
                scenes.append(self._scene(session, name, row, caused))
            by_clock = [each for each in written if each[1].mail_id is None and each[1].id > self._last_by_clock]
            if by_clock:
                self._last_by_clock = by_clock[-1][1].id
                scenes.append(Scene("", self._desk.clock(), mails_out=_mails_out(by_clock)))
            return scenes

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
        decision = json.loads(row.decision or "{}")
        prefix = self._desk.policy.facts.prefix
        incident = incidents.incident_by_id(session, row.incident_id, prefix) if row.incident_id else None
        return Scene(
            name=name,
            at=row.received_at,
            mail=_mail_in(row),
            sender_trust=decision.get("sender", ""),
            evidence=tuple(decision.get("candidates", ())),
            doubts=tuple(decision.get("doubts", ())),
            actions=tuple(decision.get("actions", ())),
            incident=incident.reference if incident else "",
            held_because=row.held_reason if row.state is MailState.HELD else "",
            mails_out=_mails_out(caused),
        )


def _mail_in(row: MailRow) -> MailIn:
    mail = parse_mail(mails.raw_of(row))
    classification = classify(mail)
    sender = mail.from_
    return MailIn(
        sender_name=(sender.name or sender.addr) if sender else "nobody",
        sender_address=sender.addr if sender else "",
        subject=mail.subject,
        text=read_reply(mail),
        kind=classification.kind.value,
        because=classification.because,
    )


def _mails_out(written: Sequence[_Written]) -> tuple[MailOut, ...]:
    return tuple(_mail_out(delivery, row) for delivery, row in written)


def _mail_out(delivery: DeliveryRow, row: OutgoingRow) -> MailOut:
    mail = parse_mail(row.raw)
    name = next((address.name for address in mail.to if address.key == row.recipient), "") or row.recipient
    return MailOut(row.recipient, name, row.subject, mail.body_text, row.template, delivery.state.value)

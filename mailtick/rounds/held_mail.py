"""Read a held mail with all that a person needs to decide what becomes of it."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from mailtick.incidents.words import KIND_WORDS
from mailtick.mail.accounts import hide_accounts
from mailtick.mail.classify import classify
from mailtick.mail.message import InboundMail
from mailtick.mail.parse import parse_mail
from mailtick.mail.reply import own_lines, read_reply
from mailtick.rounds.lookup import StoreLookup
from mailtick.store import mails
from mailtick.store.tables import MailRow

_LONGEST_LINE = 90
_MAIL_LINE = 60
_SHOWN_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class MayBelong:
    """An incident that the mail may belong to: `title` is what it is about, `score` is 0 to 100."""

    incident: str
    title: str
    score: int
    because: str


@dataclass(frozen=True, slots=True)
class HeldMail:
    """One held mail. `sender` says how far its sender is believed; `few` that it names a restricted incident."""

    id: int
    mail: InboundMail
    kind: str
    received_at: datetime
    because: str
    sender: str
    candidates: tuple[MayBelong, ...]
    doubts: tuple[str, ...]
    related: str
    few: bool

    @property
    def from_address(self) -> str:
        return self.mail.from_.addr if self.mail.from_ else ""

    @property
    def listed_subject(self) -> str:
        """The subject as a list may tell it."""
        return "a restricted matter" if self.few else self.mail.subject

    @property
    def first_words(self) -> str:
        """What it says, in one line; nothing of a restricted matter."""
        return textwrap.shorten(self._words, _LONGEST_LINE, placeholder=" …")

    @property
    def begins(self) -> tuple[str, ...]:
        """The beginning of what it says, in one line or two of a mail; nothing of a restricted matter."""
        return tuple(textwrap.wrap(self._words, _MAIL_LINE, max_lines=2, placeholder=" …"))

    @property
    def _words(self) -> str:
        words = hide_accounts(own_lines(read_reply(self.mail)) or self.mail.body_text)
        return "" if self.few else " ".join(words[:_SHOWN_CHARACTERS].split())


def held_mail(session: Session, row: MailRow, prefix: str) -> HeldMail:
    """Read a held mail with what was decided on it; one that could not be processed has no decision."""
    mail = parse_mail(mails.raw_of(row))
    decision = json.loads(row.decision or "{}")
    lookup = StoreLookup(session, prefix)
    return HeldMail(
        id=row.id,
        mail=mail,
        kind=KIND_WORDS[classify(mail).kind],
        received_at=row.received_at,
        because=row.held_reason,
        sender=decision.get("sender", ""),
        candidates=tuple(
            MayBelong(each["incident"], _title(lookup, each["incident"]), each["score"], each["because"])
            for each in decision.get("candidates", ())
        ),
        doubts=tuple(decision.get("doubts", ())),
        related=next((each["related"] for each in decision.get("actions", ()) if each.get("related")), ""),
        few=mails.names_restricted(session, row, prefix),
    )


def _title(lookup: StoreLookup, reference: str) -> str:
    incident = lookup.incident_numbered(int(reference.rpartition("-")[2]))
    return incident.title if incident else ""

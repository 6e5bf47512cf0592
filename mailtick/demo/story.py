"""The story of the demo: what comes after what, and how a mail program writes each letter as a mail."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from mailtick.demo.letters import LETTERS, ZONE, Letter, Program, november
from mailtick.mail.message import Address, InboundMail
from mailtick.mail.parse import parse_mail

# The desk is set up on a Monday, before the first lesson.
STARTS_AT = november(9, 8, 0)


@dataclass(frozen=True, slots=True)
class Hour:
    """A moment at which no mail comes, but the desk has something to do by itself."""

    at: datetime


Step = Letter | Hour

_SUMMARIES = (Hour(november(16, 7, 30)), Hour(november(23, 7, 30)))

STORY: tuple[Step, ...] = tuple(
    sorted(
        (*LETTERS, *_SUMMARIES),
        key=lambda step: step.at,
    )
)


class NothingToAnswer(Exception):
    """A letter answers a mail of the desk that never came; a sentence."""


def find_answered(letter: Letter, mailbox: Iterable[bytes]) -> InboundMail | None:
    """Return the newest mail in its sender's mailbox that a letter answers, None if it answers none.

    Raises NothingToAnswer.
    """
    if not letter.answers:
        return None
    for raw in reversed(tuple(mailbox)):
        mail = parse_mail(raw)
        if letter.answers in mail.subject:
            return mail
    raise NothingToAnswer(
        f'{letter.name} answers a mail with "{letter.answers}" in its subject, and {letter.sender.name} got none'
    )


def write_letter(letter: Letter, desk: Address, answered: InboundMail | None = None) -> bytes:
    """Return a letter as its sender's mail program writes it: headers, the words, what is quoted."""
    mail = EmailMessage(policy=SMTP)
    mail["Date"] = format_datetime(letter.at)
    mail["From"] = _shown(letter.sender)
    mail["To"] = _shown(_recipient(desk, answered))
    mail["Subject"] = f"{_PREFIX[letter.program]}{answered.subject}" if answered else letter.subject
    mail["Message-ID"] = f"<{_message_id(letter)}>"
    if answered is not None:
        mail["In-Reply-To"] = f"<{answered.message_id}>"
        mail["References"] = " ".join(f"<{each}>" for each in (*answered.references, answered.message_id))
    if letter.program is Program.MACHINE:
        mail["Auto-Submitted"] = "auto-replied"
    mail.set_content("\n\n".join(part for part in (letter.text, _quoted(letter, answered)) if part) + "\n")
    return mail.as_bytes()


_PREFIX = {Program.OFFICE: "RE: ", Program.TELEPHONE: "Re: ", Program.MACHINE: "Automatic reply: "}


def _shown(address: Address) -> str:
    return formataddr((address.name, address.addr))


def _recipient(desk: Address, answered: InboundMail | None) -> Address:
    """Where an answer goes: the address that the desk gave in its own mail, which carries the token."""
    if answered is None:
        return desk
    return answered.reply_to[0] if answered.reply_to else answered.from_ or desk


def _message_id(letter: Letter) -> str:
    """The same for the same letter in every run, and unlike in form from the desk's own."""
    digest = hashlib.sha256(f"{letter.name} {letter.at}".encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-{digest[12:24]}@{letter.sender.domain}".upper()


def _quoted(letter: Letter, answered: InboundMail | None) -> str:
    """What the mail program puts below an answer: a telephone quotes with ">", an office copies under a heading."""
    if answered is None or letter.program is Program.MACHINE:
        return ""
    sent_at = (answered.date or letter.at).astimezone(ZONE)
    writer = answered.from_ or Address("", "")
    day = f"{sent_at.day} {sent_at:%B %Y}"
    if letter.program is Program.TELEPHONE:
        lines = "\n".join(f"> {line}".rstrip() for line in answered.body_text.strip().splitlines())
        return f"On {sent_at.day} {sent_at:%b %Y}, at {sent_at:%H:%M}, {writer.name} <{writer.addr}> wrote:\n\n{lines}"
    return (
        f"From: {writer.name} <{writer.addr}>\nSent: {day} {sent_at:%H:%M}\nTo: {_shown(letter.sender)}\n"
        f"Subject: {answered.subject}\n\n{answered.body_text.strip()}"
    )

"""Machines that answer mail, as far as a desk sees them: the fields that each writes by default, and whom it answers.

The four ticket systems acknowledge a new ticket, file what carries their tag, and by default spare what says that it is
automatic. `is_careless` is an installation in which that was switched off. Their texts are ours.
"""

from __future__ import annotations

import email
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage, Message
from email.utils import format_datetime, parseaddr

from tests.support.desks import MONDAY

# From a ticket's number and a mail's subject to the fields and the text of an answer.
Writer = Callable[[int, str], tuple[Mapping[str, str], str]]

_AUTOMATIC = re.compile(r"^(?:auto-submitted:\s*auto|precedence:\s*(?:bulk|list|junk|auto_reply)|x-loop:)", re.I | re.M)


@dataclass
class Autoresponder:
    """One machine with an address. `write` returns its fields and text for a ticket's number and the mail's subject."""

    name: str
    address: str
    write: Writer
    is_careless: bool = False
    answers_follow_ups: bool = False
    is_threaded: bool = True
    answers_from: bool = False
    times: int = 1
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(4711))

    def receive(self, raw: bytes) -> list[bytes]:
        """What it sends back for a mail that came to it."""
        mail = email.message_from_bytes(raw)
        is_follow_up = self.is_threaded and self.address.rpartition("@")[2] in str(mail["In-Reply-To"])
        if is_follow_up and not self.answers_follow_ups:
            return []
        if _AUTOMATIC.search(raw.partition(b"\r\n\r\n")[0].decode("ascii", "replace")) and not self.is_careless:
            return []
        return [self._answer(mail) for _ in range(self.times)]

    def _answer(self, mail: Message) -> bytes:
        number = next(self.numbers)
        fields, text = self.write(number, str(mail["Subject"]))
        answer = EmailMessage()
        answer["From"] = f"{self.name} <{self.address}>"
        answer["To"] = parseaddr(str(mail["From"] if self.answers_from else mail["Reply-To"] or mail["From"]))[1]
        answer["Date"] = format_datetime(MONDAY)
        answer["Message-ID"] = f"<{self.name.lower()}-{number}@{self.address.rpartition('@')[2]}>"
        if self.is_threaded:
            answer["In-Reply-To"] = str(mail["Message-ID"])
            answer["References"] = " ".join(f"{mail['References'] or ''} {mail['Message-ID']}".split())
        for name, value in fields.items():
            answer[name] = " ".join(value.split())
        answer.set_content(text)
        return answer.as_bytes()


def request_tracker(number: int, subject: str) -> tuple[Mapping[str, str], str]:
    """RT 5: a scrip "On Create Autoreply to Requestors"."""
    return {
        "Subject": f"[tracker.example #{number}] AutoReply: {subject}",
        "Precedence": "bulk",
        "Auto-Submitted": "auto-replied",
        "X-RT-Loop-Prevention": "tracker.example",
        "X-RT-Ticket": f"tracker.example #{number}",
        "Managed-By": "RT 5.0.5 (http://www.bestpractical.com/rt/)",
        "X-RT-Originator": "desk@tracker.example",
    }, f'A ticket was opened for "{subject}". Keep [tracker.example #{number}] in the subject of all that you send.'


def zammad(number: int, subject: str) -> tuple[Mapping[str, str], str]:
    """Zammad 6: the trigger "auto reply (on new tickets)"."""
    return {
        "Subject": f"Re: {subject} [Ticket#{number}]",
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "All",
        "Precedence": "bulk",
        "X-Powered-By": "Zammad - Helpdesk/Support (https://zammad.org/)",
        "X-Mailer": "Zammad Mail Service",
    }, f"Your request (Ticket#{number}) is with our team, who look at it in turn. To add to it, just reply."


def osticket(number: int, subject: str) -> tuple[Mapping[str, str], str]:
    """osTicket 1.18: the autoresponses "New Ticket" and "New Message"."""
    return {
        "Subject": f"Support Ticket Opened [#{number}]",
        "Auto-Submitted": "auto-replied",
        "X-Autoreply": "yes",
        "X-Auto-Response-Suppress": "DR, RN, OOF, AutoReply",
        "Precedence": "auto_reply",
        "X-Mailer": "osTicket Mailer",
    }, f"Dear ICT desk, ticket #{number} was made for your request about {subject}. Somebody will be in touch."


def znuny(number: int, subject: str) -> tuple[Mapping[str, str], str]:
    """Znuny 7: the automatic response "auto reply" of a queue."""
    return {
        "Subject": f"[Ticket#20261116{number:08d}] RE: {subject}",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
        "X-Loop": "yes",
        "X-Mailer": "Znuny Mail Service (7.0.15)",
        "X-Powered-By": "Znuny (https://www.znuny.org/)",
    }, f"This is a demo answer of the queue: your mail has the number 20261116{number:08d} and was put into the queue."


def unmarked(number: int, subject: str) -> tuple[Mapping[str, str], str]:
    """The worst: no field says what it is, and nothing names what it answers."""
    return {"Subject": f"We have received your message ({number})"}, (
        f"Thank you for your message. It was received under number {number} and is answered in the order of arrival, "
        "as a rule within two working days. Please do not send it again."
    )


def echoing(number: int, subject: str) -> tuple[Mapping[str, str], str]:
    """No field, but it takes up our subject."""
    return {"Subject": f"Received: {subject}"}, f'We have your mail "{subject}" (number {number}) and look at it soon.'


def babbling(number: int, subject: str) -> tuple[Mapping[str, str], str]:
    """No field, and another text each time."""
    words = ("lamp", "chair", "window", "harbour", "letter", "river", "candle", "bridge", "garden", "thunder", "pillow")
    picked = [words[(number * step) % len(words)] + chr(97 + number % 26) for step in (1, 5, 7, 11)]
    return {"Subject": " ".join(picked[:2])}, f"About {' and '.join(picked)} there is more to say than we thought."

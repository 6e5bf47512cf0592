"""What became of every mail that came in: the figure N, whose parts sum to the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from mailtick.mail.message import Kind
from mailtick.reports.facts import MailFacts


class MailPart(StrEnum):
    """What a received mail became. Each is exactly one of these. Source: DOMAIN.md 4.2 N, RULINGS 26."""

    INCIDENTS = "incidents"
    ADDED = "added"
    JOINED = "joined"
    COMMANDS = "commands"
    REGISTERS = "registers"
    AUTOMATIC = "automatic"
    SPAM = "spam"
    HELD = "held"
    WAITING = "waiting"
    UNEXPLAINED = "unexplained"


PART_WORDS = {
    MailPart.INCIDENTS: "for new incidents",
    MailPart.ADDED: "added to one",
    MailPart.JOINED: "joining one",
    MailPart.COMMANDS: "with words for the desk",
    MailPart.REGISTERS: "for the registers, the diary or finance",
    MailPart.AUTOMATIC: "automatic",
    MailPart.SPAM: "spam",
    MailPart.HELD: "held",
    MailPart.WAITING: "waiting to be processed",
    MailPart.UNEXPLAINED: "without a trace",
}

_MACHINES = frozenset({Kind.BOUNCE, Kind.DELAY, Kind.RECEIPT, Kind.AUTO_REPLY, Kind.LOOP, Kind.AUTOMATIC})


def balance(mails: Iterable[MailFacts]) -> dict[MailPart, int]:
    """Count the mails by what became of them; every part is there."""
    counts = Counter(part_of(mail) for mail in mails)
    return {part: counts[part] for part in MailPart}


def part_of(mail: MailFacts) -> MailPart:
    """Return what became of one mail."""
    match mail.state:
        case "received":
            return MailPart.WAITING
        case "held":
            return MailPart.HELD
        case "dropped":
            return MailPart.SPAM
        case _:
            return _part_of_processed(mail)


def _part_of_processed(mail: MailFacts) -> MailPart:
    if "opened" in mail.events:
        return MailPart.INCIDENTS
    if "joined" in mail.events:
        return MailPart.JOINED
    if mail.has_words:
        return MailPart.COMMANDS
    if mail.proposes and not mail.events:
        return MailPart.REGISTERS
    if mail.kind == Kind.LIST and not mail.events:
        return MailPart.SPAM
    if mail.kind in _MACHINES or "automatic" in mail.events or mail.is_ignored:
        return MailPart.AUTOMATIC
    return MailPart.ADDED if mail.events else MailPart.UNEXPLAINED

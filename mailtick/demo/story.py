"""The story of the demo: what comes after what, and which mail of the desk a letter answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mailtick.demo.letter import Letter, november
from mailtick.demo.letters import LETTERS
from mailtick.demo.steps import Step, read_steps, steps_csv
from mailtick.mail.message import InboundMail
from mailtick.mail.parse import parse_mail

# The desk is set up on a Monday, before the first lesson.
STARTS_AT = november(9, 8, 0)


@dataclass(frozen=True, slots=True)
class Hour:
    """A moment at which no mail comes, but the desk has something to do by itself."""

    at: datetime


Cue = Letter | Step | Hour

SUMMARIES = (Hour(november(16, 7, 30)), Hour(november(23, 7, 30)))


def in_order(letters: Iterable[Letter], steps: Iterable[Step], hours: Iterable[Hour]) -> tuple[Cue, ...]:
    """Return everything in order of time; within one minute the mails come first."""
    return tuple(sorted((*letters, *steps, *hours), key=lambda cue: cue.at))


STORY: tuple[Cue, ...] = in_order(LETTERS, read_steps(steps_csv()), SUMMARIES)


class NothingToAnswer(Exception):
    """A letter answers a mail of the desk that never came; a sentence."""


def find_answered(letter: Letter, mailbox: Iterable[bytes]) -> InboundMail | None:
    """Return the newest mail in a mailbox that a letter answers, None if it answers none.

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

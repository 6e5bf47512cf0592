"""The bag that a round is handed: one desk's database, policy, templates and clock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from mailtick.incidents.learning import LearnedRule
from mailtick.incidents.policy import Policy
from mailtick.store.database import Database
from mailtick.templating import Templates
from mailtick.transport.outcome import Outcome
from mailtick.transport.smtp import SmtpSender


def wall_clock() -> datetime:
    """The time now, aware, UTC. The one place that reads it; the demo hands in another clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much at once, how often and how long."""

    batch: int = 50
    claim: int = 10
    strikes: int = 3
    lease: timedelta = timedelta(minutes=5)
    uncertain_retry: timedelta = timedelta(minutes=15)
    held_digest: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SummaryPlan:
    """When the weekly summary goes out, local time (`weekday` 0 is Monday), and to whom: roles or addresses."""

    weekday: int = 0
    hour: int = 7
    minute: int = 30
    to: tuple[str, ...] = ("coordinator", "owner", "informed")


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """From when on reminders go out on an open day, local time."""

    hour: int = 7
    minute: int = 30


class RuleBook(Protocol):
    """The file into which rules are learned. Both answer with its name, and raise NotAllowed, a sentence."""

    def add(self, rule: LearnedRule, note: str) -> str: ...

    def remove(self, name: str) -> str: ...


@dataclass(slots=True)
class Desk:
    """One helpdesk at work. `key` signs its tokens; `first_number` is where a new desk begins to count."""

    database: Database
    policy: Policy
    templates: Templates
    key: bytes
    envelope_from: str
    sender: SmtpSender
    clock: Callable[[], datetime] = wall_clock
    first_number: int = 1
    limits: Limits = field(default_factory=Limits)
    summary: SummaryPlan = field(default_factory=SummaryPlan)
    reminders: ReminderPlan = field(default_factory=ReminderPlan)
    # Mails whose turn ended because the database was away: trying them again is no strike against them.
    unfinished: set[int] = field(default_factory=set)
    # What became of deliveries, by id, while the database was away and could not be told; None: not tried at all.
    unrecorded: dict[int, Outcome | None] = field(default_factory=dict)
    # Set when the daemon stops: rounds finish what is in hand and return.
    stopping: threading.Event = field(default_factory=threading.Event)
    # Template faults that the coordinator has been told of since the start, so that each is told once.
    told_faults: set[str] = field(default_factory=set)
    # All is decided and stored, and no mail is sent.
    is_shadow: bool = False
    # Where rules are learned; None: nowhere.
    rule_book: RuleBook | None = None
    # While old mails are imported, nothing is written to anybody.
    is_silent: bool = False

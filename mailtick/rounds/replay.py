"""Decide on old mails with two sets of rules, and say where they come to something else.

Promise: nothing is written and nothing is sent; what is read is read as of then as far as the desk still knows
(`replay_lookup.AS_OF_NOW` says what is not).
Failures: a mail that cannot be decided on is counted, and the next one goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy.orm import Session

from mailtick.incidents.actions import Action
from mailtick.incidents.decide import Release, decide
from mailtick.incidents.outcome import Change, changes, is_for_few
from mailtick.incidents.people import Role
from mailtick.incidents.policy import Policy
from mailtick.incidents.routing import Rule, Then, route, ungraded
from mailtick.incidents.rule_matter import Matter
from mailtick.incidents.unwanted import hears_machines
from mailtick.mail.classify import classify
from mailtick.mail.message import InboundMail
from mailtick.mail.parse import parse_mail
from mailtick.rounds.replay_lookup import ReplayLookup
from mailtick.store.database import DatabaseAway, comes_from_away
from mailtick.store.replayed import KeptMail, mails_since
from mailtick.transport.archive import OldMail

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Difference:
    """A mail of which the new rules make something else. `number` is of the incident that it was filed on."""

    received_at: datetime
    from_address: str
    subject: str
    number: int | None
    changes: tuple[Change, ...]
    is_restricted: bool


@dataclass(slots=True)
class Replayed:
    """What came of it: how many mails, how many of them alike, and each that would be different."""

    mails: int = 0
    unreadable: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def same(self) -> int:
        return self.mails - self.unreadable - len(self.differences)

    def by_field(self) -> dict[str, int]:
        """How many mails differ in each thing, the most frequent first."""
        return dict(Counter(change.field for each in self.differences for change in each.changes).most_common())


def stored(session: Session, since: datetime) -> Iterator[KeptMail]:
    """The mails that the desk has kept."""
    return mails_since(session, since)


def from_archive(old: Iterable[OldMail]) -> Iterator[KeptMail]:
    """The mails of an archive, which the desk need not know."""
    return (KeptMail(0, each.raw, each.received_at, "", None, False, True, False) for each in old)


def replay(
    session: Session, policy: Policy, old: Sequence[Rule], new: Sequence[Rule], mails: Iterable[KeptMail]
) -> Replayed:
    """Decide on each mail with the old and the new rules, at the moment when it came."""
    lookup = ReplayLookup(session, policy.facts.prefix)
    asked = _Asked()
    # Some rules are asked about mails that open no matter by themselves.
    is_wide = any(rule.then.aside or hears_machines(rule) for rule in (*old, *new))
    before = replace(policy, rules=(Rule("", asked, Then()), *old))
    after = replace(policy, rules=tuple(new))
    done = Replayed()
    for each in mails:
        done.mails += 1
        try:
            found = _compared(each, lookup, before, after, asked) if each.was_new or is_wide else None
        except Exception as error:  # whatever one mail does, the next one goes on
            if comes_from_away(error):
                raise DatabaseAway(f"the database cannot be used: {error}") from error
            log.warning("mail not replayed", mail=each.id, because=f"{type(error).__name__}: {error}")
            done.unreadable += 1
            continue
        if found:
            done.differences.append(found)
    return done


class _Asked:
    """A condition that never holds, and remembers what it was asked about: what rules are asked about."""

    def __init__(self) -> None:
        self.matters: list[Matter] = []

    def holds(self, matter: Matter) -> bool:
        self.matters.append(matter)
        return False


def _compared(kept: KeptMail, lookup: ReplayLookup, before: Policy, after: Policy, asked: _Asked) -> Difference | None:
    """The difference that the rules make. Where they say the same about it, it is decided on only once."""
    mail = parse_mail(kept.raw)
    asked.matters.clear()
    then = _decided(mail, kept, lookup, before)
    matters = tuple(asked.matters)
    was_asked = bool(matters) or not any(rule.then.aside or hears_machines(rule) for rule in after.rules)
    if was_asked and all(_said(each, before) == _said(each, after) for each in matters):
        return None
    now = _decided(mail, kept, lookup, after)
    found = changes(then, now)
    if not found:
        return None
    is_restricted = kept.is_restricted or is_for_few(then) or is_for_few(now)
    sender = mail.from_.addr if mail.from_ else ""
    return Difference(kept.received_at, sender, mail.subject, kept.number, found, is_restricted)


def _said(matter: Matter, policy: Policy) -> tuple[object, ...]:
    """All that rules say about a matter that others were asked about, graded as it was for those."""
    grading = matter.priority.func if isinstance(matter.priority, partial) else ungraded
    routing = route(matter, policy.rules, grading)
    is_heard = any(rule.name in routing.fired and hears_machines(rule) for rule in policy.rules)
    return routing.then, routing.notes, routing.diary, routing.reasons, routing.failed, is_heard


def _decided(mail: InboundMail, kept: KeptMail, lookup: ReplayLookup, policy: Policy) -> tuple[Action, ...]:
    lookup.moment = kept.received_at
    coordinators = lookup.team(Role.COORDINATOR) if kept.was_released else ()
    release = Release(coordinators[0]) if coordinators else None
    return decide(
        mail, classify(mail), lookup, policy, kept.received_at, kept.received_at, release, mailbox=kept.mailbox
    ).actions

"""A proposal: what was read in a mail, what is not sure, and the records that a person's word writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, TypeVar

from mailtick.incidents.learning import LearnedRule
from mailtick.incidents.news.facts import NewsKind
from mailtick.incidents.news.told import Told
from mailtick.incidents.people import Person, Role


class ProposalKind(StrEnum):
    PAYMENT = "payment"
    MOVE = "move"
    IMPLEMENTATION = "implementation"
    OUTAGE = "outage"
    NEWS = "news"
    RULE = "rule"


# Who decides on what; coordinator and deputy decide on everything (RULINGS 12, DESIGN.md section 7).
_DECIDED_BY: Mapping[ProposalKind, Role] = {ProposalKind.PAYMENT: Role.FINANCE}


_MOST_OFTEN: Mapping[ProposalKind, tuple[str, ...]] = {
    ProposalKind.PAYMENT: ("due_on", "what"),
    ProposalKind.MOVE: ("location",),
    ProposalKind.IMPLEMENTATION: ("title", "delivery.on"),
    ProposalKind.OUTAGE: ("on",),
    ProposalKind.NEWS: (),
    ProposalKind.RULE: (),
}


def may_decide(person: Person, kind: ProposalKind) -> bool:
    """Whether a person's word confirms or declines proposals of this kind."""
    return person.is_coordination or (kind in _DECIDED_BY and person.has(_DECIDED_BY[kind]))


@dataclass(frozen=True, slots=True)
class Write:
    """One record to be written: added where `key` is empty, else changed.

    `name` is what people call it within the proposal, and "{name}" in a later one's cells stands for its key.
    `needed` are the columns that whoever confirms has to give.
    """

    name: str
    register: str
    cells: tuple[tuple[str, str], ...]
    key: str = ""
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """The hand-over that a firm's news are about, and its incident; `tag` is the one piece that it is about."""

    handover: int
    incident: int
    reference: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`read` is what was read, label and value; `unsure` what a person should look at; `warnings` what is dangerous.

    `account_mark` stands for the bank account that an invoice names; the account itself is kept nowhere. `told` is
    what a firm has told of its `job`; `rule` is what can be learned from a correction.
    """

    kind: ProposalKind
    title: str
    read: tuple[tuple[str, str], ...]
    writes: tuple[Write, ...] = ()
    unsure: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    provider: str = ""
    account_mark: str = ""
    job: Job | None = None
    told: tuple[Told, ...] = ()
    rule: LearnedRule | None = None

    @property
    def is_confirmable(self) -> bool:
        """Whether there is anything that a person's word does."""
        return bool(self.writes or self.told or self.rule)

    @property
    def example(self) -> str:
        """How a correction is written: what has to be given, else what is most often otherwise."""
        return ", ".join(f"{each}=…" for each in self.needed or _MOST_OFTEN[self.kind])

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that have to be given with the word, each once."""
        return tuple(dict.fromkeys(each for write in self.writes for each in write.needed))


def as_text(proposal: Proposal) -> str:
    """Return a proposal as the store keeps it."""
    return json.dumps(asdict(proposal), ensure_ascii=False)


def from_text(text: str) -> Proposal:
    """Return the proposal that `as_text` wrote."""
    kept = json.loads(text)
    writes = tuple(
        Write(each["name"], each["register"], _pairs(each["cells"]), each["key"], tuple(each["needed"]))
        for each in kept["writes"]
    )
    return Proposal(
        kind=ProposalKind(kept["kind"]),
        title=kept["title"],
        read=_pairs(kept["read"]),
        writes=writes,
        unsure=tuple(kept["unsure"]),
        warnings=tuple(kept["warnings"]),
        provider=kept["provider"],
        account_mark=kept["account_mark"],
        job=Job(**kept["job"]) if kept["job"] else None,
        told=tuple(Told(**{**each, "kind": NewsKind(each["kind"])}) for each in kept["told"]),
        rule=_rule(kept["rule"]),
    )


def _rule(kept: dict[str, Any] | None) -> LearnedRule | None:
    return LearnedRule(**{**kept, "before": tuple(kept["before"])}) if kept else None


_T = TypeVar("_T")


def _pairs(pairs: list[tuple[_T, _T]]) -> tuple[tuple[_T, _T], ...]:
    return tuple((first, second) for first, second in pairs)

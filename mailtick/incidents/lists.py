"""The numbered lists that the desk mails, and what may be answered to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from mailtick.incidents.lines import Line, Unread, Vocabulary
from mailtick.incidents.people import Person


class ListKind(StrEnum):
    """What the items of a list are."""

    HELD = "held"
    TRIAGE = "triage"


@dataclass(frozen=True, slots=True)
class Listed:
    """What the numbers 1 to n of one mail of ours mean: held mails or incidents, by their ids.

    `proposed` are those who could take the incidents, as the mail names them, by their ids; 0 for nobody. `others`
    are, for each number, the further held mails of the same sender that the line stands for.
    """

    kind: ListKind
    ids: tuple[int, ...]
    proposed: tuple[int, ...] = ()
    others: tuple[tuple[int, ...], ...] = ()

    def __str__(self) -> str:
        parts = [self.kind, _joined(self.ids), _joined(self.proposed)]
        if any(self.others):
            parts.append(",".join(".".join(map(str, each)) for each in self.others))
        return ":".join(parts).rstrip(":")

    def others_of(self, number: int) -> tuple[int, ...]:
        """The further mails that a number stands for."""
        return self.others[number - 1] if self.others else ()


def _joined(ids: tuple[int, ...]) -> str:
    return ",".join(map(str, ids))


def listed_in(text: str) -> Listed | None:
    """Return what `str` of a list was made of; None of the empty string."""
    if not text:
        return None
    kind, ids, proposed, others = (*text.split(":"), "", "", "")[:4]
    further = tuple(_numbers(each, ".") for each in others.split(",")) if others else ()
    return Listed(ListKind(kind), _numbers(ids, ","), _numbers(proposed, ","), further)


def _numbers(text: str, parted_by: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(parted_by) if each)


@dataclass(frozen=True, slots=True)
class AnswerList:
    """What somebody says to a list that they got: lines about its items, and lines that say nothing which may be done.

    `sent` is the mail of ours that holds the list. `rounds/answer_list.py` makes it true, each line by itself.
    """

    sent: int
    listed: Listed
    lines: tuple[Line, ...]
    unread: tuple[Unread, ...]
    by: Person
    because: str


_HELD = Vocabulary(
    {
        "new": "new",
        "new incident": "new",
        "open": "new",
        "to": "to",
        "onto": "to",
        "add to": "to",
        "belongs to": "to",
        "goes to": "to",
        "->": "to",
        "drop": "drop",
        "dropped": "drop",
        "delete": "drop",
        "discard": "drop",
        "bin": "drop",
        "junk": "drop",
        "spam": "drop",
        "block": "block",
        "blocked": "block",
        "undo": "undo",
    },
    frozenset({"new", "drop", "block", "undo"}),
    frozenset(),
    "possible are `new`, `new for NAME`, `to NUMBER`, `drop`, `block` and `undo`, each behind the number of a mail",
)

# What is said of a new incident; all but `y` and `not ict` are words of `commands/`.
_TRIAGE = Vocabulary(
    {
        "y": "y",
        "yes": "y",
        "ok": "y",
        "confirm": "y",
        "confirmed": "y",
        "title": "title",
        "call it": "title",
        "split": "split",
        "needed": "needed",
        "needed by": "needed",
        "place": "place",
        "room": "place",
        "category": "category",
        "asset": "asset",
        "equipment": "asset",
        "priority": "priority",
        "prio": "priority",
        "assign": "assign",
        "assign to": "assign",
        "give to": "assign",
        "for": "for",
        "merge": "merge",
        "merge into": "merge",
        "merge with": "merge",
        "same as": "merge",
        "second": "second",
        "ask": "wait",
        "tell": "tell",
        "note": "note",
        "restrict": "restrict",
        "cancel": "cancel",
        "not ict": "not ict",
        "no ict": "not ict",
    },
    frozenset({"y", "not ict"}),
    frozenset({"priority", "second", "wait", "tell", "note", "cancel", "title", "split", "needed"}),
    "possible are `y`, `title`, `place`, `category`, `asset`, `priority … because …`, `needed DAY`, `assign NAME`, "
    "`merge NUMBER`, `split`, `second FIRM`, `ask QUESTION`, `tell`, `note`, `for`, `cancel WHY` and `not ict`, each "
    "behind its number",
)

VOCABULARIES: Mapping[ListKind, Vocabulary] = MappingProxyType({ListKind.HELD: _HELD, ListKind.TRIAGE: _TRIAGE})

"""A second mail that tells of the same order joins the proposal of the first, and says in words what is otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mailtick.incidents.kept import KnownOrder
from mailtick.incidents.proposals.proposal import Proposal

# The row of what was read that holds the number of the order.
NUMBER = "Order"
_OTHERWISE = frozenset({"Ordered", "From", "For", "Arrives", "Price", "Pay by"})


def told_before(proposal: Proposal, orders: Iterable[KnownOrder]) -> KnownOrder | None:
    """Return the order with the same number that was told of before; two firms may have one number."""
    number = _plain(dict(proposal.read).get(NUMBER, ""))
    for known in orders:
        is_same_firm = not (proposal.provider and known.content.provider) or proposal.provider == known.content.provider
        if number and is_same_firm and _plain(dict(known.content.read).get(NUMBER, "")) == number:
            return known
    return None


def joined(first: Proposal, second: Proposal, writer: str, doubts: tuple[str, ...]) -> Proposal:
    """Return the first proposal with what a second mail says otherwise, for whoever decides to look at."""
    said = tuple(f"{writer} wrote again: {each}" for each in _otherwise(first, second))
    return replace(first, unsure=tuple(dict.fromkeys((*first.unsure, *said, *(doubts if said else ())))))


def told_otherwise(first: Proposal, second: Proposal, doubts: tuple[str, ...]) -> Proposal | None:
    """Return what is laid before people where the first proposal is confirmed; None where both say the same."""
    said = tuple(_otherwise(first, second))
    if not said:
        return None
    number = dict(second.read)[NUMBER]
    title = f"Order {number} was told of again, and otherwise"
    todo = "the first mail is confirmed already; change by hand what is right now, then decline this"
    return Proposal(first.kind, title, second.read, (), (*said, *doubts, todo), provider=second.provider)


def _otherwise(first: Proposal, second: Proposal) -> Iterator[str]:
    before = dict(first.read)
    for label, value in second.read:
        if label in _OTHERWISE and value and value != before.get(label):
            yield f"{label}: {value} (the first mail said {before.get(label) or 'nothing of it'})"


def _plain(number: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", number.upper())

"""Which rules fired on a mail, and what each of them settled."""

from __future__ import annotations

from dataclasses import dataclass

from mailtick.incidents.routing import Routing


@dataclass(frozen=True, slots=True)
class RuleHit:
    """One rule that fired. `fields` are those that it set, and no rule before it."""

    rule: str
    fields: tuple[str, ...] = ()


def hits_of(routing: Routing) -> tuple[RuleHit, ...]:
    """Return the rules that fired, in their order."""
    return tuple(
        RuleHit(rule, tuple(field for field, why in routing.because if why == f'rule "{rule}"'))
        for rule in routing.fired
    )

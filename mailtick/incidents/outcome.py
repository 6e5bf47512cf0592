"""What a decision comes to, in words that can be compared: for trying other rules on the same mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mailtick.incidents.actions import (
    Action,
    AddEntry,
    AddParticipants,
    Assign,
    Event,
    HandOver,
    Hold,
    Ignore,
    JoinIncident,
    Notify,
    OpenIncident,
)
from mailtick.incidents.equipment import LinkEquipment
from mailtick.incidents.rule_acts import KeepDay
from mailtick.incidents.rule_hits import RuleHit
from mailtick.incidents.watching import WATCH

# What an outcome says, in the order in which it is shown.
FIELDS = (
    "becomes",
    "type",
    "category",
    "place",
    "equipment",
    "impact",
    "urgency",
    "priority",
    "restricted",
    "given to",
    "handed over to",
    "noted",
    "watched by",
    "diary",
    "written to",
)
# Which field of a rule settles which of them.
_SETTLED_BY = {
    "restricted": ("restricted",),
    "given to": ("assign",),
    "handed over to": ("hand_over",),
    "noted": ("note", "hand_over", "assign"),
    "watched by": ("watch",),
    "diary": ("diary", "follow_up"),
    "equipment": ("asset",),
    "written to": ("notify", "restricted", "ask", "assign"),
    "priority": ("priority", "impact", "urgency"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What another set of rules makes of one thing, and because of which rule each is so; empty for none."""

    field: str
    old: str
    new: str
    old_because: str
    new_because: str


def changes(old: Sequence[Action], new: Sequence[Action]) -> tuple[Change, ...]:
    """Return what is different in the new decision; nothing where both come to the same."""
    before, after = outcome(old), outcome(new)
    return tuple(
        Change(name, before[name], after[name], _because(name, rules_of(old)), _because(name, rules_of(new)))
        for name in FIELDS
        if before[name] != after[name]
    )


def rules_of(actions: Sequence[Action]) -> tuple[RuleHit, ...]:
    """Return the rules that fired."""
    opening = (each for each in actions if isinstance(each, OpenIncident | JoinIncident | Hold | Ignore))
    return tuple(hit for each in opening for hit in each.rules)


def is_for_few(actions: Sequence[Action]) -> bool:
    """Whether it opens a restricted incident."""
    return any(isinstance(each, OpenIncident) and each.is_restricted for each in actions)


def outcome(actions: Sequence[Action]) -> Mapping[str, str]:
    """Return what each of FIELDS comes to, in words."""
    found: dict[str, list[str]] = {name: [] for name in FIELDS}
    for action in actions:
        for name, value in _said(action):
            if value and value not in found[name]:
                found[name].append(value)
    if not found["becomes"]:
        found["becomes"] = ["filed on an incident"]
    return {name: "; ".join(values) for name, values in found.items()}


def _said(action: Action) -> tuple[tuple[str, str], ...]:
    match action:
        case OpenIncident():
            return (
                ("becomes", "a new incident"),
                *((name, str(getattr(action, name))) for name in FIELDS if hasattr(action, name)),
                ("restricted", "yes" if action.is_restricted else "no"),
            )
        case JoinIncident():
            return (("becomes", "one more report of a known fault"), ("place", action.place))
        case Hold():
            return (("becomes", f"held: {action.because}"),)
        case Ignore():
            return (("becomes", f"kept only: {action.because}"),)
        case LinkEquipment():
            return (("equipment", action.equipment.tag),)
        case Assign():
            return (("given to", action.to.name),)
        case HandOver():
            return (("handed over to", action.provider.name),)
        case AddEntry() if action.event is Event.NOTE and action.because.startswith(("rule ", "category ")):
            return (("noted", action.text),)
        case AddParticipants():
            return tuple(("watched by", each.name) for each in action.people if each.field == WATCH)
        case KeepDay():
            return (("diary", f"{action.on:%d/%m/%Y} {action.what}"),)
        case Notify():
            return tuple(("written to", f"{each.name} ({action.notice.replace('_', ' ')})") for each in action.to)
        case _:
            return ()


def _because(name: str, hits: Sequence[RuleHit]) -> str:
    settled = _SETTLED_BY.get(name, (name,))
    if name == "becomes":
        return "; ".join(f'rule "{hit.rule}"' for hit in hits)
    return "; ".join(f'rule "{hit.rule}"' for hit in hits if set(settled) & set(hit.fields))

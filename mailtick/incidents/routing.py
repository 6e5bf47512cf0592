"""Rules applied: what a rule is, and what the rules say about a matter, one after the other.

All matching rules apply in order until one says `stop`; a later rule never changes a field that an
earlier one set (RULINGS 24). Regular expressions are RE2's, so that no mail can make one slow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from mailtick.incidents.choice import Question
from mailtick.incidents.conditions import Condition
from mailtick.incidents.incident import Grade, IncidentType, Priority
from mailtick.incidents.people import Place
from mailtick.incidents.rule_acts import Aside, DiaryDay
from mailtick.incidents.rule_matter import Matter
from mailtick.incidents.rule_timed import Timed


@dataclass(frozen=True, slots=True)
class Then:
    """What a rule sets. Empty and None mean that the rule says nothing about it."""

    category: str = ""
    place: str = ""
    type: IncidentType | None = None
    impact: Grade | None = None
    urgency: Grade | None = None
    priority: Priority | None = None
    assign: str = ""
    hand_over: str = ""
    is_sure: bool = False
    notify: tuple[str, ...] = ()
    restricted: bool = False
    ask: Question | None = None
    asset: str = ""
    reason: str = ""
    watch: tuple[str, ...] = ()
    note: str = ""
    diary: DiaryDay | None = None
    follow_up: int = 0
    aside: Aside | None = None
    chase: bool = False
    template: str = ""


# Of these the first rule that says something is heard.
_SETS_ONCE = (
    "category", "place", "asset", "type", "impact", "urgency", "priority", "assign", "hand_over", "restricted", "ask",
    "follow_up", "aside", "template",
)  # fmt: skip
_GRADES = frozenset({"impact", "urgency", "priority"})
# What a condition that cannot be answered raises; the database that is away is not among them.
FAILURES = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule: when it matches, what it sets, and whether later rules are asked at all."""

    name: str
    when: Condition
    then: Then
    stop: bool = False
    # One that the clock asks, and no mail.
    timed: Timed | None = None
    # How it is written, to tell whether it has changed.
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Routing:
    """What the rules say about a matter. `because` says, for each field that was set, what set it."""

    then: Then = field(default_factory=Then)
    fired: tuple[str, ...] = ()
    because: tuple[tuple[str, str], ...] = ()
    # What each rule has to say in words, with its name: why it is so urgent, what to note, what the diary is to have.
    reasons: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    diary: tuple[tuple[str, DiaryDay], ...] = ()
    # The rules that could not be used, each a sentence.
    failed: tuple[str, ...] = ()

    def reason(self, name: str) -> str:
        """What set a field, such as 'rule "Copier"'; empty where nothing did."""
        return dict(self.because).get(name, "")


# How urgent a matter is by what the rules have said so far.
Grading = Callable[[Routing], Priority | None]


def ungraded(_: Routing) -> Priority | None:
    """The answer where nobody can say how urgent it is."""
    return None


def route(matter: Matter, rules: Sequence[Rule], grading: Grading = ungraded) -> Routing:
    """Apply the rules to a matter. What one rule sets, the next one already sees.

    `grading` is asked only by rules that want to know the priority.
    """
    routing = Routing()
    matter = replace(matter, priority=partial(grading, routing))
    for rule in (each for each in rules if each.timed is None):
        try:
            is_met = rule.when.holds(matter)
        except FAILURES as error:
            why = f'rule "{rule.name}" failed and was skipped: {type(error).__name__}, {error}'
            routing = replace(routing, failed=(*routing.failed, why))
            continue
        if not is_met:
            continue
        routing = _add(routing, rule)
        matter = _seen_by_next(matter, routing, grading)
        if rule.stop:
            break
    return routing


def _add(routing: Routing, rule: Rule) -> Routing:
    changes: dict[str, object] = {}
    for name in _SETS_ONCE:
        if getattr(rule.then, name) and not getattr(routing.then, name):
            changes[name] = getattr(rule.then, name)
    then, by = rule.then, f'rule "{rule.name}"'
    added = [name for name in ("notify", "watch", "note", "diary") if getattr(then, name)]
    because = routing.because + tuple((name, by) for name in (*changes, *added))
    is_graded = then.reason and not _GRADES.isdisjoint(changes)
    if "hand_over" in changes:
        changes["is_sure"] = then.is_sure
    for name in ("notify", "watch"):
        before = getattr(routing.then, name)
        changes[name] = before + tuple(who for who in getattr(then, name) if who not in before)
    return replace(
        routing,
        then=replace(routing.then, **changes),  # type: ignore[arg-type]  # the names are Then's own
        fired=(*routing.fired, rule.name),
        because=because,
        reasons=(*routing.reasons, f"{then.reason} ({by})") if is_graded else routing.reasons,
        notes=(*routing.notes, (by, then.note)) if then.note else routing.notes,
        diary=(*routing.diary, (by, then.diary)) if then.diary else routing.diary,
    )


def _seen_by_next(matter: Matter, routing: Routing, grading: Grading) -> Matter:
    then = routing.then
    return replace(
        matter,
        category=then.category or matter.category,
        place=Place(then.place, then.place) if then.place else matter.place,
        type=then.type or matter.type,
        priority=partial(grading, routing),
    )

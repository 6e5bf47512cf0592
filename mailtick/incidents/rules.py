"""Read `[[rule]]` blocks into rules. Every mistake is found in one go, with the place where it stands."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mailtick.incidents import conditions as c
from mailtick.incidents.pattern import look_together
from mailtick.incidents.routing import Rule, Then
from mailtick.incidents.rule_then import THEN
from mailtick.incidents.rule_timed import KEYS, Timed, misplaced, read_age, read_states
from mailtick.incidents.rule_when import CONDITIONS

Path = tuple[str | int, ...]
T = TypeVar("T")
_GRADED = frozenset({"priority", "impact", "urgency"})
# Conditions stand in each other so deep at most.
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class RuleFault:
    """One mistake: in which rule (from 0), where inside it, and a sentence that says what to do."""

    index: int
    path: Path
    message: str


class _Mistake(Exception):
    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


def read_rules(raw: Sequence[Mapping[str, object]]) -> tuple[tuple[Rule, ...], tuple[RuleFault, ...]]:
    """Return the rules and the mistakes. With a mistake in any of them, use none: half a set surprises."""
    rules: list[Rule] = []
    faults: list[RuleFault] = []
    names: set[str] = set()
    for index, block in enumerate(raw):
        reader = _Reader()
        rule = reader.rule(block)
        if rule.name in names:
            reader.note(("name",), f'there is another rule called "{rule.name}"; give each its own name')
        names.add(rule.name)
        rules.append(rule)
        faults += [RuleFault(index, mistake.path, str(mistake)) for mistake in reader.mistakes]
    patterns = [pattern for rule in rules for pattern in c.patterns_of(rule.when)]
    look_together(patterns)
    return tuple(rules), tuple(faults)


class _Reader:
    """Reads one rule and keeps its mistakes."""

    def __init__(self) -> None:
        self.mistakes: list[_Mistake] = []

    def note(self, path: Path, message: str) -> None:
        self.mistakes.append(_Mistake(path, message))

    def rule(self, block: Mapping[str, object]) -> Rule:
        self._known((), block, ("name", "when", "then", "stop"))
        name = block.get("name")
        if not isinstance(name, str) or not name.strip():
            self.note(("name",), "a rule needs a name; it stands in the log of every incident that the rule touches")
            name = ""
        when = self._table(("when",), block.get("when"), "when the rule applies")
        then = self._table(("then",), block.get("then"), "what the rule does")
        if "then" in block and not then and not self.mistakes:
            self.note(("then",), "this rule does nothing; say what it sets, for instance category")
        stops = [self._flag(("stop",), block.get("stop", False)), self._flag(("then", "stop"), then.get("stop", False))]
        timed = self._timed(when, then, stops=stops[0])
        when = {key: value for key, value in when.items() if key not in KEYS}
        source = json.dumps(block, sort_keys=True, default=str)
        return Rule(name, self.condition(("when",), when), self.then(then), any(stops), timed, source)

    def _timed(self, when: Mapping[str, object], then: Mapping[str, object], *, stops: bool) -> Timed | None:
        """Whether the clock asks this rule, and what may not stand in it then."""
        if not set(KEYS) & set(when):
            if "chase" in then:
                how = 'when = { state = "waiting_provider", age = "3 days" }'
                self.note(("then", "chase"), f"chase is for rules that the clock asks, such as {how}")
            return None
        if stops:
            self.note(("stop",), "stop is for rules of mails; each rule with state or age is asked at its own time")
        for path, message in misplaced(when, then):
            self.note(path, message)
        states = self._try(("when", "state"), read_states, when["state"]) if "state" in when else None
        age = self._try(("when", "age"), read_age, when["age"]) if "age" in when else None
        return Timed(states or frozenset(), age)

    def condition(self, path: Path, table: Mapping[str, object]) -> c.Condition:
        if len(path) > 2 * _DEEPEST:
            self.note(path, "conditions stand in each other too deep; write two rules")
            return c.AllOf(())
        for key in KEYS:
            if key in table:
                self.note((*path, key), f"{key} stands in when itself, not inside any, all or not")
        self._known(path, table, (*CONDITIONS, "any", "all", "not", *KEYS))
        parts = [part for key, value in table.items() if (part := self._part((*path, key), key, value))]
        return parts[0] if len(parts) == 1 else c.AllOf(tuple(parts))

    def _part(self, path: Path, key: str, value: object) -> c.Condition | None:
        if key in ("any", "all"):
            tables = self._tables(path, value)
            parts = tuple(self.condition((*path, index), table) for index, table in enumerate(tables))
            return c.AnyOf(parts) if key == "any" else c.AllOf(parts)
        if key == "not":
            return c.Not(self.condition(path, self._table(path, value, "the condition that must not hold")))
        read = CONDITIONS.get(key)
        return self._try(path, read, value) if read else None

    def then(self, table: Mapping[str, object]) -> Then:
        self._known(("then",), table, (*THEN, "sure", "stop"))
        read = {key: self._try(("then", key), THEN[key], value) for key, value in table.items() if key in THEN}
        sure = self._flag(("then", "sure"), table.get("sure", False))
        if sure and "hand_over" not in table:
            self.note(("then", "sure"), "sure belongs to hand_over; name the provider, or take sure away")
        if "reason" in table and not _GRADED & set(table):
            self.note(("then", "reason"), "reason says why it is so urgent; set priority, impact or urgency beside it")
        if "hold" in table and "drop" in table:
            self.note(("then", "drop"), "a mail is held or dropped, not both; take one of them away")
        aside = read.pop("hold", None) or read.pop("drop", None)
        return Then(is_sure=sure, aside=aside, **{key: value for key, value in read.items() if value is not None})  # type: ignore[arg-type]  # THEN's readers give the right types

    def _try(self, path: Path, read: Callable[[object], T], value: object) -> T | None:
        try:
            return read(value)
        except ValueError as error:
            self.note(path, str(error))
            return None

    def _known(self, path: Path, table: Mapping[str, object], known: Iterable[str]) -> None:
        known = tuple(known)
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                hint = f"did you mean {near[0]}?" if near else f"possible here: {', '.join(known)}"
                self.note((*path, key), f"{key} is not known; {hint}")

    def _table(self, path: Path, value: object, what: str) -> Mapping[str, object]:
        if isinstance(value, Mapping):
            return value
        self.note(path, f'{path[-1]} must be a table that says {what}, such as {{ category = "Printing and copying" }}')
        return {}

    def _tables(self, path: Path, value: object) -> Sequence[Mapping[str, object]]:
        if isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value):
            return value
        self.note(
            path, f'{path[-1]} must be a list of conditions, such as [{{ subject = "wifi" }}, {{ text = "internet" }}]'
        )
        return ()

    def _flag(self, path: Path, value: object) -> bool:
        if isinstance(value, bool):
            return value
        self.note(path, f"{path[-1]} must be true or false")
        return False

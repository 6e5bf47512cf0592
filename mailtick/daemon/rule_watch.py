"""Swap the rules of a running desk when their files change, or when it is asked to (SIGHUP).

Promise: a new set is checked whole, with all that it names, and takes the place of the old one between two batches of
mails; or it is refused, each mistake with file, line and a sentence, and the old one goes on. Never half a set: a file
that is being written is left alone until it rests.
Failures: whatever goes wrong while reading is logged; mails are processed all the same.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import structlog

from mailtick.config import ConfigFaults, Fault, Settings, find_rules
from mailtick.desk import Desk
from mailtick.incidents.routing import Rule
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.rule_names import unknown_mailboxes, unknown_names
from mailtick.rounds.tell_rules import tell_refused_rules
from mailtick.store.database import DatabaseAway

log = structlog.get_logger()

# A file that changed is read once it has stayed as it is for so long.
_RESTS_S = 1.0
_Stand = tuple[tuple[int, int, int], ...]


class RuleWatch:
    """The files of one desk's rules. `load` reads the configuration at `path` anew; `clock` counts seconds."""

    def __init__(
        self,
        path: Path,
        settings: Settings,
        load: Callable[[], Settings],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = path
        self._running = settings
        self._file = settings.rules_from.file
        self._load = load
        self._clock = clock
        self._read = self._seen = self._stand()
        self._seen_at = clock()
        self._is_asked = threading.Event()

    def ask(self) -> None:
        """Let the files be read at the next look, whether they changed or not."""
        self._is_asked.set()

    def look(self, desk: Desk) -> bool:
        """Swap the rules if there is something new. Returns whether they were swapped; raises DatabaseAway."""
        stand = self._stand()
        if not self._is_asked.is_set() and not self._is_due(stand):
            return False
        try:
            is_swapped = self._swap(desk)
        except DatabaseAway:
            raise
        except Exception:  # mails are to be processed, whatever lies in the files
            log.exception("rules not read", file=str(self._path))
            is_swapped = False
        self._is_asked.clear()
        self._read = self._seen = stand
        return is_swapped

    def _is_due(self, stand: _Stand) -> bool:
        if stand == self._read:
            self._seen = stand
            return False
        if stand != self._seen:
            self._seen, self._seen_at = stand, self._clock()
            return False
        return self._clock() - self._seen_at >= _RESTS_S

    def _stand(self) -> _Stand:
        return tuple(_stand_of(path) for path in (self._path, self._file))

    def _swap(self, desk: Desk) -> bool:
        try:
            settings = self._load()
        except ConfigFaults as refusal:
            _refuse(desk, refusal.faults)
            return False
        if faults := self._unknown(desk, settings):
            _refuse(desk, faults)
            return False
        # One assignment: whoever decides now has the one set or the other.
        before, desk.policy = desk.policy, replace(desk.policy, rules=settings.rules)
        self._file = settings.rules_from.file
        log.info("rules replaced", rules=len(settings.rules), **_differences(before.rules, settings.rules))
        self._say_what_waits(settings)
        return True

    def _unknown(self, desk: Desk, settings: Settings) -> tuple[Fault, ...]:
        """What the new rules name and nobody has; what the running ones name so already stops no other change."""
        with desk.database.reading() as session:
            lookup = StoreLookup(session, desk.policy.facts.prefix)
            boxes = [each.name for each in self._running.mailboxes]
            known = {(rule.name, words) for rule in desk.policy.rules for words in _unknown_to(rule, lookup, boxes)}
            found = [
                (index, rule.name, words)
                for index, rule in enumerate(settings.rules)
                for words in _unknown_to(rule, lookup, boxes)
                if (rule.name, words) not in known
            ]
        places = find_rules(self._path) if found else ()
        return tuple(
            Fault(places[index].file, places[index].line, "", f'rule "{name}": {words}') for index, name, words in found
        )

    def _say_what_waits(self, settings: Settings) -> None:
        """Only rules are taken up by a running daemon; what else has changed is named."""
        changed = [
            field.alias or name
            for name, field in Settings.model_fields.items()
            if name not in ("rules", "rules_from") and getattr(settings, name) != getattr(self._running, name)
        ]
        if changed:
            tables = ", ".join(f"[{name}]" for name in changed)
            log.warning("restart needed", changed=tables, because="only rules are read while the desk runs")


def _differences(before: Sequence[Rule], now: Sequence[Rule]) -> dict[str, list[str]]:
    """The names of the rules that came, went, and are written otherwise now, where there are any."""
    old, new = ({rule.name: rule.source for rule in rules} for rules in (before, now))
    found = {
        "added": [name for name in new if name not in old],
        "gone": [name for name in old if name not in new],
        "changed": [name for name in new if name in old and new[name] != old[name]],
    }
    return {what: names for what, names in found.items() if names}


def _unknown_to(rule: Rule, lookup: StoreLookup, mailboxes: Sequence[str]) -> Iterator[str]:
    yield from unknown_names(rule, lookup)
    yield from unknown_mailboxes(rule, mailboxes)


def _stand_of(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0)
    return (found.st_ino, found.st_mtime_ns, found.st_size)


def _refuse(desk: Desk, faults: tuple[Fault, ...]) -> None:
    for fault in faults:
        said = f"{fault.key} {fault.message}".strip()
        log.warning("rules refused", file=str(fault.file), line=fault.line or 0, because=said)
    tell_refused_rules(desk, [str(replace(fault, file=Path(fault.file.name))) for fault in faults])

"""Rules on trial: a file of rules, or a whole configuration, checked with all that it names before it is tried."""

from __future__ import annotations

from pathlib import Path

from mailtick.config import ConfigFaults, Fault
from mailtick.config.document import read_document
from mailtick.config.rule_files import load_rules, places_of_rules
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.routing import Rule
from mailtick.rounds.rule_names import unknown_names


def load_trial(path: Path, lookup: Lookup) -> tuple[Rule, ...]:
    """Return the rules of a file. Raises ConfigFaults with every mistake, and all that they name and nobody has."""
    rules = load_rules(path)
    places = places_of_rules((read_document(path),))
    faults = [
        Fault(path, place.line, "", f'rule "{rule.name}": {words}')
        for rule, place in zip(rules, places, strict=True)
        for words in unknown_names(rule, lookup)
    ]
    if faults:
        raise ConfigFaults(faults)
    return rules

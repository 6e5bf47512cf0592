"""Where rules stand: in the file that [rules] names, and then as [[rule]] blocks in config.toml itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationInfo

from mailtick.config.document import Document, read_document
from mailtick.config.faults import Complaint, ConfigFaults, Fault, nearest
from mailtick.config.kinds import Surroundings, surroundings, text_of
from mailtick.config.lines import index_lines
from mailtick.incidents.routing import Rule
from mailtick.incidents.rules import RuleFault, read_rules

# Read where it is there; any other file that is named has to be.
USUAL_FILE = "rules.toml"


@dataclass(frozen=True, slots=True)
class RulePlace:
    """Where a rule stands. `line` counts from 1."""

    file: Path
    line: int


def read_rules_path(value: object, info: ValidationInfo) -> Path:
    """Return the path of the file for rules; only the usual one need not be there."""
    written = text_of(str(value) if isinstance(value, Path) else value)
    path = surroundings(info).path(written)
    if not written or path.is_dir():
        raise ValueError(f'must name a file, such as "{USUAL_FILE}"')
    if written != USUAL_FILE and not path.is_file():
        raise ValueError(f"names the file {path}, which is not there; make it (it may be empty), or correct the path")
    return path


def rule_documents(config: Document, around: Surroundings) -> tuple[Document, ...]:
    """The files that hold the rules of a desk, in the order in which they are asked: config.toml comes last."""
    path = _rules_file(config, around)
    return (read_document(path), config) if path else (config,)


def gather_rules(documents: tuple[Document, ...]) -> tuple[tuple[Rule, ...], list[Fault]]:
    """Return the rules of all files, checked together, and what is wrong with them."""
    blocks = [(document, index) for document in documents for index in range(len(document.blocks("rule")))]
    rules, found = read_rules([block for document in documents for block in document.blocks("rule")])
    faults: list[Fault] = []
    for document in documents:
        mine = [each for each in found if blocks[each.index][0] is document]
        faults += document.located([_of_rule(each, blocks[each.index][1]) for each in mine])
    return rules, faults


def load_rules(path: Path) -> tuple[Rule, ...]:
    """Return the rules of a file for rules, or of a whole configuration. Raises ConfigFaults with every mistake."""
    document = read_document(path)
    rules, found = gather_rules((document,))
    others = [] if "desk" in document.tables else foreign(document)
    faults = [*document.faults, *others, *found]
    if faults:
        raise ConfigFaults(sorted(faults, key=lambda fault: fault.line or 0))
    return rules


def foreign(document: Document) -> list[Fault]:
    """What stands in a file for rules and is no rule."""
    return document.located(list(_foreign(document)))


def _foreign(document: Document) -> Iterator[Complaint]:
    for key in document.tables:
        if key != "rule":
            hint = (
                "; did you mean [[rule]]?" if nearest(key, ("rule",)) else "; only [[rule]] blocks stand in this file"
            )
            yield Complaint((key,), f"is not known{hint}")
    if "rule" in document.tables and not document.blocks("rule"):
        yield Complaint(("rule",), "must be tables that each begin with the line [[rule]]")


def places_of_rules(documents: tuple[Document, ...]) -> tuple[RulePlace, ...]:
    """Where each of the rules stands, in their order."""
    places: list[RulePlace] = []
    for document in documents:
        lines = index_lines(document.text)
        places += [
            RulePlace(document.path, lines.get(("rule", index), 1)) for index in range(len(document.blocks("rule")))
        ]
    return tuple(places)


def _rules_file(config: Document, around: Surroundings) -> Path | None:
    """The file to read; None where there is none, and where the settings complain about its name."""
    table = config.tables.get("rules", {})
    written = table.get("file", USUAL_FILE) if isinstance(table, Mapping) else None
    if not isinstance(written, str) or not written.strip() or "\0" in written:
        return None
    path = around.path(written.strip())
    return path if path.is_file() else None


def _of_rule(fault: RuleFault, index: int) -> Complaint:
    """A rule's fault names its key itself, or says "this"; here the key stands before the message."""
    message = fault.message
    for subject in (f"{fault.path[-1]} " if fault.path else "", "this "):
        if subject and message.startswith((f"{subject}is ", f"{subject}must ")):
            return Complaint(("rule", index, *fault.path), message.removeprefix(subject))
    return Complaint(("rule", index, *fault.path), f"is wrong: {message}")

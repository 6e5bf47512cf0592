"""Read config.toml into settings, or say everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from mailtick.config.faults import Complaint, ConfigFaults, Fault, written
from mailtick.config.kinds import Surroundings
from mailtick.config.lines import KeyPath, index_lines, line_of
from mailtick.config.sentences import complaints_of
from mailtick.config.settings import Settings
from mailtick.config.syntax import parse_text, read_text
from mailtick.incidents.rules import RuleFault, read_rules

_Document = Mapping[str, object]

# Tables that may be left out, because each of their keys has a default.
_OPTIONAL_TABLES = ("store", "templates", "summary", "limits")
# Within all tables of a kind, this key is unlike in each, without regard to case.
_UNIQUE = (("mailbox", "name"), ("provider", "code"), ("place", "code"))


def load_settings(path: Path, environment: Mapping[str, str]) -> Settings:
    """Return the settings of the desk that the file at `path` describes.

    Relative paths in it count from its folder; secrets come from `environment` and from files.
    Raises ConfigFaults with every mistake, its key and its line.
    """
    text = read_text(path)
    document = parse_text(path, text)
    settings, complaints = _check(document, Surroundings(path.absolute().parent, environment))
    if settings is None or complaints:
        lines = index_lines(text)
        faults = [Fault(path, line_of(each.path, lines), written(each.path), each.message) for each in complaints]
        raise ConfigFaults(sorted(faults, key=lambda fault: fault.line or 0))
    return settings


def find_line(path: Path, key: KeyPath) -> int | None:
    """Return the line of the file on which a key stands, or else the table around it."""
    return line_of(key, index_lines(read_text(path)))


def _check(document: _Document, around: Surroundings) -> tuple[Settings | None, list[Complaint]]:
    blocks = _tables(document, "rule")
    rules, rule_faults = read_rules(blocks)
    complaints = [_of_rule(fault) for fault in rule_faults]
    complaints += _doubles(document)
    completed = {name: {} for name in _OPTIONAL_TABLES} | dict(document)
    if blocks:
        completed["rule"] = rules
    try:
        settings = Settings.model_validate(completed, context=around)
    except ValidationError as error:
        return None, complaints + complaints_of(error.errors(include_url=False), Settings)
    return _with_envelope(settings), complaints


def _of_rule(fault: RuleFault) -> Complaint:
    """A rule's fault names its key itself, or says "this"; here the key stands before the message."""
    message = fault.message
    for subject in (f"{fault.path[-1]} " if fault.path else "", "this "):
        if subject and message.startswith((f"{subject}is ", f"{subject}must ")):
            return Complaint(("rule", fault.index, *fault.path), message.removeprefix(subject))
    return Complaint(("rule", fault.index, *fault.path), f"is wrong: {message}")


def _doubles(document: _Document) -> Iterator[Complaint]:
    for kind, key in _UNIQUE:
        first: dict[str, int] = {}
        for index, table in enumerate(_tables(document, kind)):
            value = table.get(key)
            if isinstance(value, str) and first.setdefault(value.strip().casefold(), index) != index:
                before = written((kind, first[value.strip().casefold()]))
                yield Complaint((kind, index, key), f'is "{value}", which {before} is called already; take another')


def _tables(document: _Document, kind: str) -> list[_Document]:
    """The [[kind]] tables; none where something else stands there, which the settings complain about."""
    found = document.get(kind)
    if isinstance(found, list) and all(isinstance(each, dict) for each in found):
        return found
    return []


def _with_envelope(settings: Settings) -> Settings:
    envelope_from = settings.smtp.envelope_from or settings.desk.address
    smtp = settings.smtp.model_copy(update={"envelope_from": envelope_from})
    return settings.model_copy(update={"smtp": smtp})

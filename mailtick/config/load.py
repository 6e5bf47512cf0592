"""Read config.toml into settings, or say everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from mailtick.config.document import Document, read_document
from mailtick.config.faults import Complaint, ConfigFaults, written
from mailtick.config.kinds import Surroundings
from mailtick.config.lines import KeyPath, index_lines, line_of
from mailtick.config.rule_files import RulePlace, foreign, gather_rules, places_of_rules, rule_documents
from mailtick.config.sentences import complaints_of
from mailtick.config.settings import Settings
from mailtick.config.syntax import read_text
from mailtick.incidents.routing import Rule

# Tables that may be left out, because each of their keys has a default.
_OPTIONAL_TABLES = ("store", "templates", "summary", "limits", "rules")
# Within all tables of a kind, this key is unlike in each, without regard to case.
_UNIQUE = (("mailbox", "name"), ("provider", "code"), ("place", "code"))


def load_settings(path: Path, environment: Mapping[str, str]) -> Settings:
    """Return the settings of the desk that the file at `path` describes, with the rules of the file that it names.

    Relative paths in it count from its folder; secrets come from `environment` and from files.
    Raises ConfigFaults with every mistake, its key and its line.
    """
    config = read_document(path)
    around = Surroundings(path.absolute().parent, environment)
    documents = rule_documents(config, around)
    rules, rule_faults = gather_rules(documents)
    settings, complaints = _check(config, rules, around)
    if config.faults:
        # What seems to be missing may stand where nothing can be read.
        complaints = [each for each in complaints if len(each.path) > 1 or not each.message.startswith("is missing")]
    faults = [*rule_faults, *config.located(complaints)]
    faults += [fault for document in documents for fault in document.faults]
    faults += [fault for document in documents if document is not config for fault in foreign(document)]
    if settings is None or faults:
        raise ConfigFaults(sorted(faults, key=lambda fault: (fault.file != path, fault.line or 0)))
    return settings


def find_line(path: Path, key: KeyPath) -> int | None:
    """Return the line of the file on which a key stands, or else the table around it."""
    return line_of(key, index_lines(read_text(path)))


def find_rules(path: Path) -> tuple[RulePlace, ...]:
    """Return where each rule of the desk stands, in their order. For a configuration without faults."""
    return places_of_rules(rule_documents(read_document(path), Surroundings(path.absolute().parent, {})))


def _check(config: Document, rules: tuple[Rule, ...], around: Surroundings) -> tuple[Settings | None, list[Complaint]]:
    complaints = list(_doubles(config))
    completed = {name: {} for name in _OPTIONAL_TABLES} | dict(config.tables)
    if "rule" not in config.tables or config.blocks("rule"):
        completed["rule"] = rules
    try:
        settings = Settings.model_validate(completed, context=around)
    except ValidationError as error:
        return None, complaints + complaints_of(error.errors(include_url=False), Settings)
    return _with_envelope(settings), complaints


def _doubles(config: Document) -> Iterator[Complaint]:
    for kind, key in _UNIQUE:
        first: dict[str, int] = {}
        for index, table in enumerate(config.blocks(kind)):
            value = table.get(key)
            if isinstance(value, str) and first.setdefault(value.strip().casefold(), index) != index:
                before = written((kind, first[value.strip().casefold()]))
                yield Complaint((kind, index, key), f'is "{value}", which {before} is called already; take another')


def _with_envelope(settings: Settings) -> Settings:
    envelope_from = settings.smtp.envelope_from or settings.desk.address
    smtp = settings.smtp.model_copy(update={"envelope_from": envelope_from})
    return settings.model_copy(update={"smtp": smtp})

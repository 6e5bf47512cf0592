"""The example config.toml works as it stands and never lags behind the settings."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mailtick.config import Settings, load_settings

EXAMPLE = Path(__file__).parents[2] / "config.toml"
ENVIRONMENT = {"MAILTICK_IMAP_PASSWORD": "tide-and-marsh"}


def test_the_example_loads_as_it_stands() -> None:
    settings = load_settings(EXAMPLE, ENVIRONMENT)
    assert settings.desk.address == "ict@saltmarshprimary.example"
    assert [rule.name for rule in settings.rules][:2] == ["The safeguarding system", "Copier to Anglia Print"]
    assert settings.mailboxes[0].password.get_secret_value() == "tide-and-marsh"


def test_what_the_example_shows_as_default_is_the_default(tmp_path: Path) -> None:
    shown = tmp_path / "config.toml"
    shown.write_text(_uncommented())
    plain = tmp_path / "plain.toml"
    plain.write_text(EXAMPLE.read_text())
    assert _without_rules(shown) == _without_rules(plain)


def test_every_key_stands_in_the_example() -> None:
    document = tomllib.loads(_uncommented())
    tables = {name: blocks if isinstance(blocks, list) else [blocks] for name, blocks in document.items()}
    missing = [
        f"{name}.{key}"
        for name, field in Settings.model_fields.items()
        for key in _keys(field)
        if not any(key in table for table in tables[field.alias or name])
    ]
    assert missing == []


def test_every_key_says_what_it_must_be() -> None:
    tables: list[type[BaseModel]] = [Settings]
    tables += [table for field in Settings.model_fields.values() if (table := _table(field))]
    silent = [
        f"{table.__name__}.{name}"
        for table in tables
        for name, field in table.model_fields.items()
        if not field.description
    ]
    assert len(tables) == 15
    assert silent == []


def _without_rules(path: Path) -> Settings:
    """Rules hold compiled expressions, which have no equality of their own."""
    return load_settings(path, ENVIRONMENT).model_copy(update={"rules": ()})


def _keys(field: FieldInfo) -> list[str]:
    table = _table(field)
    return list(table.model_fields) if table else ["name", "when", "then", "stop"]


def _table(field: FieldInfo) -> type[BaseModel] | None:
    kinds = (field.annotation, *get_args(field.annotation))
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)


def _uncommented() -> str:
    """The example with each "#key = value" switched on; "# text" stays a comment."""
    return re.sub(r"^#(?=\S)", "", EXAMPLE.read_text(), flags=re.MULTILINE)

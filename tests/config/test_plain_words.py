"""Whatever stands in a configuration, the answer is settings or sentences in plain words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mailtick.config import ConfigFaults, Settings, load_settings
from tests.config.desks import ENVIRONMENT

ODD_VALUES = (
    *("-1", "0", "99999999999999999999", "2.5", "nan", "-inf", "true", '""', '" "', '"\\u0000"', '"x\\ny"', '"é@é"'),
    *('"::"', '"../.."', '"@"', '"<>"', '"env:"', '"sqlite://"', '"http://["', '"//"', '"x://u:p@h:port/d"', "[]"),
    *("[[]]", "[1]", '[""]', '["a", {}]', "{}", "{ a = { b = 1 } }", "[{}]", "2026-11-24", "07:30:00"),
)
JARGON = re.compile(
    r"[Pp]ydantic|[Vv]alidat|[Ii]nput|schema|instance|mapping|tuple|\bdict\b|\bNone\b|\bstr\b|\bint\b|\bbool\b|Error|<class"
)


def _keys() -> list[tuple[str, str]]:
    """Each key as (the line that its table begins with, the key)."""
    found = [("", field.alias or name) for name, field in Settings.model_fields.items()]
    for name, field in Settings.model_fields.items():
        header = f"[[{field.alias}]]" if field.alias else f"[{name}]"
        table = _table(field)
        found += [(header, key) for key in (table.model_fields if table else ("name", "when", "then", "stop"))]
    return found


def _table(field: FieldInfo) -> type[BaseModel] | None:
    kinds = (field.annotation, *get_args(field.annotation))
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)


@pytest.mark.parametrize(("header", "key"), _keys(), ids=str)
def test_an_odd_value_is_answered_in_plain_words(tmp_path: Path, header: str, key: str) -> None:
    for value in ODD_VALUES:
        (tmp_path / "config.toml").write_text(f"{header}\n{key} = {value}\n")
        with pytest.raises(ConfigFaults) as refusal:
            load_settings(tmp_path / "config.toml", ENVIRONMENT)
        for fault in refusal.value.faults:
            assert "\n" not in fault.message
            assert not JARGON.search(fault.message), fault
            assert fault.line in (None, 1, 2)

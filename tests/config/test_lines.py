"""The index of lines knows every key of a TOML text, however it is written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailtick.config.lines import KeyPath, index_lines, line_of

WRITINGS: dict[str, tuple[str, dict[KeyPath, int]]] = {
    "a key before any table": ("# top\nname = 1\n", {("name",): 2}),
    "a table": ("[smtp]\n\nport = 25\n", {("smtp",): 1, ("smtp", "port"): 3}),
    "a table in a table": (
        "[a.b]\nc = 1\n[a]\nd = 2\n",
        {("a",): 3, ("a", "b"): 1, ("a", "b", "c"): 2, ("a", "d"): 4},
    ),
    "blocks": (
        "[[box]]\nn = 1\n[[box]]\nn = 2\n",
        {("box",): 1, ("box", 0): 1, ("box", 0, "n"): 2, ("box", 1): 3, ("box", 1, "n"): 4},
    ),
    "a table in the newest block": (
        "[[box]]\n[[box]]\n[box.inner]\nn = 1\n[[box.more]]\nm = 2\n",
        {
            ("box",): 1,
            ("box", 0): 1,
            ("box", 1): 2,
            ("box", 1, "inner"): 3,
            ("box", 1, "inner", "n"): 4,
            ("box", 1, "more"): 5,
            ("box", 1, "more", 0): 5,
            ("box", 1, "more", 0, "m"): 6,
        },
    ),
    "dotted and quoted keys": (
        'a . "b.c" = 1\n\'d e\'.f = 2\n"\\u0067" = 3\n',
        {("a",): 1, ("a", "b.c"): 1, ("d e",): 2, ("d e", "f"): 2, ("g",): 3},
    ),
    "an inline table": (
        'when = { text = ["}", "a # b"], not = {} } # end\nn = 1\n',
        {
            ("when",): 1,
            ("when", "text"): 1,
            ("when", "text", 0): 1,
            ("when", "text", 1): 1,
            ("when", "not"): 1,
            ("n",): 2,
        },
    ),
    "a list over several lines": (
        'to = [\n  # nobody = 1\n  "a]",\n  "b", # last\n]\nn = 1\n',
        {("to",): 1, ("to", 0): 3, ("to", 1): 4, ("n",): 6},
    ),
    "texts over several lines": (
        'a = """\nx = 1\n[y] \\" """""\nb = \'\'\'\nz = 1\n\'\'\'\'\nc = 1\n',
        {("a",): 1, ("b",): 4, ("c",): 7},
    ),
    "dates and numbers": (
        "a = 1979-05-27 07:32:00 # b = 1\nc = [1, -2.5e3, 0x1F,]\nd = inf\n",
        {("a",): 1, ("c",): 2, ("c", 0): 2, ("c", 1): 2, ("c", 2): 2, ("d",): 3},
    ),
    "nothing but a comment": ("# nothing", {}),
}


@pytest.mark.parametrize(("text", "lines"), WRITINGS.values(), ids=WRITINGS.keys())
def test_each_key_has_its_line(text: str, lines: dict[KeyPath, int]) -> None:
    tomllib.loads(text)
    assert index_lines(text) == lines


def test_what_is_missing_has_the_line_of_its_table() -> None:
    lines = index_lines("[a]\nb = 1\n[[c]]\n[[c]]\n")
    assert line_of(("a", "missing"), lines) == 1
    assert line_of(("c", 1, "missing", "deeper"), lines) == 4
    assert line_of(("nowhere", "key"), lines) is None


_names = st.one_of(st.from_regex(r"[a-z]{1,3}", fullmatch=True), st.text("a.#\"'\\\n= ]é", min_size=1, max_size=3))
_scalars = st.one_of(
    st.integers(-9, 9),
    st.booleans(),
    st.text("a\n#\"'\\[]{},=", max_size=6),
    st.datetimes(),
    st.floats(allow_nan=False),
)
_values = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3), max_leaves=6
)


@given(
    st.dictionaries(_names, _values, max_size=3),
    st.dictionaries(_names, st.dictionaries(_names, _values, max_size=3), max_size=3),
    st.dictionaries(_names, st.lists(st.dictionaries(_names, _values, max_size=2), min_size=1, max_size=3), max_size=2),
)
def test_exactly_the_keys_of_the_document_are_found(
    pairs: dict[str, object], tables: dict[str, dict[str, object]], blocks: dict[str, list[dict[str, object]]]
) -> None:
    tables = {name: table for name, table in tables.items() if name not in pairs}
    blocks = {name: block for name, block in blocks.items() if name not in pairs and name not in tables}
    text = _pairs(pairs)
    text += "".join(f"\n[{_quoted(name)}] # {name!r}\n{_pairs(table)}" for name, table in tables.items())
    for name, block in blocks.items():
        text += "".join(f"\n[[ {_quoted(name)} ]]\n{_pairs(table)}" for table in block)
    assert set(index_lines(text)) == set(_paths(tomllib.loads(text), ()))


def _paths(value: object, path: KeyPath) -> Iterator[KeyPath]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, each in inside:
        yield (*path, part)
        yield from _paths(each, (*path, part))


def _pairs(table: dict[str, object]) -> str:
    return "".join(f"{_quoted(name)} = {_written(value)}\n" for name, value in table.items())


def _written(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"""{_escaped(value)}"""' if "#" in value else _quoted(value)
        case list():
            return "[\n" + "".join(f" {_written(each)} , # ]\n" for each in value) + "]"
        case dict():
            return "{ " + ", ".join(f"{_quoted(name)}={_written(each)}" for name, each in value.items()) + " }"
        case _:
            return str(value)


def _quoted(text: str) -> str:
    escaped = _escaped(text).replace("\n", "\\n")
    return f'"{escaped}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')

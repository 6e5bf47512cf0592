"""One place reads the wall clock, one room speaks SQL. Source: DESIGN.md section 5, STYLE.md."""

from __future__ import annotations

import ast
import re

from tests.house.source import Module, dotted, imports, modules

_CLOCKS = re.compile(
    r"(datetime\.)?(datetime|date)\.(now|utcnow|today)|time\.(time|time_ns|localtime|gmtime|ctime)|localtime"
)
# Who reads the wall clock, and why nobody else has to.
_READS_THE_CLOCK = {"mailtick/desk.py": "wall_clock: everybody else is handed the time"}

# Rooms in which queries are written. A register declares its table, and reads and writes its records itself.
_SPEAKS_SQL = ("store", "registers")
_STATEMENTS = frozenset({"select", "insert", "update", "delete", "text", "exists", "union", "func"})


def test_the_wall_clock_is_read_in_one_place() -> None:
    found = [
        f"{module.at(node.lineno)}: reads {dotted(node)}"
        for module in modules()
        if module.path not in _READS_THE_CLOCK
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute | ast.Name) and _reads_a_clock(module, node)
    ]
    assert not found, "\n".join(found)


def _reads_a_clock(module: Module, node: ast.Attribute | ast.Name) -> bool:
    name = dotted(node)
    if not _CLOCKS.fullmatch(name):
        return False
    return isinstance(node, ast.Attribute) or any(each.name == name for each in imports(module))


def test_queries_are_written_in_the_store() -> None:
    found = [
        f"{module.at(each.line)}: imports {each.name} from {each.target}"
        for module in modules()
        if module.room not in _SPEAKS_SQL
        for each in imports(module)
        if each.top == "sqlalchemy" and each.name in _STATEMENTS
    ]
    assert not found, "\n".join(found)


def test_nobody_but_the_database_module_commits() -> None:
    found = [
        f"{module.at(node.lineno)}: commits"
        for module in modules()
        if module.name != "mailtick.store.database" and "sqlalchemy" in module.text
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    assert not found, "\n".join(found)

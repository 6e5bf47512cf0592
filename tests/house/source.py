"""The house's own source, read as syntax trees: what each module imports, calls and says, with its line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "mailtick"
# A migration is history: it is written once, grows with the tables, and nobody reads it twice.
HISTORY = "mailtick.store.migrations.versions."


@dataclass(frozen=True, slots=True)
class Module:
    """One file of the package. `room` is the name below `mailtick`: "incidents", "desk", "cli"; empty for itself."""

    path: str
    name: str
    text: str = field(repr=False)
    tree: ast.Module = field(repr=False)

    @property
    def room(self) -> str:
        return self.name.split(".")[1] if "." in self.name else ""

    @property
    def docstring(self) -> str:
        return ast.get_docstring(self.tree) or ""

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def at(self, line: int) -> str:
        return f"{self.path}:{line}"


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name. `target` is the module; `name` what is taken from it, empty for the module itself."""

    target: str
    name: str
    line: int

    @property
    def top(self) -> str:
        return self.target.split(".")[0]

    @property
    def room(self) -> str:
        parts = self.target.split(".")
        return parts[1] if parts[0] == "mailtick" and len(parts) > 1 else ""


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package, in the order of their names."""
    return tuple(_read(path) for path in sorted(PACKAGE.rglob("*.py")))


def _read(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    text = path.read_text("utf-8")
    return Module(str(path.relative_to(ROOT)), name, text, ast.parse(text))


def module_names() -> frozenset[str]:
    return frozenset(module.name for module in modules())


def imports(module: Module) -> Iterator[Import]:
    """Everything that a module imports, inside functions and TYPE_CHECKING blocks too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, "", node.lineno)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            for alias in node.names:
                below = f"{base}.{alias.name}"
                is_module = below in module_names()
                yield Import(below if is_module else base, "" if is_module else alias.name, node.lineno)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    is_package = module.path.endswith("__init__.py")
    parts = module.name.split(".")
    start = parts[: len(parts) - node.level + (1 if is_package else 0)]
    return ".".join([*start, node.module] if node.module else start)


def dotted(node: ast.expr) -> str:
    """`datetime.now` for that expression; only the last name where it does not begin with one: `.read_text`."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{dotted(value)}.{name}"
        case _:
            return ""

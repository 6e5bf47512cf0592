"""The two environments that a template is compiled in: one for text, one that escapes for HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Any

import jinja2
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mailtick.templating.fault import FAILURES, fault_of
from mailtick.templating.filters import filters

ENDING = ".jinja"
SIZE_LIMIT = 1_000_000
# How a desk's own template reaches the one it stands for: {% extends "builtin/update.jinja" %}.
BUILT_IN = "builtin"
PARTS = ("subject", "text", "html")


class Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox whose sums are of numbers only: "x" * 10**9 would fill the memory before any limit is asked."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise TypeError(f"{operator} is for small numbers only in a mail template")
        return super().call_binop(context, operator, left, right)


def environment(folders: Sequence[Path], zone: tzinfo, *, escape: bool) -> Sandbox:
    """Return an environment over `folders`, the first that has a file wins; the last is the built-in one."""
    loader = jinja2.ChoiceLoader(
        [
            jinja2.FileSystemLoader(folders),
            jinja2.PrefixLoader({BUILT_IN: jinja2.FileSystemLoader(folders[-1])}),
        ]
    )
    made = Sandbox(
        loader=loader,
        autoescape=escape,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    # Jinja's own globals (lipsum, range, cycler …) have no work in a mail, and some can be made to run for ever.
    made.globals.clear()
    made.filters.update(filters(zone))
    return made


def render_blocks(made: Sandbox, name: str, context: Mapping[str, object], wanted: Sequence[str]) -> dict[str, str]:
    """Return the wanted blocks of a template, those that it has.

    Raises TemplateFault where it cannot be found, parsed or rendered, or a block passes SIZE_LIMIT characters.
    """
    file = name + ENDING
    try:
        template = made.get_template(file)
        file = template.filename or file
        inner = template.new_context(dict(context))
        _run_outside_blocks(template, inner)
        return {part: _bounded(inner.blocks[part][0](inner)) for part in wanted if inner.blocks[part]}
    except FAILURES as error:
        raise fault_of(error, file, made) from error


def _run_outside_blocks(template: jinja2.Template, inner: Context) -> None:
    """Do the imports, sets and extends of a template, so that its blocks can be called one by one in `inner`."""
    for part in PARTS:
        inner.blocks.setdefault(part, []).insert(0, _silent)
    for _ in template.root_render_func(inner):
        pass
    for part in PARTS:
        inner.blocks[part].remove(_silent)


def _silent(_context: Context) -> Iterator[str]:
    return iter(())


def _bounded(pieces: Iterator[str]) -> str:
    kept: list[str] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > SIZE_LIMIT:
            raise ValueError(f"it writes more than {SIZE_LIMIT:,} characters")
        kept.append(piece)
    return "".join(kept)

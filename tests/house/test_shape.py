"""Size, docstrings, swallowed exceptions, silenced checks. Source: STYLE.md."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from tests.house.source import HISTORY, Module, imports, modules

MOST_LINES = 350
MOST_LINES_OF_A_FUNCTION = 60

_MAY_CATCH_ALL = ("rounds", "daemon")
_SILENCER = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?::\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*|\[[\w,\- ]+\])?(.*)")
# A module of transport that imports one of these speaks to a server.
_SERVERS = frozenset({"imapclient", "select", "smtplib", "socket"})


def test_no_module_is_too_long() -> None:
    long = [f"{m.path}: {len(m.lines)} lines" for m in _living() if len(m.lines) > MOST_LINES]
    assert not long, "\n".join(long)


def test_no_function_is_too_long() -> None:
    long = [
        f"{module.at(node.lineno)}: {node.name} has {length} lines"
        for module in _living()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    ]
    assert not long, "\n".join(long)


def test_every_module_says_what_it_is_for() -> None:
    silent = [module.path for module in modules() if module.text.strip() and not module.docstring]
    assert not silent, "\n".join(silent)


def test_what_touches_the_world_says_its_promise_and_its_failures() -> None:
    silent = [m.path for m in modules() if _must_promise(m) and not _promises(m)]
    assert not silent, "\n".join(silent)


def _must_promise(module: Module) -> bool:
    if module.name in ("mailtick.store.database", "mailtick.store.migrate"):
        return True
    if module.room == "rounds":
        return ".writing()" in module.text
    return module.room == "transport" and any(each.top in _SERVERS for each in imports(module))


def _promises(module: Module) -> bool:
    return "Promise:" in module.docstring and "Failures:" in module.docstring


def test_only_rounds_and_the_daemon_catch_everything() -> None:
    found = [
        f"{module.at(node.lineno)}: catches everything"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and _catches_all(node)
        if module.room not in _MAY_CATCH_ALL and not _reason_beside(module, node)
    ]
    assert not found, "\n".join(found)


def _catches_all(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(
        each is None or (isinstance(each, ast.Name) and each.id in ("Exception", "BaseException")) for each in caught
    )


def _reason_beside(module: Module, handler: ast.ExceptHandler) -> bool:
    """A comment of words, on the line itself or right above it. Whoever raises again needs none."""
    if any(isinstance(node, ast.Raise) and node.exc is None for node in handler.body):
        return True
    comments = (line.partition("#")[2] for line in module.lines[handler.lineno - 2 : handler.lineno])
    return any(len(re.sub(r"noqa(: \w+)?", "", comment).split()) >= 3 for comment in comments)


def test_a_silenced_check_says_why() -> None:
    found = [
        f"{module.at(line)}: {comment}"
        for module in modules()
        for line, comment in _comments(module)
        if (match := _SILENCER.search(comment)) and len(match[1].strip(" #").split()) < 2
    ]
    assert not found, "\n".join(found)


def _comments(module: Module) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _living() -> Iterator[Module]:
    return (module for module in modules() if not module.name.startswith(HISTORY))

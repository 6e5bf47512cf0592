"""The pure rooms use no clock, file, session, socket, log or chance. Source: DESIGN.md section 3, STYLE.md."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.source import Module, dotted, imports, modules

PURE = ("mail", "incidents", "reports")

# Modules of the standard library and of others that reach out of the process, or answer differently each time.
_FORBIDDEN_IMPORTS = re.compile(
    "aiosmtpd|alembic|apscheduler|asyncio|click|fcntl|ftplib|glob|http|httpx|imapclient|imaplib|importlib|logging|"
    "multiprocessing|os|pathlib|psycopg|random|requests|rich|secrets|select|selectors|shelve|shutil|signal|smtplib|"
    "socket|sqlalchemy|sqlite3|ssl|structlog|subprocess|sys|tempfile|threading|time|urllib3"
)
# Names that read the clock, the disk or chance, out of modules that are harmless otherwise.
_FORBIDDEN_NAMES = re.compile(
    r"open|input|print|urlopen|(datetime\.)?(datetime|date)\.(now|utcnow|today)|(uuid\.)?uuid[14]|"
    r"(email\.utils\.)?(make_msgid|localtime|formatdate)"
)
_FORBIDDEN_METHODS = re.compile("read_text|read_bytes|write_text|write_bytes|unlink|mkdir")


def _pure_modules() -> list[Module]:
    return [module for module in modules() if module.room in PURE]


def test_pure_rooms_import_nothing_that_reaches_out() -> None:
    found = [
        f"{module.at(each.line)}: imports {each.target}"
        for module in _pure_modules()
        for each in imports(module)
        if _FORBIDDEN_IMPORTS.fullmatch(each.top) or each.target == "urllib.request"
    ]
    assert not found, "\n".join(found)


def test_pure_rooms_read_no_clock_no_file_and_no_dice() -> None:
    found = [fault for module in _pure_modules() for fault in _reaching_out(module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "now = datetime.now(UTC)",
        "clock = field(default_factory=datetime.now)",
        "text = Path(name).read_text()",
        "with open(name) as file: ...",
        "token = uuid.uuid4()",
        "print('here')",
    ],
    ids=lambda line: line[:24],
)
def test_the_test_sees_what_reaches_out(line: str) -> None:
    assert list(_reaching_out(Module("mailtick/mail/x.py", "mailtick.mail.x", line, ast.parse(line))))


def _reaching_out(module: Module) -> list[str]:
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            name = dotted(node)
            is_method = isinstance(node, ast.Attribute) and _FORBIDDEN_METHODS.fullmatch(node.attr)
            if _FORBIDDEN_NAMES.fullmatch(name) or is_method:
                found.append(f"{module.at(node.lineno)}: uses {name}")
    return found

"""Build the web desk of a desk, as its settings say."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import structlog
from pydantic import BaseModel, SecretStr

from mailtick.config import ConfigFaults, Settings
from mailtick.config.rule_files import load_rules
from mailtick.desk import Desk
from mailtick.incidents.routing import Rule
from mailtick.web.app import build_app
from mailtick.web.plan import WebPlan
from mailtick.web.server import PortTaken, WebServer

log = structlog.get_logger()


def build_web(desk: Desk, settings: Settings, wake: Callable[[], None]) -> WebServer | None:
    """Return the server of the pages, not started yet; None where there are none, or where somebody else listens.

    Mail goes on without pages, so that a port that is taken is said and stops nothing.
    """
    if not settings.web.listen:
        return None
    plan = WebPlan(
        url=settings.web.address,
        session_days=settings.web.session_days,
        year_begins=settings.desk.financial_year,
        wake=wake,
        settings=_in_words(settings),
        read_rules=_read_rules,
    )
    try:
        server = WebServer(build_app(desk, plan), settings.web.host, settings.web.port)
    except PortTaken as taken:
        log.error("no web desk", because=str(taken))
        return None
    log.info("web desk", url=plan.url)
    return server


def _read_rules(text: str) -> tuple[tuple[Rule, ...], list[str]]:
    """The rules of a text as they would stand in a file for rules, and each mistake with its line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rules.toml"
        path.write_text(text, encoding="utf-8")
        try:
            return load_rules(path), []
        except ConfigFaults as refusal:
            return (), [f"line {each.line or 1}: {each.key} {each.message}".strip() for each in refusal.faults]


def _in_words(settings: Settings) -> Mapping[str, Mapping[str, str]]:
    """What the configuration says, table by table, for the page that shows it; no secrets."""
    shown: dict[str, Mapping[str, str]] = {}
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if isinstance(value, BaseModel):
            shown[name] = _table(value)
        elif name != "rules":
            many = {f"{field.alias or name} {index}": _table(each) for index, each in enumerate(value, 1)}
            shown.update(many)
    return shown


def _table(table: BaseModel) -> Mapping[str, str]:
    return {name: _value(getattr(table, name)) for name in type(table).model_fields}


def _value(value: Any) -> str:
    match value:
        case SecretStr():
            return "kept secret" if value.get_secret_value() else "none"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(_value(each) for each in value)
        case None:
            return ""
        case _:
            return str(getattr(value, "value", value))

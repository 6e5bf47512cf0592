"""What the web desk is told when it is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mailtick.incidents.routing import Rule


def _nothing() -> None:
    return None


def _no_rules(text: str) -> tuple[tuple[Rule, ...], list[str]]:
    return (), ["this desk was not started from a configuration, and reads no rules"]


@dataclass(frozen=True, slots=True)
class WebPlan:
    """`url` is how browsers reach it, without a stroke at its end. `wake` lets the daemon look at what was done.

    `settings` are what the configuration says, table by table, in words; no secrets. `year_begins` is the month in
    which a financial year does.
    """

    url: str
    session_days: int = 14
    year_begins: int = 4
    wake: Callable[[], None] = _nothing
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # Rules out of what somebody typed, and each mistake in it as a sentence.
    read_rules: Callable[[str], tuple[tuple[Rule, ...], list[str]]] = _no_rules

    @property
    def is_secure(self) -> bool:
        return self.url.startswith("https://")

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the session's secret."""
        return "__Host-mailtick" if self.is_secure else "mailtick"

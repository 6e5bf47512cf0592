"""Rules to begin with: a school's, which the demo plays with, and a small firm's."""

from __future__ import annotations

from importlib import resources

NAMES = ("school", "firm")


def starter_rules(name: str) -> str:
    """The rules of this name as they stand in their file (TOML)."""
    return (resources.files("mailtick.config.starter") / f"{name}.toml").read_text(encoding="utf-8")

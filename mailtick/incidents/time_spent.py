"""Somebody has spent time on an incident: the action of the word #time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpendTime:
    """So many more minutes, or fewer, of whoever says so; `in_all` are theirs with them."""

    incident: int
    minutes: int
    because: str
    what: str = ""
    in_all: int = 0

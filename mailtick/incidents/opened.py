"""How an action names the incident that the same decision opens, which has no number yet."""

from __future__ import annotations

from enum import Enum


class _Opened(Enum):
    # As it stands in JSON.
    BY_THIS_DECISION = "opened"


OPENED = _Opened.BY_THIS_DECISION
IncidentId = int | _Opened

"""The work list: who wants one mail a day instead of one for each matter is not interrupted (DOMAIN.md SEED-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from mailtick.incidents.incident import Incident, Priority, State
from mailtick.incidents.people import Person

# In these it is somebody else's turn: they stand below what can be worked on.
_RESTING = frozenset({State.WAITING_REQUESTER, State.WAITING_PROVIDER, State.WAITING_APPROVAL, State.SCHEDULED})


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One matter on somebody's list: by when it is due, None while its clock rests, and whether it is late."""

    incident: Incident
    due_at: datetime | None
    is_late: bool


def why_not_now(person: Person, priority: Priority) -> str:
    """Why an assignment of this priority is no mail of its own to somebody, or the empty string."""
    if not person.work_list_at or priority <= person.at_once:
        return ""
    return f"it stands in the work list, which goes out at {person.work_list_at}"


def in_order(lines: list[WorkLine]) -> list[WorkLine]:
    """What can be worked on first, by priority and then by when it is due; what rests stands below."""
    far = datetime.max.replace(tzinfo=UTC)

    def rank(line: WorkLine) -> tuple[bool, Priority, datetime, int]:
        return line.incident.state in _RESTING, line.incident.priority, line.due_at or far, line.incident.number

    return sorted(lines, key=rank)

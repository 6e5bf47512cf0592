"""What was fixed for now has failed: it goes back to the firm that still has the job, or into work.

Source: DOMAIN.md 5.2, RULINGS 18.
"""

from __future__ import annotations

from mailtick.incidents.actions import ChangeState
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.lookup import Lookup


def failed(incident: Incident, lookup: Lookup, because: str) -> tuple[ChangeState, tuple[str, ...]]:
    """Return the move, and what the team should know with it. A hand-over that is not done goes on, with its wait."""
    if not lookup.waits_for_firm(incident.id):
        return ChangeState(incident.id, State.IN_PROGRESS, because), ()
    firm = incident.provider or "the firm"
    said = f"{because}; {firm} still has the job"
    line = f"It is with {firm} again, as before the fix; #start takes it up here."
    return ChangeState(incident.id, State.WAITING_PROVIDER, said), (line,)

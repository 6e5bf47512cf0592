"""When a person first answered: the moment that stops the respond clock. Source: DOMAIN.md 5.4, rule 2."""

from __future__ import annotations

from datetime import datetime

from mailtick.incidents.actions import SetField
from mailtick.incidents.incident import Incident

FIELD = "responded_at"


def note_response(incident: Incident, at: datetime, because: str) -> tuple[SetField, ...]:
    """Return the change that a person's message to somebody it is for makes; nothing where an earlier one is known.

    Automatic mails, assignments and internal notes are no such messages: do not ask about them.
    """
    if incident.responded_at is not None and incident.responded_at <= at:
        return ()
    return (SetField(incident.id, FIELD, at.isoformat(), because),)

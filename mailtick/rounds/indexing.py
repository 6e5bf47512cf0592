"""Index the words of incidents, so that they are found.

Promise: whatever is written on an incident is found some seconds later; it costs a mail's way nothing.
Failures: what raises is tried at the next turn; the words stay in the log in any case.
"""

from __future__ import annotations

from mailtick.desk import Desk
from mailtick.store.search import index_incident, note_indexed, to_be_indexed

_AT_ONCE = 50


def index_words(desk: Desk) -> int:
    """Index what has changed. Returns how many incidents; the others wait for the next turn."""
    with desk.database.reading() as session:
        if not to_be_indexed(session, 1):
            return 0
    with desk.database.writing() as session:
        found = to_be_indexed(session, _AT_ONCE)
        for incident_id, entry_id in found:
            index_incident(session, incident_id, entry_id, desk.policy.facts.prefix)
        if found:
            note_indexed(session, max(entry_id for _, entry_id in found))
    return len(found)

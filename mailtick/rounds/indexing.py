"""Index the words of incidents, so that they are found.

Promise: whatever is written on an incident is found some seconds later; it costs a mail's way nothing.
Failures: what raises is tried at the next turn; the words stay in the log in any case.
"""

from __future__ import annotations

from mailtick.desk import Desk
from mailtick.store.search import note_indexed, put_words, to_be_indexed, words_of

_AT_ONCE = 50


def index_words(desk: Desk) -> int:
    """Index what has changed. Returns how many incidents; the others wait for the next turn."""
    prefix = desk.policy.facts.prefix
    with desk.database.reading() as session:
        # Mails are opened for the names of their files, while nobody waits to write.
        found = [words_of(session, *each, prefix) for each in to_be_indexed(session, _AT_ONCE)]
    if not found:
        return 0
    with desk.database.writing() as session:
        for words in found:
            put_words(session, words)
        note_indexed(session, max(words.entry_id for words in found))
    return len(found)

"""Find incidents by words: in titles, texts, names of people and files, tags and references.

Promise: whatever somebody types is looked for as words, the last one as the beginning of one; none of it is a command
to the index.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, or_, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from mailtick.incidents.actions import Event
from mailtick.mail.parse import parse_mail
from mailtick.store.desk import put_setting, setting
from mailtick.store.handovers import handovers_of
from mailtick.store.incidents import incident_by_id
from mailtick.store.mails import mails_of_incident, raw_of
from mailtick.store.tables import IncidentRow, LogEntryRow, SearchTextRow

_UP_TO = "searched_up_to"
# On a database with several writers a smaller id may be committed after a larger one; so many are looked at again.
_LOOK_BACK = 200
_MOST_CHARACTERS = 200_000
_LARGEST_MAIL = 20 << 20
_WORD = re.compile(r"\w+")
_MOST_WORDS = 12

_FOUND = {
    "sqlite": text(
        "SELECT rowid FROM search_index WHERE search_index MATCH :wanted "
        "ORDER BY bm25(search_index, 8.0, 1.0) LIMIT :most"
    ),
    "postgresql": text(
        "SELECT incident_id FROM search_texts, to_tsquery('simple', :wanted) AS query "
        r"WHERE to_tsvector('simple', regexp_replace(title || ' ' || words, '\W+', ' ', 'g')) @@ query "
        "ORDER BY ts_rank(to_tsvector('simple', title), query) DESC, incident_id DESC LIMIT :most"
    ),
}


class Found(NamedTuple):
    """An incident that holds all words: its id, and its words as they are indexed."""

    incident_id: int
    words: str


def words_wanted(typed: str) -> list[str]:
    """The words of what somebody typed; "ICT-1041" is two."""
    return _WORD.findall(typed)[:_MOST_WORDS]


def search(session: Session, typed: str, most: int) -> list[Found]:
    """Return the incidents that hold all words typed, the last word as a beginning, the best first."""
    words = words_wanted(typed)
    if not words:
        return []
    dialect = session.get_bind().dialect.name
    wanted = _for_sqlite(words) if dialect == "sqlite" else _for_postgresql(words)
    ids = list(session.scalars(_FOUND[dialect], {"wanted": wanted, "most": most}))
    rows = session.scalars(select(SearchTextRow).where(SearchTextRow.incident_id.in_(ids)))
    texts = {row.incident_id: row.words for row in rows}
    return [Found(each, texts[each]) for each in ids if each in texts]


def _for_sqlite(words: Sequence[str]) -> str:
    return " ".join(f'"{word}"' for word in words) + "*"


def _for_postgresql(words: Sequence[str]) -> str:
    return " & ".join(f"'{word}'" for word in words) + ":*"


def to_be_indexed(session: Session, most: int) -> list[tuple[int, int]]:
    """Return incidents, each with the last line of its log, whose words are not indexed up to that line."""
    up_to = int(setting(session, _UP_TO) or 0) - _LOOK_BACK
    entry = LogEntryRow
    last = (
        select(entry.incident_id, func.max(entry.id).label("last_id"))
        .where(entry.id > up_to)
        .group_by(entry.incident_id)
        .subquery()
    )
    query = (
        select(last.c.incident_id, last.c.last_id)
        .outerjoin(SearchTextRow, SearchTextRow.incident_id == last.c.incident_id)
        .where(or_(SearchTextRow.entry_id.is_(None), SearchTextRow.entry_id < last.c.last_id))
        .order_by(last.c.last_id)
        .limit(most)
    )
    return [(incident_id, last_id) for incident_id, last_id in session.execute(query)]


class Words(NamedTuple):
    """The words of an incident as it stands; `entry_id` is the last line of its log that is in them."""

    incident_id: int
    entry_id: int
    title: str
    words: str


def words_of(session: Session, incident_id: int, entry_id: int, prefix: str) -> Words:
    """Gather the words of an incident, with the names of the files of all its mails."""
    return Words(incident_id, entry_id, *_words_of(session, incident_id, prefix))


def put_words(session: Session, found: Words) -> None:
    """Write down the words of an incident, in place of what was written before."""
    insert_into = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    new = insert_into(SearchTextRow).values(found._asdict())
    changed = {name: value for name, value in found._asdict().items() if name != "incident_id"}
    session.execute(new.on_conflict_do_update(index_elements=["incident_id"], set_=changed))


def note_indexed(session: Session, entry_id: int) -> None:
    """Note up to which line of all logs words are indexed."""
    if entry_id > int(setting(session, _UP_TO) or 0):
        put_setting(session, _UP_TO, str(entry_id))


def _words_of(session: Session, incident_id: int, prefix: str) -> tuple[str, str]:
    one = incident_by_id(session, incident_id, prefix)
    if one is None:
        return "", ""
    row = session.get_one(IncidentRow, incident_id)
    people = (*one.affected, *((one.assignee,) if one.assignee else ()))
    parts = [
        one.first_text,
        one.comment,
        one.resolution,
        row.temporary_fix,
        one.category,
        one.place,
        *one.places,
        *(f"{person.name} {person.address}" for person in people),
        *(f"{each.name} {each.address}" for each in one.participants),
        *(f"{each.tag} {each.type} {each.make_model}" for each in one.equipment),
        *one.files,
        *(f"{provider.name} {job.job_reference} {job.quote_number}" for job, provider in handovers_of(session, one.id)),
        *_log_texts(session, one.id),
        *_file_names(session, one.id),
    ]
    lines = dict.fromkeys(part.strip() for part in parts if part.strip())
    return f"{one.reference} {one.title}", "\n".join(lines)[:_MOST_CHARACTERS]


def _log_texts(session: Session, incident_id: int) -> Sequence[str]:
    """What people wrote, and what was changed into words."""
    spoken = (Event.MAIL.value, Event.NOTE.value, Event.SENT.value, Event.JOINED.value)
    query = select(LogEntryRow.text).where(
        LogEntryRow.incident_id == incident_id, LogEntryRow.event.in_(spoken), LogEntryRow.text != ""
    )
    return session.scalars(query.order_by(LogEntryRow.id)).all()


def _file_names(session: Session, incident_id: int) -> list[str]:
    """The names of what came with its mails; a mail that is very large is not opened for that."""
    ours = [row for row in mails_of_incident(session, incident_id) if row.size_bytes <= _LARGEST_MAIL]
    return [each.name for row in ours for each in parse_mail(raw_of(row)).attachments if each.name]

"""Index the words of incidents: FTS5 on SQLite, GIN over tsvector on PostgreSQL"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE = (
    (
        "CREATE VIRTUAL TABLE search_index USING fts5(title, words, content='search_texts', "
        "content_rowid='incident_id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    ),
    (
        "CREATE TRIGGER search_texts_added AFTER INSERT ON search_texts BEGIN "
        "INSERT INTO search_index(rowid, title, words) VALUES (new.incident_id, new.title, new.words); END"
    ),
    (
        "CREATE TRIGGER search_texts_gone AFTER DELETE ON search_texts BEGIN "
        "INSERT INTO search_index(search_index, rowid, title, words) "
        "VALUES ('delete', old.incident_id, old.title, old.words); END"
    ),
    (
        "CREATE TRIGGER search_texts_changed AFTER UPDATE ON search_texts BEGIN "
        "INSERT INTO search_index(search_index, rowid, title, words) "
        "VALUES ('delete', old.incident_id, old.title, old.words); "
        "INSERT INTO search_index(rowid, title, words) VALUES (new.incident_id, new.title, new.words); END"
    ),
)
# Its own parser takes the hyphen of a tag for the sign of a number.
_POSTGRESQL = (
    (
        "CREATE INDEX search_index ON search_texts USING gin "
        r"(to_tsvector('simple', regexp_replace(title || ' ' || words, '\W+', ' ', 'g')))"
    ),
)


def upgrade() -> None:
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)

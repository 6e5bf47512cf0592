"""What must hold for any bytes: read without an exception and in time, clean texts, JSON, bytes stored unchanged."""

from __future__ import annotations

import contextlib
import json
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from mailtick.incidents.decide import decide
from mailtick.incidents.empty import EMPTY_POLICY, EmptyLookup
from mailtick.mail.classify import classify
from mailtick.mail.clues import find_clues
from mailtick.mail.facts import mail_facts
from mailtick.mail.message import InboundMail
from mailtick.mail.parse import parse_mail
from mailtick.mail.reply import read_reply
from mailtick.rounds.identity import message_identity
from mailtick.store.database import Database
from mailtick.store.mails import NewMail, mail_by_id, raw_of, store_mails
from mailtick.store.migrate import upgrade
from tests.mail.texts_of import every_text

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
MB = 1_000_000


def allowed_s(size_bytes: int) -> float:
    """How long a mail of that size may take (RULINGS 33)."""
    return 2 + 0.2 * max(0, size_bytes - MB) / MB


def read_all(raw: bytes) -> tuple[float, InboundMail, dict[str, object]]:
    """Read a mail as `mailtick explain` does. Return the processor time in seconds, the mail and its facts."""
    started = time.process_time()
    mail = parse_mail(raw)
    classification = classify(mail)
    facts = mail_facts(mail, classification)
    find_clues(mail, read_reply(mail), "ICT", ("FIS-#####",))
    decide(mail, classification, EmptyLookup(), EMPTY_POLICY, NOON)
    return time.process_time() - started, mail, facts


def check_values(mail: InboundMail, facts: dict[str, object]) -> None:
    for text in every_text(mail):
        text.encode("utf-8")
        assert "\0" not in text, "a text holds NUL"
    assert json.loads(json.dumps(facts, ensure_ascii=False).encode("utf-8")) == facts, "the facts are no JSON"
    assert bool(str(facts["reply_text"]).strip()) == bool(str(facts["body_text"]).strip()), "the new text got lost"


class Store:
    """A database as a desk has it. Nothing is kept: each mail is stored, read back and rolled back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def check(self, raw: bytes) -> None:
        with self._database.writing() as session:
            new = NewMail(uid=1, received_at=NOON, raw=raw, identity=message_identity(raw))
            (mail_id,) = store_mails(session, "ict", 1, [new], NOON)
            session.flush()
            session.expire_all()
            row = mail_by_id(session, mail_id)
            assert row is not None
            assert raw_of(row) == raw, "the stored bytes are not those that came"
            session.rollback()


@contextlib.contextmanager
def open_store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'desk.db'}")
        try:
            upgrade(database)
            yield Store(database)
        finally:
            database.close()


def judge(raw: bytes, store: Store) -> float:
    """Return the seconds that reading took. Raises what reading raised, or AssertionError with what does not hold."""
    spent_s, mail, facts = read_all(raw)
    check_values(mail, facts)
    store.check(raw)
    assert spent_s <= allowed_s(len(raw)), f"{spent_s:.2f} s for {len(raw)} bytes"
    return spent_s

"""A shadow: on the live mailbox all is decided and stored, nothing is sent, and nothing in the mailbox is changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mailtick.config import load_settings
from mailtick.daemon import build_desk
from mailtick.demo.imap_server import ImapServer
from mailtick.demo.imap_store import ImapStore
from mailtick.desk import Desk
from mailtick.rounds.deliver import deliver
from mailtick.rounds.escalate import escalate
from mailtick.rounds.intake import Inbox, take_in
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.migrate import NotReady
from mailtick.store.outbox import count_deliveries
from mailtick.store.tables import DeliveryState
from mailtick.transport.imap import ImapAccount, Mailbox, Security
from tests.config.desks import ENVIRONMENT, SMALLEST
from tests.support.desks import SetClock, letter, make_desk, put_in
from tests.support.smtp_sink import SmtpSink

USER = "ict@saltmarshprimary.example"
SHADOW = SMALLEST.replace("[team]", "shadow = true\n[team]")


@pytest.fixture
def server() -> Iterator[ImapServer]:
    server = ImapServer(ImapStore())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def desk(school: Database, smtp_sink: SmtpSink) -> Desk:
    desk = make_desk(
        school,
        smtp_sink.port,
        clock=SetClock(),
        rules=[{"name": "Boards", "when": {"text": "board"}, "then": {"hand_over": "BBA", "sure": True}}],
    )
    desk.is_shadow = True
    return desk


def deliveries(desk: Desk) -> dict[DeliveryState, int]:
    with desk.database.reading() as session:
        return {state: count for state, count in count_deliveries(session).items() if count}


def test_all_is_decided_and_stored_and_nothing_is_sent(desk: Desk, smtp_sink: SmtpSink) -> None:
    put_in(desk, letter())
    process(desk)
    clock = desk.clock
    assert isinstance(clock, SetClock)
    clock.move(timedelta(days=3))
    escalate(desk)
    assert deliver(desk) == 0
    assert set(deliveries(desk)) == {DeliveryState.SHADOW}
    # An answer to the person, and the job to the firm: what would have gone out can be read.
    assert deliveries(desk)[DeliveryState.SHADOW] >= 2
    assert smtp_sink.mails == []


def test_what_was_not_sent_is_never_sent_later(desk: Desk, smtp_sink: SmtpSink) -> None:
    put_in(desk, letter())
    process(desk)
    desk.is_shadow = False
    assert deliver(desk) == 0
    assert smtp_sink.mails == []


def test_nothing_in_the_mailbox_is_changed(desk: Desk, server: ImapServer) -> None:
    server.store.deliver(USER, letter())
    account = ImapAccount("localhost", server.port, Security.PLAIN, USER, "x", is_read_only=True)
    found = []
    for _ in range(2):
        mailbox = Mailbox.connect(account)
        inbox = Inbox("ict", mailbox)
        found += [take_in(desk, inbox), take_in(desk, inbox)]
        mailbox.close()
    assert found == [1, 0, 0, 0]
    process(desk)
    assert deliveries(desk)
    folders = server.store.account(USER).folders
    assert {name: len(folder.mails) for name, folder in folders.items() if folder.mails} == {"INBOX": 1}
    assert not [name for name in folders if "Mailtick" in name]
    assert [mail.flags for mail in folders["INBOX"].mails.values()] == [set()]


def test_a_shadow_never_goes_on_as_a_desk_nor_a_desk_as_a_shadow(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    for first, second, why in ((SHADOW, SMALLEST, "nobody was answered"), (SMALLEST, SHADOW, "a desk's at work")):
        config.write_text(first)
        desk = build_desk(load_settings(config, ENVIRONMENT))
        assert desk.is_shadow == (first is SHADOW)
        desk.database.close()
        # As long as nothing has come, it may be changed.
        config.write_text(second)
        build_desk(load_settings(config, ENVIRONMENT)).database.close()
        config.write_text(first)
        desk = build_desk(load_settings(config, ENVIRONMENT))
        put_in(desk, letter())
        desk.database.close()
        config.write_text(second)
        with pytest.raises(NotReady, match=why):
            build_desk(load_settings(config, ENVIRONMENT))
        (tmp_path / "mailtick.db").unlink()

"""The office never edits a file: by mail alone, a running desk learns a rule, and the next such mail is right."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select

from mailtick.config import Settings, load_settings
from mailtick.daemon import Daemon
from mailtick.daemon.rule_watch import RuleWatch
from mailtick.demo.imap_server import ImapServer
from mailtick.demo.imap_store import ImapStore
from mailtick.store.tables import IncidentRow
from tests.support.desks import letter
from tests.support.lookup import proof
from tests.support.net import wait_until
from tests.support.running import PASSWORD, write_configuration
from tests.support.smtp_sink import SmtpSink

SCHOOL = "saltmarshprimary.example"
KEMP = f"Sandra Kemp <sandra.kemp@{SCHOOL}>"


class Office:
    """A running desk, as the people around it see it: they write mails and read what comes."""

    def __init__(self, folder: Path, server: ImapServer, sink: SmtpSink) -> None:
        self.folder, self._server, self._sink = folder, server, sink
        path = write_configuration(folder, sink.port, [("ict", server.port, "ict")])

        def load() -> Settings:
            return load_settings(path, {"MAILTICK_IMAP_PASSWORD": PASSWORD})

        settings = load()
        self.daemon = Daemon(settings, rules=RuleWatch(path, settings, load))
        self.daemon.start()

    def write(self, raw: bytes) -> None:
        self._server.store.deliver("ict", raw)

    def answer(self, subject: str, text: str) -> None:
        """The coordinator answers the mail with these words in its subject, once it is there."""
        to = self.received(subject)
        headers = {"In-Reply-To": str(to["Message-ID"]), **proof(KEMP)}
        self.write(letter(KEMP, f"Re: {to['Subject']}", text, headers=headers))

    def received(self, subject: str) -> EmailMessage:
        wait_until(lambda: self._found(subject) is not None, 30, f"a mail {subject!r}")
        found = self._found(subject)
        assert found is not None
        return found

    def _found(self, subject: str) -> EmailMessage | None:
        read = (email.message_from_bytes(each.raw, policy=email.policy.default) for each in self._sink.mails)
        return next((mail for mail in read if subject in str(mail["Subject"])), None)

    def categories(self) -> list[str]:
        with self.daemon.desk.database.reading() as session:
            return list(session.scalars(select(IncidentRow.category).order_by(IncidentRow.id)))


@pytest.fixture
def office(tmp_path: Path, smtp_sink: SmtpSink) -> Iterator[Office]:
    server = ImapServer(ImapStore())
    server.start()
    found = Office(tmp_path, server, smtp_sink)
    yield found
    found.daemon.stop()
    server.stop()


def test_a_correction_by_mail_becomes_a_rule_of_the_running_desk_and_one_word_ends_it(office: Office) -> None:
    brown, finch = f"Claire Brown <claire.brown@{SCHOOL}>", f"Angela Finch <angela.finch@{SCHOOL}>"
    office.write(letter(brown, "The dongle", "The dongle blinks red."))
    office.received("[ICT-1041]")
    headers = proof(KEMP)
    office.write(letter(KEMP, "Re: [ICT-1041] The dongle", "#category Display and AV", headers=headers))
    wait_until(lambda: office.categories() == ["Display and AV"], 30, "the correction")
    office.daemon.run_timed_rounds()
    office.answer("Do this next time?", "y")
    wait_until(lambda: bool(office.daemon.desk.policy.rules), 30, "the rule")
    office.write(letter(finch, "Help", "My dongle is lost."))
    wait_until(lambda: office.categories() == ["Display and AV"] * 2, 30, "the next such mail")
    office.answer("Do this next time?", "undo")
    wait_until(lambda: not office.daemon.desk.policy.rules, 30, "the rule taken out")
    office.write(letter(finch, "Help", "Another dongle is lost."))
    wait_until(lambda: len(office.categories()) == 3, 30, "one more mail")
    assert office.categories()[2] != "Display and AV"

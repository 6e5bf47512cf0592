"""The private servers of the tests do what the tests rely on."""

from __future__ import annotations

import imaplib
import smtplib

import psycopg
import pytest

from tests.support.dovecot import Dovecot
from tests.support.postgres import Postgres
from tests.support.smtp_sink import SmtpSink, Stage


def test_dovecot_gives_each_name_a_mailbox_of_its_own(dovecot: Dovecot) -> None:
    name, other = dovecot.new_user(), dovecot.new_user()
    dovecot.deliver(name, b"Subject: hello\r\n\r\nhello\r\n")
    with imaplib.IMAP4("127.0.0.1", dovecot.port, timeout=10) as client:
        client.login(name, dovecot.password)
        assert client.select("INBOX") == ("OK", [b"1"])
    with imaplib.IMAP4("127.0.0.1", dovecot.port, timeout=10) as client:
        client.login(other, dovecot.password)
        assert client.select("INBOX") == ("OK", [b"0"])


def test_a_new_postgres_database_is_a_copy_of_its_template(postgres: Postgres) -> None:
    template = postgres.new_database()
    with psycopg.connect(template.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE words (word text)")
    copied = postgres.new_database(template=template)
    with psycopg.connect(copied.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT count(*) FROM words").fetchone() == (0,)
    postgres.drop(copied)


def test_the_sink_keeps_what_it_takes_and_misbehaves_once(smtp_sink: SmtpSink) -> None:
    smtp_sink.answer(Stage.RCPT, "451 4.3.0 Try later")
    with smtplib.SMTP("127.0.0.1", smtp_sink.port, timeout=10) as client:
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="451"):
            client.sendmail("desk@saltmarsh.example", "a@saltmarsh.example", b"Subject: one\r\n\r\n.dot\r\n")
        client.sendmail("desk@saltmarsh.example", "a@saltmarsh.example", b"Subject: one\r\n\r\n.dot\r\n")
    (mail,) = smtp_sink.wait_for(1)
    assert mail.raw == b"Subject: one\r\n\r\n.dot\r\n"
    assert mail.recipients == ("a@saltmarsh.example",)

"""Each thing a server may do to a mail has its outcome."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from mailtick.demo.smtp_server import SmtpOffer
from mailtick.transport.outcome import Outcome, Refused, Sent, TryAgain, Uncertain
from mailtick.transport.security import Security
from mailtick.transport.smtp import CannotSend, SmtpAccount, SmtpSender
from tests.support.certificate import Certificate
from tests.support.net import free_port
from tests.support.proxy import CuttingProxy
from tests.support.smtp_sink import SmtpSink, Stage

_DESK = "ict@saltmarsh.example"
_BROWN = "j.brown@saltmarsh.example"
_MAIL = b"Subject: [ICT-1041] Projector\r\n\r\nLogged.\r\n"


def _account(sink: SmtpSink, **changes: object) -> SmtpAccount:
    account = SmtpAccount(sink.host, sink.port, Security.PLAIN, timeout_s=5)
    return replace(account, **changes)  # type: ignore[arg-type]  # a test names the field it changes


@contextlib.contextmanager
def _sender(account: SmtpAccount, probe_after_s: float = 30) -> Iterator[SmtpSender]:
    sender = SmtpSender(account, probe_after_s)
    try:
        yield sender
    finally:
        sender.close()


@contextlib.contextmanager
def _sink(offer: SmtpOffer, password: str | None = None) -> Iterator[SmtpSink]:
    sink = SmtpSink(offer, password)
    try:
        yield sink
    finally:
        sink.close()


@pytest.fixture
def sender(smtp_sink: SmtpSink) -> Iterator[SmtpSender]:
    with _sender(_account(smtp_sink)) as sender:
        yield sender


def _send(sender: SmtpSender, raw: bytes = _MAIL, recipient: str = _BROWN) -> Outcome:
    return sender.send(_DESK, recipient, raw)


def test_a_mail_that_the_server_took_is_sent(smtp_sink: SmtpSink, sender: SmtpSender) -> None:
    assert _send(sender) == Sent("250 2.0.0 Ok: queued")
    (mail,) = smtp_sink.mails
    assert (mail.envelope_from, mail.recipients, mail.raw) == (_DESK, (_BROWN,), _MAIL)


def test_many_mails_go_over_one_connection(smtp_sink: SmtpSink, sender: SmtpSender) -> None:
    for _ in range(5):
        assert isinstance(_send(sender), Sent)
    assert len(smtp_sink.mails) == 5
    assert smtp_sink.connection_count == 1


@pytest.mark.parametrize(
    ("raw", "arrives"),
    [
        (b"", b""),
        (b"Subject: x", b"Subject: x\r\n"),
        (b"Subject: x\n\nlone\nends\rhere\r\n", b"Subject: x\r\n\r\nlone\r\nends\r\nhere\r\n"),
        (b"Subject: x\r\n\r\n.\r\n..\r\n.x\r\n", b"Subject: x\r\n\r\n.\r\n..\r\n.x\r\n"),
        (b".\n.\r.", b".\r\n.\r\n.\r\n"),
        (b"Subject: \xe4\r\n\r\n\xff\xfe\x00\x01\r\n", b"Subject: \xe4\r\n\r\n\xff\xfe\x00\x01\r\n"),
        (b"x" * 3_000 + b"\r\n", b"x" * 3_000 + b"\r\n"),
        ((b"." * 70 + b"\r\n") * 140_000, (b"." * 70 + b"\r\n") * 140_000),
    ],
    ids=[
        "nothing",
        "no end",
        "lone ends",
        "dots",
        "only dots",
        "8 bits and NUL",
        "a long line",
        "ten megabytes of dots",
    ],
)
def test_any_bytes_arrive_as_they_are_but_for_their_line_ends(
    smtp_sink: SmtpSink, sender: SmtpSender, raw: bytes, arrives: bytes
) -> None:
    assert isinstance(_send(sender, raw), Sent)
    assert [mail.raw for mail in smtp_sink.mails] == [arrives]


@pytest.mark.parametrize("stage", [Stage.MAIL, Stage.RCPT, Stage.FINAL_DOT])
@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("550 5.1.1 No such user", Refused),
        ("554 5.7.1 Rejected as spam", Refused),
        ("451 4.3.0 Try again later", TryAgain),
        ("421 4.3.2 Shutting down", TryAgain),
        ("530 5.7.0 Authentication required", TryAgain),
    ],
    ids=["no such user", "spam", "later", "goodbye", "sign in first"],
)
def test_an_answer_has_its_outcome_and_the_next_mail_goes_out(
    smtp_sink: SmtpSink, sender: SmtpSender, stage: Stage, line: str, outcome: type[Outcome]
) -> None:
    smtp_sink.answer(stage, line)
    result = _send(sender)
    assert isinstance(result, outcome)
    assert not isinstance(result, Sent)
    assert line.split()[-1] in result.reason
    assert smtp_sink.mails == []
    assert isinstance(_send(sender), Sent)


@pytest.mark.parametrize("line", ["354 Confused", "what?"], ids=["a wrong answer", "no answer at all"])
@pytest.mark.parametrize(
    ("stage", "outcome"), [(Stage.MAIL, TryAgain), (Stage.RCPT, TryAgain), (Stage.FINAL_DOT, Uncertain)]
)
def test_an_answer_that_is_neither_yes_nor_no_is_uncertain_once_the_mail_was_sent(
    smtp_sink: SmtpSink, sender: SmtpSender, stage: Stage, outcome: type[Outcome], line: str
) -> None:
    smtp_sink.answer(stage, line)
    assert isinstance(_send(sender), outcome)
    assert isinstance(_send(sender), Sent)
    assert len(smtp_sink.mails) == 1


def test_one_refused_recipient_does_not_touch_the_others(smtp_sink: SmtpSink, sender: SmtpSender) -> None:
    smtp_sink.refuse_recipient("gone@saltmarsh.example", "550 5.1.1 No such user here")
    assert _send(sender, recipient="gone@saltmarsh.example") == Refused("550 5.1.1 No such user here")
    assert isinstance(_send(sender), Sent)
    assert smtp_sink.connection_count == 1


def test_a_goodbye_drops_the_connection_and_a_refusal_keeps_it(smtp_sink: SmtpSink, sender: SmtpSender) -> None:
    smtp_sink.answer(Stage.MAIL, "451 4.3.0 Try again later")
    _send(sender)
    assert sender.is_connected
    smtp_sink.answer(Stage.MAIL, "421 4.3.2 Shutting down")
    _send(sender)
    assert not sender.is_connected


def test_a_link_lost_after_the_final_dot_is_uncertain(smtp_sink: SmtpSink, sender: SmtpSender) -> None:
    smtp_sink.drop(Stage.FINAL_DOT)
    assert isinstance(_send(sender), Uncertain)
    assert len(smtp_sink.mails) == 1
    assert not sender.is_connected


def test_silence_after_the_final_dot_is_uncertain(smtp_sink: SmtpSink) -> None:
    smtp_sink.stall(Stage.FINAL_DOT)
    with _sender(_account(smtp_sink, timeout_s=0.05)) as sender:
        assert isinstance(_send(sender), Uncertain)


@pytest.mark.parametrize("stage", [Stage.MAIL, Stage.RCPT])
def test_a_link_lost_before_the_final_dot_is_tried_again(smtp_sink: SmtpSink, sender: SmtpSender, stage: Stage) -> None:
    smtp_sink.drop(stage)
    assert isinstance(_send(sender), TryAgain)
    assert isinstance(_send(sender), Sent)
    assert len(smtp_sink.mails) == 1


def test_silence_before_the_final_dot_is_tried_again(smtp_sink: SmtpSink) -> None:
    smtp_sink.stall(Stage.RCPT)
    with _sender(_account(smtp_sink, timeout_s=0.3)) as sender:
        assert isinstance(_send(sender), TryAgain)


def test_a_mail_cut_off_in_the_middle_is_tried_again_and_nothing_is_delivered(smtp_sink: SmtpSink) -> None:
    big = _MAIL + b"x" * 70 + b"\r\n" * 5_000_000
    with CuttingProxy(smtp_sink.port) as proxy, _sender(_account(smtp_sink, port=proxy.port)) as sender:
        proxy.cut_after_question_bytes(1_000_000)
        assert isinstance(_send(sender, big), TryAgain)
    assert smtp_sink.mails == []


def test_a_kept_connection_that_the_server_closed_is_opened_anew(smtp_sink: SmtpSink, sender: SmtpSender) -> None:
    _send(sender)
    smtp_sink.drop_connections()
    assert isinstance(_send(sender), Sent)
    assert smtp_sink.connection_count == 2


def test_a_connection_that_was_long_silent_is_asked_first(smtp_sink: SmtpSink) -> None:
    with _sender(_account(smtp_sink), probe_after_s=0) as sender:
        _send(sender)
        smtp_sink.answer(Stage.NOOP, "421 4.4.2 Idle for too long")
        assert isinstance(_send(sender), Sent)
    assert smtp_sink.connection_count == 2


def test_where_nobody_listens_it_is_tried_again_until_somebody_does(smtp_sink: SmtpSink, sender: SmtpSender) -> None:
    smtp_sink.close()
    result = _send(sender)
    assert isinstance(result, TryAgain)
    assert f"localhost:{smtp_sink.port} cannot be reached" in result.reason
    smtp_sink.reopen()
    assert isinstance(_send(sender), Sent)


def test_a_mail_above_the_servers_limit_is_refused_before_it_is_sent() -> None:
    with _sink(SmtpOffer(size_limit_bytes=1000)) as sink, _sender(_account(sink)) as sender:
        result = _send(sender, _MAIL + b"x" * 2000)
        assert isinstance(result, Refused)
        assert "takes at most 1,000" in result.reason
        assert isinstance(_send(sender), Sent)


@pytest.mark.parametrize("has_smtputf8", [True, False], ids=["offered", "not offered"])
def test_an_address_outside_ascii_goes_where_the_server_takes_such(has_smtputf8: bool) -> None:
    with _sink(SmtpOffer(has_smtputf8=has_smtputf8)) as sink, _sender(_account(sink)) as sender:
        result = _send(sender, recipient="jürgen@saltmarsh.example")
        assert isinstance(result, Sent if has_smtputf8 else Refused)
        assert [mail.recipients for mail in sink.mails] == [("jürgen@saltmarsh.example",)] * has_smtputf8
        assert isinstance(_send(sender), Sent)


def test_a_line_end_in_an_address_is_refused_and_never_sent(smtp_sink: SmtpSink, sender: SmtpSender) -> None:
    assert isinstance(_send(sender, recipient="a@b.example>\r\nRCPT TO:<c@d.example"), Refused)
    assert smtp_sink.connection_count == 0


@pytest.mark.parametrize("security", list(Security))
def test_each_kind_of_protection_works_and_signs_in(certificate: Certificate, security: Security) -> None:
    tls = None if security is Security.PLAIN else certificate.server_context()
    offer = SmtpOffer(tls=tls, is_implicit_tls=security is Security.TLS)
    with _sink(offer, password="gehëim") as sink:
        account = _account(
            sink,
            security=security,
            user="desk",
            password="gehëim",
            ca_file=certificate.cert_file,
            helo_name="desk.example",
        )
        with _sender(account) as sender:
            sender.check()
            assert isinstance(_send(sender), Sent)
        assert sink.logins == ["desk", "desk"]


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_an_unknown_certificate_is_not_trusted(certificate: Certificate, security: Security) -> None:
    offer = SmtpOffer(tls=certificate.server_context(), is_implicit_tls=security is Security.TLS)
    with _sink(offer) as sink, _sender(_account(sink, security=security)) as sender:
        with pytest.raises(CannotSend, match=f"localhost:{sink.port}.*certificate"):
            sender.check()
        assert isinstance(_send(sender), TryAgain)
        assert sink.mails == []


def test_without_starttls_no_password_is_sent(smtp_sink: SmtpSink) -> None:
    with _sender(_account(smtp_sink, security=Security.STARTTLS, user="desk", password="x")) as sender:
        with pytest.raises(CannotSend, match="does not offer STARTTLS"):
            sender.check()
        assert isinstance(_send(sender), TryAgain)
    assert smtp_sink.logins == []


def test_a_wrong_password_is_said_in_a_sentence_and_tried_again() -> None:
    with _sink(SmtpOffer(), password="right") as sink:
        with _sender(_account(sink, user="desk", password="wrong")) as sender:
            with pytest.raises(CannotSend, match=f"localhost:{sink.port} refused the sign-in of desk: 535"):
                sender.check()
            assert isinstance(_send(sender), TryAgain)
        assert "wrong" not in repr(_account(sink, password="wrong"))


def test_the_check_names_a_server_that_is_not_there(smtp_sink: SmtpSink) -> None:
    with _sender(_account(smtp_sink, port=free_port())) as sender, pytest.raises(CannotSend, match="cannot be reached"):
        sender.check()

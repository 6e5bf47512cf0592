"""Whatever the bytes, a mail comes out, and what comes out can be stored: no test here expects an error."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailtick.mail.classify import classify
from mailtick.mail.clues import find_clues
from mailtick.mail.facts import mail_facts
from mailtick.mail.mime import MAX_DEPTH, MAX_PARTS
from mailtick.mail.parse import parse_mail
from mailtick.mail.parts import MAX_TEXT_CHARS, clean_name
from tests.mail.hostile import HOSTILE
from tests.mail.hostile.build import Builder
from tests.mail.texts_of import every_text

FIELDS = [
    b"Authentication-Results",
    b"From",
    b"To",
    b"Subject",
    b"Content-Type",
    b"References",
    b"Date",
    b"Return-Path",
    b"Auto-Submitted",
]
PIECES = [
    b"=?utf-8?q?",
    b"?=",
    b"=41",
    b"\xff",
    b"\xed\xa0\x80",
    b"\0",
    b'"',
    b"(",
    b"<a@b>",
    b",",
    b";",
    b"boundary=b",
]
PIECES += [
    b"\r\n",
    b"\n ",
    b"--b\n",
    b"--b--\n",
    b"\n\n",
    b"charset=utf-7",
    b"multipart/mixed",
    b"> ",
    b"a@b.example wrote:\n",
]
PIECES += [
    b"From: x\nSent: 1\nTo: y\n",
    b"Final-Recipient: rfc822; a@b\n",
    b"<blockquote>",
    b"550 5.1.1 ",
    b"ICT-1041 ",
    b"Job 7741",
]

hostile_text = st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=40).map(b"".join)
hostile_headers = st.lists(st.tuples(st.sampled_from(FIELDS), hostile_text), max_size=8)
hostile_mails = st.builds(
    lambda headers, body: b"".join(name + b": " + value + b"\n" for name, value in headers) + b"\n" + body,
    hostile_headers,
    hostile_text,
)


@given(st.binary(max_size=2000) | hostile_mails)
def test_any_bytes_give_texts_that_every_database_takes(raw: bytes) -> None:
    for text in every_text(parse_mail(raw)):
        text.encode("utf-8")
        assert "\0" not in text


@given(st.binary(max_size=2000) | hostile_mails)
def test_any_bytes_give_facts_that_are_json(raw: bytes) -> None:
    mail = parse_mail(raw)
    facts = mail_facts(mail)
    assert json.loads(json.dumps(facts, ensure_ascii=False).encode("utf-8")) == facts
    assert all(clue.value for clue in find_clues(mail, str(facts["reply_text"]), "ICT", ["FIS-#####"]))


@given(hostile_mails)
def test_the_new_text_is_never_empty_where_there_is_a_text(raw: bytes) -> None:
    facts = mail_facts(parse_mail(raw))
    assert bool(str(facts["reply_text"]).strip()) == bool(str(facts["body_text"]).strip())


@given(hostile_mails)
def test_no_header_value_holds_a_line_break(raw: bytes) -> None:
    mail = parse_mail(raw)
    assert not any(set("\r\n") & set(value) for values in mail.headers.values() for value in values)


@given(st.text())
def test_a_file_name_is_a_base_name(name: str) -> None:
    cleaned = clean_name(name)
    assert not set(cleaned) & set("/\\\0\n\r")
    assert cleaned not in (".", "..")
    assert len(cleaned) <= 200


def nested(depth: int) -> bytes:
    opened = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (each, each) for each in range(depth))
    return opened + b"Content-Type: text/plain\n\ndeep\n"


def part_of(content_type: bytes, content: bytes, encoding: bytes = b"7bit") -> bytes:
    head = b"From: claire.brown@saltmarshprimary.example\nSubject: x\n"
    return head + b"Content-Type: " + content_type + b"\nContent-Transfer-Encoding: " + encoding + b"\n\n" + content


MANY_PARTS = b"--b\nContent-Type: text/plain\n\nx\n" * 10_000
NASTY = {
    "nothing": b"",
    "line breaks alone": b"\r\n\r\n\n\n",
    "carriage returns for line breaks": b"From: a@b.example\rSubject: x\r\rtext\r",
    "ten thousand nested parts": nested(10_000),
    "ten thousand parts beside each other": part_of(b"multipart/mixed; boundary=b", MANY_PARTS),
    "a multipart without boundary": part_of(b"multipart/mixed", b"text"),
    "a boundary that never comes": part_of(b"multipart/mixed; boundary=zz", b"text"),
    "an attachment of 30 MB": part_of(b"application/octet-stream", b"x" * 30_000_000),
    "a text of 3 MB": part_of(b"text/plain", b"some words\n" * 300_000),
    "one line of 1 MB": part_of(b"text/plain", b"x" * 1_000_000),
    "NUL bytes": part_of(b"text/plain; charset=\0", b"a\0b"),
    "unpaired surrogates": part_of(b"text/plain; charset=utf-16", b"\x00\xd8\x00\xd8"),
    "a codec that is no charset": part_of(b"text/plain; charset=punycode", b"a-" * 10_000),
    "broken base64": part_of(b"text/plain", b"SGVsbG8$$$===\nfooter of a gateway", b"base64"),
    "brackets in From": b"From: " + b"(" * 5000 + b"\nTo: " + b"<" * 5000 + b"\n\nx",
    "quotes in From": b"From: " + b'\\"' * 5001 + b"\n\nx",
    "broken encoded words": b"Subject: " + b"=?utf-8?q?" * 5000 + b"\n\nx",
    "a bad date": b"Date: Tue, 99 Foo 20999 99:99:99 +9999\nMessage-ID: <[bad id@x]>\n\nx",
    "two thousand recipients": b"To: " + b",\n ".join(b"u%d@b.example" % each for each in range(2500)) + b"\n\nx",
    "ninety thousand header fields": b"".join(b"X-%d: y\n" % each for each in range(90_000)) + b"\nx",
    "unclosed elements": part_of(b"text/html", b"<div><table><tr><td>" * 10_000 + b"deep"),
    "quoted lines alone": part_of(b"text/plain", b"> > > \n" * 50_000),
    "attributions alone": part_of(b"text/plain", b"On 1.1.2026 <a@b.example> wrote\n" * 5000),
    "labels alone": part_of(b"text/plain", b"From: a\nTo:\n" * 10_000),
}


@pytest.mark.parametrize("raw", NASTY.values(), ids=NASTY.keys())
def test_a_nasty_mail_is_read(raw: bytes) -> None:
    mail = parse_mail(raw)
    facts = mail_facts(mail)
    assert facts["kind"] == classify(mail).kind
    assert mail.size_bytes == len(raw)
    assert len(mail.body_text) <= MAX_TEXT_CHARS


# A tenth of a second is usual; what is quadratic takes minutes. `python -m tests.fuzz` measures them with 1 MB.
@pytest.mark.timeout(20)
@pytest.mark.parametrize("build", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_mail_is_read_without_long_thinking(build: Builder) -> None:
    raw = build(100_000)
    mail = parse_mail(raw)
    facts = mail_facts(mail)
    assert mail.size_bytes == len(raw)
    assert json.loads(json.dumps(facts, ensure_ascii=False).encode("utf-8")) == facts
    assert not any("\0" in text for text in every_text(mail))


def test_a_report_of_nobody_is_read() -> None:
    raw = b"X-Failed-Recipients: nobody\nFrom: ,\nSubject: Undelivered Mail Returned to Sender\n\nsorry\n"
    assert classify(parse_mail(raw)).is_bounce


def test_a_field_that_is_never_decoded_holds_no_nul() -> None:
    mail = parse_mail(b"Authentication-Results: mx.example; dkim=pass (a\0b)\n\nx")
    assert mail.header("authentication-results") == "mx.example; dkim=pass (ab)"


def test_what_is_written_under_many_blank_lines_is_new() -> None:
    raw = b"Subject: x\n\n \n" + b" \n" * 200_000 + b"The board is dark.\n"
    assert mail_facts(parse_mail(raw))["reply_text"] == "The board is dark."


def test_what_was_cut_is_said_in_plain_words() -> None:
    assert f"parts nested deeper than {MAX_DEPTH}; what lies below was not opened" in parse_mail(nested(100)).defects
    beside = parse_mail(NASTY["ten thousand parts beside each other"])
    assert f"more than {MAX_PARTS} parts; the rest was left out" in beside.defects
    assert "the mail is empty" in parse_mail(b"").defects


def test_an_attachment_of_30_mb_is_kept_whole() -> None:
    (attachment,) = parse_mail(NASTY["an attachment of 30 MB"]).attachments
    assert attachment.size_bytes == len(attachment.content) == 30_000_000

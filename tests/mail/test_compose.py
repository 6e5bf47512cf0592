"""What we write, the standard library's parser reads back unchanged."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailtick.mail.compose import Draft, compose_mail
from mailtick.mail.message import Address, Attachment

DESK = Address("ict@saltmarshprimary.example", "Saltmarsh ICT")
BROWN = Address("claire.brown@saltmarshprimary.example", "Mrs Claire Brown")
DRAFT = Draft(
    from_=DESK,
    to=(BROWN,),
    subject="[ICT-1041] Received: board",
    text="Thank you.\n",
    message_id="1041.a1@mail.saltmarshprimary.example",
    date=datetime(2026, 11, 9, 8, 13, tzinfo=UTC),
)
WITH_HTML = replace(DRAFT, html="<p>Thank you.</p>\n", auto_submitted="auto-replied")

# Everything that a str of ours may hold: valid Unicode without lone surrogates.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def attached(name: str, media_type: str = "application/pdf", content: bytes = b"%PDF-1.7\r\n\x00\xff") -> Attachment:
    return Attachment(name, media_type, len(content), hashlib.sha256(content).hexdigest(), content)


def read_back(draft: Draft) -> EmailMessage:
    return message_from_bytes(compose_mail(draft), policy=policy.default)


def on_one_line(text: str) -> str:
    return " ".join(re.sub("[\x00-\x1f\x7f-\x9f]", " ", text).split())


def header_of(mail: EmailMessage, name: str) -> str:
    return str(mail[name])


def text_of(draft: Draft, kind: str = "plain") -> str:
    part = read_back(draft).get_body((kind,))
    assert part is not None
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def raw_header(draft: Draft, name: str) -> str:
    head = compose_mail(draft).partition(b"\r\n\r\n")[0].decode("ascii")
    found = re.search(rf"(?:^|\r\n){name}: (.*(?:\r\n[ \t].*)*?)(?=\r\n\S|$)", head)
    assert found is not None
    return found[1]


def assert_fit_for_smtp(mail: bytes) -> None:
    assert mail.isascii()
    assert b"\x00" not in mail
    assert not re.search(rb"[^\r]\n|\r[^\n]", mail)
    assert max(map(len, mail.split(b"\r\n"))) <= 998


def test_the_same_draft_gives_the_same_bytes_and_another_id_another_boundary() -> None:
    other = compose_mail(replace(WITH_HTML, message_id="another@mail.saltmarshprimary.example"))

    assert compose_mail(WITH_HTML) == compose_mail(replace(WITH_HTML))
    assert other.count(b"boundary=") == 1
    assert other.partition(b"boundary=")[2][:20] != compose_mail(WITH_HTML).partition(b"boundary=")[2][:20]


def test_a_plain_mail_is_one_part_that_a_person_can_read_raw() -> None:
    assert compose_mail(DRAFT).decode() == (
        "Date: Mon, 09 Nov 2026 08:13:00 +0000\r\n"
        "From: Saltmarsh ICT <ict@saltmarshprimary.example>\r\n"
        "To: Mrs Claire Brown <claire.brown@saltmarshprimary.example>\r\n"
        "Subject: [ICT-1041] Received: board\r\n"
        "Message-ID: <1041.a1@mail.saltmarshprimary.example>\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "\r\n"
        "Thank you.\r\n"
    )


def test_the_text_comes_before_the_html_and_attachments_come_last() -> None:
    mail = read_back(replace(WITH_HTML, attachments=(attached("quote.pdf"), attached("photo.jpg", "image/jpeg"))))

    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
        "image/jpeg",
    ]


@pytest.mark.parametrize(
    ("auto_submitted", "expected"),
    [
        ("auto-replied", ("auto-replied", "All")),
        ("auto-generated", ("auto-generated", "All")),
        ("", ("None", "None")),
        ("no", ("None", "None")),
    ],
    ids=["replied", "generated", "a person's text", "the RFC's word for a person"],
)
def test_an_automatic_mail_says_so_and_is_not_answered(auto_submitted: str, expected: tuple[str, str]) -> None:
    mail = read_back(replace(DRAFT, auto_submitted=auto_submitted))

    assert (header_of(mail, "Auto-Submitted"), header_of(mail, "X-Auto-Response-Suppress")) == expected
    assert mail["Precedence"] is None


@given(subject=ANY_TEXT)
def test_any_subject_is_read_back_as_one_line(subject: str) -> None:
    draft = replace(DRAFT, subject=subject)

    assert_fit_for_smtp(compose_mail(draft))
    assert header_of(read_back(draft), "Subject") == on_one_line(subject)


@given(name=ANY_TEXT)
def test_any_name_is_read_back_beside_its_address(name: str) -> None:
    draft = replace(DRAFT, to=(Address(BROWN.addr, name), DESK))
    shown = getaddresses([raw_header(draft, "To").replace("\r\n", "")])

    assert_fit_for_smtp(compose_mail(draft))
    assert [addr for _, addr in shown] == [BROWN.addr, DESK.addr]
    # Not `policy.default`: in Python 3.11 it puts a space between two encoded words of one name.
    assert str(make_header(decode_header(shown[0][0]))) == on_one_line(name)


@given(text=ANY_TEXT, html=ANY_TEXT)
def test_any_body_is_read_back_to_the_letter(text: str, html: str) -> None:
    draft = replace(DRAFT, text=text, html=html + "<br>")

    assert_fit_for_smtp(compose_mail(draft))
    assert text_of(draft) == with_crlf(text)
    assert text_of(draft, "html") == with_crlf(html + "<br>")


def with_crlf(text: str) -> str:
    lines = re.sub("\r\n|\r|\n", "\r\n", text)
    return lines if lines.endswith("\r\n") else lines + "\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "a line with spaces   \nand a tab\t\n \n",
        ".\n..\n.hidden\nthe end\n.\n",
        "From here on\n>From there\n" + "From " * 40 + "\n",
        "x" * 5000 + "\n" + "word " * 2000 + "\n",
        "path C:\\new\\temp =3D =\n=_boundary\n--\n-- \n",
        "Störung für Miss Nair: 10 € 🙂\n" * 30,
        "Не работает принтер в кабинете\n" * 30,
        "",
    ],
    ids=["white space at line ends", "dots", "From", "long lines", "equals", "accents", "Cyrillic", "empty"],
)
def test_lines_that_relays_spoil_survive(text: str) -> None:
    mail = compose_mail(replace(DRAFT, text=text))

    assert_fit_for_smtp(mail)
    assert text_of(replace(DRAFT, text=text)) == with_crlf(text)
    body = mail.partition(b"\r\n\r\n")[2]
    assert not re.search(rb"(?m)^From |^\.\r$|[ \t]\r$", body)


@pytest.mark.parametrize(
    "hostile", ["x\r\nBcc: all@school.example", "x\nBcc: a@b.example", "x\rBcc: a@b.example", "x\x00\x0b\x85y"]
)
def test_no_value_can_add_a_header(hostile: str) -> None:
    draft = replace(DRAFT, subject=hostile, to=(Address(BROWN.addr, hostile),), headers=(("X-Mailtick-Desk", hostile),))
    mail = read_back(draft)

    assert mail["Bcc"] is None
    assert mail.keys() == [*read_back(DRAFT).keys()[:5], "X-Mailtick-Desk", *read_back(DRAFT).keys()[5:]]
    assert header_of(mail, "X-Mailtick-Desk") == on_one_line(hostile)


def test_the_reference_stays_readable_in_front_of_an_encoded_subject() -> None:
    assert raw_header(replace(DRAFT, subject="[ICT-1041] Received: Störung, board"), "Subject") == (
        "[ICT-1041] Received: =?utf-8?q?St=C3=B6rung=2C?= board"
    )


def test_headers_are_folded_near_76_characters_at_white_space() -> None:
    draft = replace(DRAFT, subject="the board in the hall " * 12, cc=(BROWN,) * 8)
    head = compose_mail(draft).partition(b"\r\n\r\n")[0]

    assert max(map(len, head.split(b"\r\n"))) <= 76
    assert len(read_back(draft)["Cc"].addresses) == 8


def test_long_ids_are_never_encoded_or_split() -> None:
    outlook = "a" * 90 + "@mail.example.com"
    draft = replace(DRAFT, in_reply_to=outlook, references=("first@x.example", outlook, "last@x.example"))

    assert raw_header(draft, "In-Reply-To") == f"<{outlook}>"
    assert raw_header(draft, "References").split() == ["<first@x.example>", f"<{outlook}>", "<last@x.example>"]


def test_of_many_references_the_first_and_the_last_twenty_stay() -> None:
    ids = tuple(f"{number}@x.example" for number in range(100))

    kept = raw_header(replace(DRAFT, references=ids), "References").split()

    assert kept == ["<0@x.example>", *(f"<{number}@x.example>" for number in range(80, 100))]


@pytest.mark.parametrize("broken", ["", "ü@x.example", "a\r\nBcc: b@x.example", "a@x> <b@y", "a" * 901])
def test_an_id_that_mail_cannot_hold_is_left_out(broken: str) -> None:
    mail = read_back(replace(DRAFT, in_reply_to=broken, references=(broken,)))

    assert mail["In-Reply-To"] is None
    assert mail["References"] is None


@pytest.mark.parametrize(
    "addr",
    [
        "zoë@saltmarshprimary.example",
        "",
        "nobody",
        "@x.example",
        "a b@x.example",
        "a@x.example\r\nBcc: b@x",
        "a@b@c ü.example",
    ],
)
def test_an_address_that_cannot_be_mailed_is_named(addr: str) -> None:
    with pytest.raises(ValueError, match="mail"):
        compose_mail(replace(DRAFT, to=(Address(addr),)))


def test_a_domain_is_written_in_idna() -> None:
    mail = read_back(replace(DRAFT, to=(Address("claire.brown@schüle.example"),)))

    assert header_of(mail, "To") == "claire.brown@xn--schle-mva.example"


@pytest.mark.parametrize(
    "name",
    [
        "quote.pdf",
        "Angebot für Räume.pdf",
        "price list; final.pdf",
        'the "new" one.pdf',
        "写真.jpg",
        "a" * 300 + ".pdf",
        "é" * 300 + ".pdf",
        "a\r\nX-Evil: b.pdf",
    ],
    ids=["plain", "accents", "semicolon", "quotes", "Japanese", "long", "long and accented", "line end"],
)
def test_a_file_arrives_whole_under_its_name(name: str) -> None:
    draft = replace(DRAFT, attachments=(attached(name),))
    (part,) = read_back(draft).iter_attachments()

    assert_fit_for_smtp(compose_mail(draft))
    assert part.get_payload(decode=True) == attached(name).content
    arrived = part.get_filename() or ""
    shown = re.sub(r"[\r\n]", "_", name)
    assert arrived == shown or (len(name) > 200 and shown.endswith(arrived) and len(arrived) > 100)


@pytest.mark.parametrize("declared", ["message/rfc822", "multipart/mixed", "", "nonsense", "text/html\r\nX-Evil: 1"])
def test_a_type_that_would_change_the_mail_becomes_a_plain_file(declared: str) -> None:
    (part,) = read_back(replace(DRAFT, attachments=(attached("old.eml", declared),))).iter_attachments()

    assert part.get_content_type() == "application/octet-stream"
    assert part.get_payload(decode=True) == attached("old.eml").content


def test_a_header_name_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="name of a header"):
        compose_mail(replace(DRAFT, headers=(("X Evil:", "1"),)))


def test_a_message_id_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="Message-ID"):
        compose_mail(replace(DRAFT, message_id=""))

"""What Outlook packs into winmail.dat is unpacked, and nothing of it is lost where it is damaged."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from mailtick.mail.message import InboundMail
from mailtick.mail.parse import parse_mail
from mailtick.mail.rtf import decompress_rtf, read_rtf
from tests.mail import tnef_writer as tnef

LONG_NAME = tnef.text(0x3707, "Kostenvoranschlag für Raum 12.pdf")
FILE = tnef.attached(b"KOSTEN~1.PDF", b"%PDF-1.4", LONG_NAME, tnef.text(0x370E, "application/pdf"))
HTML_IN_RTF = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 "
    rb"The {\*\htmltag84 <b>}projector{\*\htmltag92 </b>} is caf\'e9 brown.\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}}"
)


def mail_with(*attributes: bytes, text: bytes = b"") -> InboundMail:
    winmail = base64.encodebytes(tnef.SIGNATURE + b"".join(attributes))
    head = b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n" + text + b"\n"
    head += b'--b\nContent-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64\n\n'
    return parse_mail(head + winmail + b"--b--\n")


def names(mail: InboundMail) -> list[str]:
    return [each.name for each in mail.attachments]


def test_a_file_comes_out_with_its_long_name_and_its_bytes() -> None:
    (file,) = mail_with(FILE, text=b"Here it is.").attachments
    assert (file.name, file.type, file.content) == ("Kostenvoranschlag für Raum 12.pdf", "application/pdf", b"%PDF-1.4")


def test_a_name_without_unicode_is_read_in_the_code_page_of_the_mail() -> None:
    mail = mail_with(tnef.codepage(1251), tnef.attached("Отчёт.doc".encode("cp1251"), b"x"))
    assert names(mail) == ["Отчёт.doc"]


BODIES = {
    "plain": tnef.message(tnef.text(0x1000, "The projector is brown.")),
    "plain, old form": tnef.attribute(tnef.MESSAGE, 0x0002800C, b"The projector is brown.\0"),
    "HTML": tnef.message(tnef.of_length(tnef.BINARY, 0x1013, b"<p>The <b>projector</b> is brown.</p>")),
    "rich text": tnef.message(
        tnef.of_length(tnef.BINARY, 0x1009, tnef.compressed_rtf(rb"{\rtf1\ansi The {\b projector} is brown.\par}"))
    ),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_the_text_is_read_where_the_mail_has_no_other(body: bytes) -> None:
    mail = mail_with(body)
    assert (mail.body_text.strip(), names(mail)) == ("The projector is brown.", [])


def test_html_that_outlook_wrapped_into_rich_text_comes_out_as_html() -> None:
    mail = mail_with(tnef.message(tnef.of_length(tnef.BINARY, 0x1009, tnef.compressed_rtf(HTML_IN_RTF))))
    assert mail.body_text == "The projector is café brown."
    assert "<b>projector</b>" in mail.body_html


def test_a_text_that_the_mail_has_already_is_not_said_twice() -> None:
    mail = mail_with(BODIES["rich text"], FILE, text=b"The projector\nis brown.")
    assert mail.body_text == "The projector\nis brown."


def test_a_text_that_says_something_else_is_read_too() -> None:
    mail = mail_with(BODIES["plain"], text=b"See the attached file.")
    assert mail.body_text == "See the attached file.\nThe projector is brown."
    assert names(mail) == ["body.txt"]


def test_an_attached_message_is_attached_with_its_text_and_its_files() -> None:
    inner = tnef.message(tnef.text(0x0037, "Old fault"), tnef.text(0x1000, "It was brown before."))
    mail = mail_with(tnef.attached_message(tnef.SIGNATURE + inner + FILE), text=b"See below.")
    assert names(mail) == ["Old fault.eml", "Kostenvoranschlag für Raum 12.pdf"]
    assert parse_mail(mail.attachments[0].content).body_text == "It was brown before."


def test_a_meeting_is_said_in_a_sentence() -> None:
    kind = tnef.attribute(tnef.MESSAGE, 0x00078008, b"IPM.Microsoft Schedule.MtgReq\0")
    ten = (datetime(2026, 11, 24, 10, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10
    times = tnef.appointment_time(0x820D, ten), tnef.appointment_time(0x820E, ten + 36_000_000_000)
    mail = mail_with(kind, tnef.message(tnef.text(0x0037, "ICT visit"), *times))
    assert mail.notes == ("Invitation: ICT visit, Tue 24 November 2026 10:00 to 11:00 (UTC)",)
    assert mail.body_text == mail.notes[0]


@pytest.mark.parametrize("cut", [3, 30, 60, 90])
def test_a_damaged_file_stays_beside_what_could_be_read(cut: int) -> None:
    whole = FILE + BODIES["plain"]
    mail = mail_with(whole[:-cut], text=b"See the attached file.")
    assert "winmail.dat" in names(mail)
    assert mail.body_text.startswith("See the attached file.")


RTF = {
    "letters of a code page": (rb"{\rtf1\ansi\ansicpg1250 P\'f8\'edli\'9a}", "Příliš"),
    "letters of a font": (rb"{\rtf1{\fonttbl{\f1\fcharset204 Arial;}}{\f1 \'cf\'f0\'e8} end}", "При end"),
    "two bytes a letter": (rb"{\rtf1{\fonttbl{\f1\fcharset128 Mincho;}}\f1 \'93\'fa\'96\'7b}", "日本"),
    "numbers of letters": (rb"{\rtf1\uc1 \u1080?\u-10179?\u-8704?}", "и😀"),
    "lines and tabs": (rb"{\rtf1 a\tab b\par c\line d}", "a\tb\nc\nd"),
    "what is no text": (rb"{\rtf1{\info{\author X}}{\*\generator Y;}{\pict 00ff}{\bin3 abc}z}", "z"),
    "braces": (rb"{\rtf1 \{C:\\new\\temp\}}", "{C:\\new\\temp}"),
}


@pytest.mark.parametrize(("rtf", "text"), RTF.values(), ids=RTF.keys())
def test_rich_text_is_read(rtf: bytes, text: str) -> None:
    assert read_rtf(rtf) == (False, text)


def test_what_repeats_is_unpacked() -> None:
    # "ab" and one reference to it, six letters long, that runs into what it writes.
    packed = b"\x04ab" + ((207 << 4) | 4).to_bytes(2, "big")
    assert decompress_rtf((len(packed) + 12).to_bytes(4, "little") + b"\x08\0\0\0LZFu\0\0\0\0" + packed) == b"abababab"

"""Multiparts are opened as far as their boundaries can be made out."""

from __future__ import annotations

import pytest

from mailtick.mail.parse import parse_mail

MULTIPART = "Content-Type: multipart/mixed; boundary=o\n\n"
TEXT = "Content-Type: text/plain\n\nHello\n"
FILE = "Content-Type: application/pdf; name=a.pdf\n\nx\n"

STRUCTURES = {
    "as it should be": f"{MULTIPART}--o\n{TEXT}--o\n{FILE}--o--\n",
    "the last boundary is missing": f"{MULTIPART}--o\n{TEXT}--o\n{FILE}",
    "the inner last boundary is missing": (
        f"{MULTIPART}--o\nContent-Type: multipart/alternative; boundary=i\n\n--i\n{TEXT}--o\n{FILE}--o--\n"
    ),
    "an inner boundary that begins with the outer one": (
        f"{MULTIPART}--o\nContent-Type: multipart/mixed; boundary=o-i\n\n--o-i\n{TEXT}--o-i--\n--o\n{FILE}--o--\n"
    ),
    "the same boundary inside and outside": (
        f"{MULTIPART}--o\nContent-Type: multipart/mixed; boundary=o\n\n--o\n{TEXT}--o--\n--o\n{FILE}--o--\n"
    ),
    "another boundary than the declared one": f"{MULTIPART}--other\n{TEXT}--other\n{FILE}--other--\n",
    "no boundary declared": f"Content-Type: multipart/mixed\n\n--o\n{TEXT}--o\n{FILE}--o--\n",
    "no type declared": f"\n--o\n{TEXT}--o\n{FILE}--o--\n",
    "a preamble and an epilogue": f"{MULTIPART}For old programs.\n--o\n{TEXT}--o\n{FILE}--o--\nGoodbye.\n",
    "blanks after a boundary": f"{MULTIPART}--o  \n{TEXT}--o\t\n{FILE}--o-- \n",
}


@pytest.mark.parametrize("structure", STRUCTURES.values(), ids=STRUCTURES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\r\r\n"], ids=["LF", "CR LF", "CR", "CR CR LF"])
def test_a_text_and_a_file_are_found(structure: str, line_end: str) -> None:
    mail = parse_mail(f"From: a@b.example\n{structure}".replace("\n", line_end).encode())
    assert (mail.body_text, [each.name for each in mail.attachments]) == ("Hello", ["a.pdf"])


def test_a_text_between_dashes_is_no_multipart() -> None:
    assert parse_mail(b"From: a@b.example\n\n--urgent--\nThe server is down.\n--urgent--").body_text == (
        "--urgent--\nThe server is down.\n--urgent--"
    )

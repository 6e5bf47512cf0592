"""Who really wrote a forwarded mail, in the ways that mail programs and languages forward."""

from __future__ import annotations

import pytest

from mailtick.mail.forward import read_forward
from mailtick.mail.message import Forwarded
from mailtick.mail.parse import parse_mail
from tests.mail.forwarding_layouts import LAYOUTS
from tests.mail.forwarding_programs import SUBJECT, translated

TRANSLATED = dict(translated())
COMMENT = "Please see to this.\n\nBen"
TEXT = "We need two black ones.\n\nAnna"


def mail(text: str, subject: str = f"FW: {SUBJECT}", more: str = "") -> Forwarded | None:
    head = f"From: Ben <ben@school.example>\nTo: ict@school.example\nSubject: {subject}\n{more}"
    return read_forward(parse_mail(f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}".encode()))


@pytest.mark.parametrize("head", TRANSLATED.values(), ids=TRANSLATED.keys())
@pytest.mark.parametrize("comment", [COMMENT, ""], ids=["with a comment", "bare"])
def test_a_program_forwards(head: str, comment: str) -> None:
    found = mail(f"{comment}\n\n{head}\n{TEXT}\n")
    assert found
    assert (found.from_addr, found.from_name) == ("anna.bauer@firma.example", "Anna Bauer")
    assert "2021" in found.date or "28.10.21" in found.date or "28/10/21" in found.date
    assert (found.subject, found.comment, found.text) == (SUBJECT, comment, TEXT)


@pytest.mark.parametrize("head", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("comment", [COMMENT, ""], ids=["with a comment", "bare"])
def test_a_layout_is_read(head: str, comment: str) -> None:
    text = "\n".join(f"> {line}" for line in TEXT.split("\n")) if head.startswith(">") else TEXT
    found = mail(f"{comment}\n\n{head}\n{text}\n")
    assert found
    assert (found.from_addr, found.from_name) == ("anna.bauer@firma.example", "Anna Bauer")
    assert "2021" in found.date
    assert (found.subject, found.comment, found.text) == (SUBJECT, comment, TEXT)

"""Paragraphs of format=flowed text come back on one line each (RFC 3676)."""

from __future__ import annotations

import pytest

from mailtick.mail.flowed import join_flowed_lines
from mailtick.mail.parse import parse_mail

CASES = {
    "a paragraph": ("one \ntwo \nthree\nfour", "one two three\nfour"),
    "quotes keep their depth": ("> a \n> b\n>> c \n>> d\nmine", "> a b\n>> c d\nmine"),
    "a quote that goes on in no quote": ("> a \nmine", "> a\nmine"),
    "protected lines": (" From here\n > no quote", "From here\n> no quote"),
    "the signature": ("text \n-- \nAnna", "text\n-- \nAnna"),
    "a paragraph at the end": ("a \nb ", "a b"),
    "empty lines": ("a\n\nb", "a\n\nb"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_flowed_lines_are_joined(text: str, expected: str) -> None:
    assert join_flowed_lines(text) == expected


def test_the_blank_goes_where_the_mail_says_so() -> None:
    raw = b"Content-Type: text/plain; charset=utf-8; format=Flowed; DelSp=Yes\n\n"
    assert parse_mail(raw + "プリン \nターです".encode()).body_text == "プリンターです"


def test_text_that_is_not_flowed_keeps_its_lines() -> None:
    assert parse_mail(b"Content-Type: text/plain\n\none \ntwo").body_text == "one \ntwo"

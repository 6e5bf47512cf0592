"""Who wrote a mail that a list passed on under its own address, and when nobody believes it."""

from __future__ import annotations

import pytest

from mailtick.mail.author import read_author
from mailtick.mail.parse import parse_mail

GOOGLE = "List-ID: <staff.school.example>\nList-Post: <https://groups.example/post>, <mailto:staff@school.example>\n"
GROUPS_IO = "List-Id: <staff.main.groups.example>\nList-Post: <mailto:staff@main.groups.example>\n"
ANNA = ("anna@office.example", "Anna Brown")

CASES = {
    "an ordinary mail": ("From: Anna Brown <anna@office.example>\n", ANNA),
    "a list that leaves From alone": (f"From: Anna Brown <anna@office.example>\n{GOOGLE}", ANNA),
    "Google Groups": (
        f"From: 'Anna Brown' via Staff <staff@school.example>\n{GOOGLE}X-Original-From: Anna Brown <{ANNA[0]}>\n",
        ANNA,
    ),
    "Google Groups, the bare sender alone": (
        f"From: 'Anna Brown' via Staff <staff@school.example>\nX-Original-Sender: anna@office.example\n{GOOGLE}",
        ANNA,
    ),
    "Mailman, which names the author in Reply-To": (
        f"From: Anna Brown via Staff <staff@school.example>\nReply-To: Anna Brown <anna@office.example>\n{GOOGLE}",
        ANNA,
    ),
    "groups.io": (
        f"From: Anna Brown via groups.example <anna=office.example@groups.example>\n{GROUPS_IO}",
        ANNA,
    ),
    "no list headers": (
        "From: Anna Brown via Staff <staff@school.example>\nX-Original-From: Anna <anna@office.example>\n",
        ("staff@school.example", "Anna Brown via Staff"),
    ),
    "another list's headers": (
        "From: Kim <kim@evil.example>\nX-Original-From: Anna <anna@office.example>\n" + GOOGLE,
        ("kim@evil.example", "Kim"),
    ),
    "a person at the list's host": (
        f"From: Kim <kim@school.example>\nReply-To: Anna <anna@office.example>\n{GOOGLE}",
        ("kim@school.example", "Kim"),
    ),
    "answers that go to the list": (
        f"From: Anna Brown via Staff <staff@school.example>\nReply-To: staff@school.example\n{GOOGLE}",
        ("staff@school.example", "Anna Brown via Staff"),
    ),
    "on behalf of": (
        "From: Anna Brown <anna@office.example>\nSender: Ben <ben@office.example>\n",
        ANNA,
    ),
}


@pytest.mark.parametrize(("headers", "expected"), CASES.values(), ids=CASES)
def test_the_author_is_told(headers: str, expected: tuple[str, str]) -> None:
    author = read_author(parse_mail(f"{headers}Subject: x\n\nx".encode()))
    assert author is not None
    assert (author.address.addr, author.address.name) == expected


def test_a_mail_without_from_has_no_author() -> None:
    assert read_author(parse_mail(b"Subject: x\n\nx")) is None

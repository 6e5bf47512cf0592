"""A thousand mails as a helpdesk gets them: requests, big attachments, replies, machines."""

from __future__ import annotations

import base64
import random
from dataclasses import dataclass

HEAD = """\
Return-Path: <{address}>\r
Received: from mail.saltmarshprimary.example by mx.saltmarshprimary.example with ESMTPS id {number};\r
 Mon, 16 Nov 2026 09:00:00 +0000\r
Authentication-Results: mx.saltmarshprimary.example; dmarc=pass header.from=saltmarshprimary.example\r
From: {name} <{address}>\r
To: ICT desk <ict@saltmarshprimary.example>\r
Subject: {subject}\r
Date: Mon, 16 Nov 2026 09:00:00 +0000\r
Message-ID: <{number}.bench@mail.saltmarshprimary.example>\r
{more}MIME-Version: 1.0\r
"""

WORDS = [
    "the",
    "projector",
    "in",
    "my",
    "room",
    "stays",
    "dark",
    "since",
    "this",
    "morning",
    "and",
    "the",
    "remote",
    "does",
    "nothing",
    "although",
    "we",
    "changed",
    "the",
    "batteries",
    "yesterday",
    "could",
    "somebody",
    "please",
    "have",
    "a",
    "look",
    "before",
    "the",
    "lesson",
    "after",
    "lunch",
    "because",
    "the",
    "children",
    "need",
    "it",
    "for",
    "their",
    "presentation",
    "and",
    "there",
    "is",
    "no",
    "other",
    "room",
    "free",
    "thank",
    "you",
    "so",
    "much",
    "for",
    "your",
    "help",
]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each kind; together the thousand of the benchmark."""

    requests: int = 500
    with_attachment: int = 60
    replies: int = 400
    automatic: int = 40

    @property
    def total(self) -> int:
        return self.requests + self.with_attachment + self.replies + self.automatic

    @property
    def answered(self) -> int:
        return self.requests + self.with_attachment


def request(number: int, dice: random.Random, attachment_bytes: int = 0) -> bytes:
    """A new matter of 3 to 9 KB, with text and HTML; with an attachment if asked."""
    text = _prose(dice, dice.randint(1000, 3500))
    parts = _alternative(text)
    if attachment_bytes:
        return _head(number) + _mixed(parts, dice.randbytes(attachment_bytes))
    return _head(number) + parts


def reply(number: int, answers: str, subject: str, quoted: str, dice: random.Random) -> bytes:
    """An answer to a mail of the desk, its text quoted below."""
    more = f"In-Reply-To: {answers}\r\nReferences: {answers}\r\n"
    below = "\n".join(f"> {line}" for line in quoted.splitlines())
    text = f"{_prose(dice, 300)}\n\nOn 16 Nov 2026, at 10:46, ICT desk wrote:\n{below}\n"
    return _head(number, f"Re: {subject}", more) + _alternative(text)


def automatic(number: int, dice: random.Random) -> bytes:
    more = "Auto-Submitted: auto-replied\r\nPrecedence: bulk\r\n"
    return _head(number, "Automatic reply: your message", more) + _alternative(_prose(dice, 300))


def _head(number: int, subject: str = "", more: str = "") -> bytes:
    # Fifty teachers, so that people are known from the second mail on.
    teacher = number % 50
    address, name = f"teacher{teacher}@saltmarshprimary.example", f"Teacher {teacher}"
    subject = subject or f"Projector {number} stays dark"
    return HEAD.format(address=address, name=name, number=number, subject=subject, more=more).encode()


def _prose(dice: random.Random, characters: int) -> str:
    lines, length = [], 0
    while length < characters:
        line = " ".join(dice.choices(WORDS, k=11))
        lines.append(line)
        length += len(line)
    return "\n".join(lines)


def _alternative(text: str) -> bytes:
    html = "".join(f"<p style='margin:0'>{line}</p>\n" for line in text.splitlines())
    crlf = text.replace("\n", "\r\n")
    return (
        'Content-Type: multipart/alternative; boundary="alt"\r\n\r\n'
        f"--alt\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{crlf}\r\n"
        f"--alt\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body>{html}</body></html>\r\n--alt--\r\n"
    ).encode()


def _mixed(alternative: bytes, attached: bytes) -> bytes:
    return (
        b'Content-Type: multipart/mixed; boundary="mix"\r\n\r\n--mix\r\n'
        + alternative
        + b'\r\n--mix\r\nContent-Type: image/jpeg; name="photo.jpg"\r\nContent-Transfer-Encoding: base64\r\n'
        + b'Content-Disposition: attachment; filename="photo.jpg"\r\n\r\n'
        + base64.encodebytes(attached).replace(b"\n", b"\r\n")
        + b"--mix--\r\n"
    )

"""Hostile trees of parts."""

from __future__ import annotations

from collections.abc import Mapping

from tests.mail.hostile.build import HEAD, Builder, repeated, text

_MIXED = b"multipart/mixed; boundary=b"


def _nested(size: int) -> bytes:
    opening = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
    return HEAD + b"".join(opening % (each, each) for each in range(size // (len(opening) + 6))) + b"\ndeep\n"


def _nested_alike(size: int) -> bytes:
    return HEAD + repeated(b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", size) + b"\ndeep\n"


def _prefixes(size: int) -> bytes:
    """Thirty levels, each boundary the beginning of the next, and all lines between look like any of them."""
    opening = b"".join(
        b"Content-Type: multipart/mixed; boundary=%s\n\n--%s\n" % (b"b" * n, b"b" * n) for n in range(1, 29)
    )
    return HEAD + opening + b"\n" + repeated(b"--" + b"b" * 60 + b"\n", size)


def _levels_over_one_text(size: int) -> bytes:
    """Thirty levels around one large text: whoever copies at each level copies thirty times."""
    opening = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(29))
    return HEAD + opening + b"Content-Type: text/plain\n\n" + repeated(b"some words\n", size)


def _mails_in_mails(size: int) -> bytes:
    return HEAD + repeated(b"Content-Type: message/rfc822\n\nSubject: x\n", size) + b"\ndeep\n"


def _mails_in_multiparts(size: int) -> bytes:
    opening = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\nContent-Type: message/rfc822\n\nSubject: x\n"
    return HEAD + b"".join(opening % (each, each) for each in range(size // (len(opening) + 6))) + b"\ndeep\n"


STRUCTURE: Mapping[str, Builder] = {
    "parts in parts": _nested,
    "parts in parts of one boundary": _nested_alike,
    "boundaries that begin alike": _prefixes,
    "thirty levels around one text": _levels_over_one_text,
    "mails in mails": _mails_in_mails,
    "mails in parts in mails": _mails_in_multiparts,
    "parts beside each other": text(b"--b\nContent-Type: text/plain\n\nx\n", _MIXED),
    "HTML parts beside each other": text(b"--b\nContent-Type: text/html\n\n<p>x\n", _MIXED),
    "alternatives beside each other": text(
        b"--b\nContent-Type: text/html\n\n<p>x\n", b"multipart/alternative; boundary=b"
    ),
    "attachments beside each other": text(
        b"--b\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\nQUJD\n", _MIXED
    ),
    "attached mails beside each other": text(b"--b\nContent-Type: message/rfc822\n\nSubject: a\n\nb\n", _MIXED),
    "delimiters alone": text(b"--b\n", _MIXED),
    "closing delimiters": text(b"--b--\n", _MIXED),
    "delimiters with blanks": text(b"--b" + b" " * 300 + b"\n", _MIXED),
    "delimiters that go on": text(b"--bx\n", _MIXED),
    "dashes": text(b"-", _MIXED),
    "a multipart without boundary": text(b"--guess\n\nx\n", b"multipart/mixed"),
    "a boundary of one blank": text(b"-- \n", b'multipart/mixed; boundary=" "'),
    "a digest": text(b"--b\n\nSubject: x\n\ny\n", b"multipart/digest; boundary=b"),
    "line breaks": text(b"\r\n", _MIXED),
    "blank lines in blank lines": lambda size: repeated(b"\r\n", size),
    "carriage returns": lambda size: repeated(b"From: a@b.example\rSubject: x\r\rtext\r", size),
    "NUL bytes": lambda size: bytes(size),
    "bytes of every kind": lambda size: repeated(bytes(range(256)), size),
}

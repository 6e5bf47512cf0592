"""Build mails of a wanted size out of one piece that is repeated."""

from __future__ import annotations

from collections.abc import Callable

# Takes the wanted size in bytes and gives a mail of about that size.
Builder = Callable[[int], bytes]

HEAD = b"From: claire.brown@saltmarshprimary.example\nTo: ict@saltmarshprimary.example\nSubject: board\n"
DAEMON = b"From: MAILER-DAEMON@mx.example\nReturn-Path: <>\nSubject: Undelivered Mail Returned to Sender\n"


def repeated(piece: bytes, size: int) -> bytes:
    return piece * max(1, size // len(piece))


def numbered(piece: bytes, size: int) -> bytes:
    """The piece again and again, with "%d" counting up."""
    return b"".join(piece % number for number in range(max(1, size // (len(piece) + 3))))


def text(
    piece: bytes, content_type: bytes = b"text/plain", *, head: bytes = HEAD, encoding: bytes = b"8bit"
) -> Builder:
    """A mail of one part whose body repeats the piece."""
    top = head + b"Content-Type: " + content_type + b"\nContent-Transfer-Encoding: " + encoding + b"\n\n"
    return lambda size: top + repeated(piece, size)


def counted(piece: bytes, content_type: bytes = b"text/plain", *, head: bytes = HEAD) -> Builder:
    """The same with numbers, so that no two pieces are equal."""
    top = head + b"Content-Type: " + content_type + b"\n\n"
    return lambda size: top + numbered(piece, size)


def around(opening: bytes, closing: bytes, content_type: bytes = b"text/plain") -> Builder:
    """As many openings as closings, with nothing between."""
    top = HEAD + b"Content-Type: " + content_type + b"\n\n"
    return lambda size: top + repeated(opening, size // 2) + repeated(closing, size // 2)


def field(name: bytes, piece: bytes, *, before: bytes = b"", after: bytes = b"") -> Builder:
    """A mail with one field whose value repeats the piece."""
    return lambda size: name + b": " + before + repeated(piece, size) + after + b"\n\ntext\n"


def counted_field(name: bytes, piece: bytes, *, before: bytes = b"") -> Builder:
    return lambda size: name + b": " + before + numbered(piece, size) + b"\n\ntext\n"


def fields(piece: bytes) -> Builder:
    """A mail of header fields alone."""
    return lambda size: numbered(piece, size) + b"\ntext\n" if b"%d" in piece else repeated(piece, size) + b"\ntext\n"

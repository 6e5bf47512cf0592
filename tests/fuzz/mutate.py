"""Make hostile mails out of harmless ones: cut, mix, break, and above all repeat."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from tests.mail.hostile import HOSTILE

LETTERS = Path(__file__).parents[1] / "letters"
_TOKENS = [
    *(
        b"\0",
        b"\r",
        b"\n",
        b"\r\n\r\n",
        b"\xff",
        b"\xed\xa0\x80",
        b'"',
        b"(",
        b")",
        b"<",
        b">",
        b"\\",
        b",",
        b";",
        b":",
    ),
    *(
        b"=?utf-8?b?",
        b"?=",
        b"=\n",
        b"--",
        b"Content-Type: ",
        b"multipart/mixed; boundary=b\n\n--b\n",
        b"message/rfc822",
    ),
    *(b"Content-Transfer-Encoding: base64\n", b"charset=utf-7", b"filename*0*=", b"> ", b" wrote:\n", b"From: ", b"@"),
    *(b"begin 644 a\n", b"<blockquote type=cite>", b"<div style='", b"-----BEGIN PGP MESSAGE-----\n", b"\x1b$B"),
]


def load_seeds() -> list[bytes]:
    """The golden letters, and each hostile mail as a small one."""
    return [path.read_bytes() for path in sorted(LETTERS.glob("*.eml"))] + [build(600) for build in HOSTILE.values()]


def mutate(raw: bytes, seeds: Sequence[bytes], dice: random.Random, most_bytes: int) -> bytes:
    """One mail made of another by one to six changes."""
    for _ in range(dice.randint(1, 6)):
        raw = dice.choice((_insert, _replace_byte, _drop, _splice, _swap_lines, _repeat))(raw, seeds, dice, most_bytes)
    return raw[:most_bytes]


def _insert(raw: bytes, seeds: Sequence[bytes], dice: random.Random, most_bytes: int) -> bytes:
    at = dice.randint(0, len(raw))
    return raw[:at] + dice.choice(_TOKENS) + raw[at:]


def _replace_byte(raw: bytes, seeds: Sequence[bytes], dice: random.Random, most_bytes: int) -> bytes:
    at = dice.randint(0, len(raw))
    return raw[:at] + bytes([dice.randrange(256)]) + raw[at + 1 :]


def _drop(raw: bytes, seeds: Sequence[bytes], dice: random.Random, most_bytes: int) -> bytes:
    at = dice.randint(0, len(raw))
    return raw[:at] + raw[at + dice.randint(1, 60) :]


def _splice(raw: bytes, seeds: Sequence[bytes], dice: random.Random, most_bytes: int) -> bytes:
    other = dice.choice(seeds)
    return raw[: dice.randint(0, len(raw))] + other[dice.randint(0, len(other)) :]


def _swap_lines(raw: bytes, seeds: Sequence[bytes], dice: random.Random, most_bytes: int) -> bytes:
    lines = raw.split(b"\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _repeat(raw: bytes, seeds: Sequence[bytes], dice: random.Random, most_bytes: int) -> bytes:
    """What is slow is mostly slow because of something that comes very often."""
    at = dice.randint(0, len(raw))
    piece = raw[at : at + dice.choice((1, 2, 5, 20, 80, 400))]
    times = max(1, dice.choice((most_bytes // 20, most_bytes)) // max(1, len(piece)))
    return raw[:at] + piece * times + raw[at + len(piece) :]

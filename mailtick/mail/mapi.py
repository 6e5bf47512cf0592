"""Read the attributes of TNEF ([MS-OXTNEF]) and the MAPI properties in them; what is cut off ends the reading."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

SIGNATURE = b"\x78\x9f\x3e\x22"

_STRING8, _UNICODE, _OBJECT, _BINARY, _MANY = 0x1E, 0x1F, 0x0D, 0x102, 0x1000
_OF_LENGTH = frozenset({_STRING8, _UNICODE, _OBJECT, _BINARY})
# The bytes that a value of a fixed size takes, padded to four.
_SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_SHORT_VALUES = {2: "<h", 0x0B: "<H"}
# Named properties are told from others by this bit; their own number follows.
NAMED = 0x10000

Value = str | bytes | int | datetime


def read_attributes(tnef: bytes) -> Iterator[tuple[int, bytes]]:
    """The attributes in their order: number, without its type, and content. The last is (-1, b"") if all were whole."""
    at = 6
    while at + 9 <= len(tnef):
        level, number, length = struct.unpack_from("<BII", tnef, at)
        end = at + 9 + length
        if level not in (1, 2) or end > len(tnef):
            return
        yield number & 0xFFFF, tnef[at + 9 : end]
        at = end + 2
    # What is shorter than an attribute is none: some writers leave a byte or two behind.
    yield -1, b""


def read_properties(content: bytes, codec: str) -> dict[int, Value]:
    """The MAPI properties by their number; of several values the first. Texts without a charset are in `codec`."""
    properties: dict[int, Value] = {}
    try:
        for number, value in _properties(content, codec):
            properties.setdefault(number, value)
    except (struct.error, OverflowError):
        # Cut off, or a kind that nobody knows: what came before counts.
        pass
    return properties


def _properties(content: bytes, codec: str) -> Iterator[tuple[int, Value]]:
    (count,) = struct.unpack_from("<I", content)
    at = 4
    for _ in range(min(count, len(content) // 8)):
        kind, number = struct.unpack_from("<HH", content, at)
        at += 4
        if number >= 0x8000:
            number, at = _named(content, at)
        values, at = _values(content, at, kind)
        if values:
            yield number, _typed(values[0], kind & ~_MANY, codec)


def _named(content: bytes, at: int) -> tuple[int, int]:
    (kind, number) = struct.unpack_from("<II", content, at + 16)
    if kind == 0:
        return NAMED | (number & 0xFFFF), at + 24
    return -1, at + 24 + _padded(number)


def _values(content: bytes, at: int, kind: int) -> tuple[list[bytes], int]:
    base = kind & ~_MANY
    if base not in _OF_LENGTH and base not in _SIZES:
        raise struct.error("a kind of value that nobody knows")
    count = 1
    if kind & _MANY or base in _OF_LENGTH:
        (count,) = struct.unpack_from("<I", content, at)
        at += 4
    values: list[bytes] = []
    for _ in range(min(count, len(content) // 4)):
        length = _SIZES.get(base, 0)
        if base in _OF_LENGTH:
            (length,) = struct.unpack_from("<I", content, at)
            at += 4
        if at + length > len(content):
            raise struct.error("cut off")
        if len(values) < 1:
            values.append(content[at : at + length])
        at += _padded(length)
    return values, at


def _padded(length: int) -> int:
    return length + -length % 4


def _typed(value: bytes, kind: int, codec: str) -> Value:
    if kind == _UNICODE:
        return value.decode("utf-16-le", "replace").partition("\0")[0]
    if kind == _STRING8:
        return value.partition(b"\0")[0].decode(codec, "replace")
    if kind == 0x40:
        return _moment(int.from_bytes(value, "little"))
    if kind in (_OBJECT, _BINARY):
        return value
    return int(struct.unpack_from(_SHORT_VALUES.get(kind, "<i"), value)[0])


def _moment(ticks: int) -> datetime:
    """Windows counts tenths of microseconds since 1601."""
    return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=min(ticks // 10, 10**17))

"""Write winmail.dat for the tests, as Outlook does ([MS-OXTNEF])."""

from __future__ import annotations

import struct

SIGNATURE = b"\x78\x9f\x3e\x22\x01\x00"
MESSAGE, FILE = 1, 2
STRING8, UNICODE, OBJECT, BINARY, TIME = 0x1E, 0x1F, 0x0D, 0x102, 0x40


def attribute(level: int, number: int, content: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(content)) + content + struct.pack("<H", sum(content) & 0xFFFF)


def properties(*values: bytes) -> bytes:
    return struct.pack("<I", len(values)) + b"".join(values)


def text(number: int, value: str) -> bytes:
    return of_length(UNICODE, number, value.encode("utf-16-le") + b"\0\0")


def of_length(kind: int, number: int, value: bytes) -> bytes:
    return struct.pack("<HHII", kind, number, 1, len(value)) + value + b"\0" * (-len(value) % 4)


def appointment_time(number: int, ticks: int) -> bytes:
    return struct.pack("<HH", TIME, 0x820D) + bytes(16) + struct.pack("<II", 0, number) + struct.pack("<Q", ticks)


def codepage(number: int) -> bytes:
    return attribute(MESSAGE, 0x00069007, struct.pack("<II", number, 0))


def message(*values: bytes) -> bytes:
    return attribute(MESSAGE, 0x00069003, properties(*values))


def attached(short: bytes, content: bytes, *values: bytes) -> bytes:
    head = attribute(FILE, 0x00069002, bytes(14)) + attribute(FILE, 0x00018010, short + b"\0")
    return head + attribute(FILE, 0x0006800F, content) + attribute(FILE, 0x00069005, properties(*values))


def attached_message(inner: bytes) -> bytes:
    content = of_length(OBJECT, 0x3701, bytes(16) + inner)
    return attribute(FILE, 0x00069002, bytes(14)) + attribute(FILE, 0x00069005, properties(content))


def compressed_rtf(rtf: bytes) -> bytes:
    """Packed without finding anything that repeats: each byte stands for itself, and the end mark follows."""
    groups = [rtf[at : at + 8] for at in range(0, len(rtf), 8)]
    packed = b"".join(b"\0" + group for group in groups[:-1])
    last = groups[-1] if groups else b""
    if len(last) == 8:
        packed, last = packed + b"\0" + last, b""
    end = (207 + len(rtf)) % 4096 << 4
    packed += bytes([1 << len(last)]) + last + end.to_bytes(2, "big")
    return struct.pack("<II", len(packed) + 12, len(rtf)) + b"LZFu" + bytes(4) + packed

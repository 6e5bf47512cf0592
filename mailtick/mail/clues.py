"""Collect what in a mail may tell where it belongs: our numbers, message ids, address tags, others' job numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mailtick.mail.job_reference import find_job_reference, general_references
from mailtick.mail.message import Clue, ClueKind, InboundMail

BODY_LINES = 20
MAX_LINE_CHARS = 500
MAX_CLUES = 200

_TAG = re.compile(r"[^\s<>@+,;:\"]{1,64}\+([^\s<>@,;:\"]{1,128})@[^\s<>@,;:\"]{1,255}")
_DELIVERY_FIELDS = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-forwarded-to")

_DIGITS = re.compile(r"\d\d")


def find_clues(
    mail: InboundMail, new_text: str, prefix: str, provider_patterns: Sequence[str] = ()
) -> tuple[Clue, ...]:
    """Return the clues in the order of their weight, each once: numbers, ids, tags, numbers in the text, references.

    `prefix` is the desk's own ("ICT"); `provider_patterns` are written with "#" for a digit ("FIS-#####").
    Only the first BODY_LINES lines of `new_text` are read. Source: DOMAIN.md 5.5.
    """
    lines = [line[:MAX_LINE_CHARS] for line in new_text.split("\n", BODY_LINES)[:BODY_LINES]]
    subject = mail.subject[:MAX_LINE_CHARS]
    own = _own_number(prefix)
    found = [
        *(Clue(ClueKind.NUMBER, value) for value in _numbers(own, [subject], prefix)),
        *(Clue(ClueKind.MESSAGE_ID, value) for value in _ids(mail)),
        *(Clue(ClueKind.ADDRESS_TAG, value) for value in _tags(mail)),
        *(Clue(ClueKind.BODY_NUMBER, value) for value in _numbers(own, lines, prefix)),
        *(
            Clue(ClueKind.PROVIDER_REFERENCE, value)
            for value in find_references([subject, *lines], prefix, provider_patterns)
        ),
        *(Clue(ClueKind.PROVIDER_REFERENCE, value) for value in _of_a_system(mail, prefix)),
    ]
    return tuple(dict.fromkeys(found))[:MAX_CLUES]


def _of_a_system(mail: InboundMail, prefix: str) -> Iterator[str]:
    """The number that another ticket system writes into its fields or its subject, in a form of its own."""
    number = find_job_reference(mail)
    if number and not number.upper().startswith(f"{prefix.upper()}-"):
        yield number


@lru_cache(maxsize=64)
def _own_number(prefix: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(prefix)}[-‐‑–]\s?(\d{{1,9}})(?![\w-]|[.,]\d)", re.IGNORECASE)


def _numbers(own: re.Pattern[str], lines: Sequence[str], prefix: str) -> Iterator[str]:
    for line in lines:
        for found in own.finditer(line):
            yield f"{prefix}-{int(found[1])}"


def _ids(mail: InboundMail) -> Iterator[str]:
    if mail.in_reply_to:
        yield mail.in_reply_to
    yield from reversed(mail.references)


def _tags(mail: InboundMail) -> Iterator[str]:
    for address in (*mail.to, *mail.cc):
        if found := _TAG.fullmatch(address.addr):
            yield found[1]
    for name in _DELIVERY_FIELDS:
        for value in mail.headers.get(name, ()):
            yield from _TAG.findall(value[:MAX_LINE_CHARS])


def find_references(lines: Sequence[str], prefix: str, provider_patterns: Sequence[str]) -> Iterator[str]:
    """Yield the job numbers in some lines: those of a form first, a line each."""
    for line in lines:
        if not _DIGITS.search(line):
            continue
        for pattern in provider_patterns:
            for found in _compile_pattern(pattern).finditer(line):
                yield _normalise(found[0], pattern)
        yield from general_references(line, prefix)


@lru_cache(maxsize=256)
def _compile_pattern(pattern: str) -> re.Pattern[str]:
    """ "FIS-#####" as an expression: "#" is a digit, blanks may vary, and nothing joins on either side."""
    pieces = [r"\d" if each == "#" else r"\s{1,3}" if each == " " else re.escape(each) for each in pattern.strip()]
    return re.compile(rf"(?<![\w-]){''.join(pieces)}(?![\w-])", re.IGNORECASE)


def _normalise(found: str, pattern: str) -> str:
    """The reference as its pattern writes it: same case, one blank."""
    found = " ".join(found.split())
    return "".join(digit if each == "#" else each for each, digit in zip(pattern.strip(), found, strict=False))

"""Leave out what a mail program or a firm adds below the text: signatures, "Sent from my …", legal footers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailtick.mail.phrases import CLOSINGS, DEVICES, LEGAL_OPENINGS, LEGAL_WORDS

_MAX_SIGNATURE_LINES = 25
_MAX_CLOSING_LINES = 8

_DELIMITER = re.compile(r"\s*(?:--|—|––|_{2,})\s*\Z")
_DEVICE = re.compile(rf"\W{{0,4}}(?:{DEVICES})", re.IGNORECASE)
_DEVICE_NAMES = re.compile(
    r"phone|pad\b|mobile|handy|tablet|samsung|galaxy|blackberry|android|nokia|htc|huawei|xiaomi|pixel|windows|outlook"
    r"|mail|yahoo|aol|proton|spark|sony|motorola|oneplus|telekom|orange|手机|iphone",
    re.IGNORECASE,
)
_MOST_DEVICE_CHARS = 36
_CLOSING = re.compile(rf"\s*(?:{CLOSINGS})\s*[,.!:;-]{{0,3}}\s*\Z", re.IGNORECASE)
_LEGAL = re.compile(rf"\W{{0,6}}(?:{LEGAL_OPENINGS})", re.IGNORECASE)
_LEGAL_WORDS = re.compile(LEGAL_WORDS, re.IGNORECASE)


def cut_signature(lines: Sequence[str]) -> list[str]:
    """Return the lines without a signature block, a device's line, or a legal footer at their end.

    A closing formula ("Kind regards") goes with the name and at most eight short lines under it; without a name it
    stays.
    """
    kept = _cut_delimiter(list(lines))
    kept = _cut_device(kept)
    kept = _cut_legal(kept)
    kept = _cut_closing(kept)
    return _trim(_cut_device(kept))


def _cut_delimiter(lines: list[str]) -> list[str]:
    """Cut at the delimiter "-- " (RFC 3676 section 4.3), also without its blank, which many programs lose."""
    for number in range(len(lines) - 1, max(-1, len(lines) - 1 - _MAX_SIGNATURE_LINES), -1):
        if _DELIMITER.match(lines[number]):
            lines = lines[:number]
    return lines


def _cut_device(lines: list[str]) -> list[str]:
    lines = _trim(lines)
    while found := [
        number
        for number in range(max(0, len(lines) - 5), len(lines))
        if len(lines[number]) <= 200 and _is_device_line(lines[number].strip())
    ]:
        lines = _trim(lines[: found[0]])
    return lines


def _is_device_line(line: str) -> bool:
    """Whether a telephone or a program wrote it; a person may begin a sentence so ("Sent from my desk, which is …")."""
    if not _DEVICE.match(line):
        return False
    is_sentence = "," in line or ". " in line
    return not is_sentence or bool(_DEVICE_NAMES.search(line[:_MOST_DEVICE_CHARS]))


def _cut_legal(lines: list[str]) -> list[str]:
    """Cut the last paragraphs while they speak of confidentiality and who may read them."""
    while True:
        start = _last_paragraph(lines)
        text = " ".join(lines[start:])[:3000]
        if start == 0 or not (_LEGAL.match(text.strip("*_-= ")) and _LEGAL_WORDS.search(text)):
            return lines
        lines = _trim(lines[:start])


def _last_paragraph(lines: list[str]) -> int:
    return next((number + 1 for number in range(len(lines) - 1, -1, -1) if not lines[number].strip()), 0)


def _cut_closing(lines: list[str]) -> list[str]:
    lines = _trim(lines)
    first = max(0, len(lines) - 1 - _MAX_CLOSING_LINES)
    for number in range(len(lines) - 1, first - 1, -1):
        if len(lines[number]) <= 60 and number > 0 and _CLOSING.match(lines[number]):
            below = [line for line in lines[number + 1 :] if line.strip()]
            if below and all(len(line) <= 80 for line in below):
                return lines[:number]
    return lines


def _trim(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]

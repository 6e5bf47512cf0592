"""Leave out what a mail program or a firm adds below the text: signatures, "Sent from my …", legal and list footers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailtick.mail.endings import (
    CLOSINGS,
    DEVICE_ENDINGS,
    DEVICE_WORDS,
    DEVICES,
    DEVICES_FIRST,
    EXCUSES,
    FOOTER_WORDS,
    FOOTERS,
    LEGAL_OPENINGS,
    LEGAL_WORDS,
)

_MAX_SIGNATURE_LINES = 25
_MAX_CLOSING_LINES = 8
_MAX_FOOTER_LINES = 30
_MAX_LINE_CHARS = 200
_MAX_HINT_LINES = 8

_DELIMITER = re.compile(r"\s*(?:--|—|––|_{2,})\s*\Z")
_DEVICE = re.compile(rf"[^\w\s]{{0,4}}\s?(?:{DEVICES})(?:[.,;!(]\s{{0,2}}(?:{EXCUSES}).*)?\W{{0,4}}\Z", re.IGNORECASE)
_DEVICE_FIRST = re.compile(rf"[^\w\s]{{0,4}}\s?(?:{DEVICES_FIRST})\W{{0,4}}\Z", re.IGNORECASE)
_LINK = re.compile(r"<(?:https?|mailto|http)[^<>]{0,150}>|\(?https?://\S{1,150}|[\[\]]")
# Compared with the line in small letters: without regard to case, so many words in turn are slow.
_CLOSING = re.compile(rf"(?:{CLOSINGS})\s*[,.!:;，。、！-]{{0,3}}\Z")
_LEGAL = re.compile(rf"\W{{0,6}}(?:{LEGAL_OPENINGS})", re.IGNORECASE)
_LEGAL_WORDS = re.compile(LEGAL_WORDS, re.IGNORECASE)
_FOOTER = re.compile(rf"\W{{0,4}}(?:{FOOTERS})", re.IGNORECASE)
_RULE = re.compile(r"\s*[-_=*~#—]{3,}\s*\Z")
_POSTSCRIPT = re.compile(r"\s*(?:p\.\s?s\.|ps:|p\.p\.s|nb:|n\.b\.|з\.\s?ы\.)\s?\S", re.IGNORECASE)


def cut_signature(lines: Sequence[str]) -> list[str]:
    """Return the lines without a signature block, a device's line, or a legal or list footer at their end.

    A closing formula ("Kind regards") goes with the name and at most eight short lines under it; without a name it
    stays. A postscript under a signature stays, too.
    """
    whole = _cut_footer(_trim(list(lines)))
    kept = _cut_legal(_cut_device(_cut_delimiter(whole)))
    closed = _cut_closing(kept)
    kept = _cut_device(closed) if len(closed) < len(kept) else kept
    while len(kept) > 1 and _RULE.match(kept[-1]) and not kept[-2].strip():
        kept = _trim(kept[:-1])
    return kept + _postscript(whole[len(kept) :]) if kept else kept


def _postscript(cut: list[str]) -> list[str]:
    """The paragraph of the cut lines that begins with "P.S."."""
    for number, line in enumerate(cut[: _MAX_SIGNATURE_LINES + 5]):
        if _POSTSCRIPT.match(line):
            end = next((at for at in range(number, len(cut)) if not cut[at].strip()), len(cut))
            return ["", *cut[number:end]]
    return []


def _cut_footer(lines: list[str]) -> list[str]:
    """Cut at the first line of a list's or virus scanner's footer, and the rule that is drawn above it."""
    first = max(1, len(lines) - _MAX_FOOTER_LINES)
    # Whatever a footer begins with, it ends with one of these words.
    tail = "\n".join(lines[-_MAX_HINT_LINES:])
    if not any(word in tail for word in FOOTER_WORDS):
        return lines
    for number in range(first, len(lines)):
        if _FOOTER.match(lines[number][:_MAX_LINE_CHARS]) and _is_begun(lines, number):
            lines = _trim(lines[:number])
            while len(lines) > 1 and (_RULE.match(lines[-1]) or _DELIMITER.match(lines[-1])):
                lines = _trim(lines[:-1])
            return lines
    return lines


def _is_begun(lines: list[str], at: int) -> bool:
    """Whether line `at` begins a paragraph."""
    above = lines[at - 1]
    return not above.strip() or bool(_RULE.match(above) or _DELIMITER.match(above))


def _cut_delimiter(lines: list[str]) -> list[str]:
    """Cut at the delimiter "-- " (RFC 3676 section 4.3), also without its blank, which many programs lose."""
    for number in range(len(lines) - 1, max(-1, len(lines) - 1 - _MAX_SIGNATURE_LINES), -1):
        if _DELIMITER.match(lines[number]):
            lines = lines[:number]
    return lines


def _cut_device(lines: list[str]) -> list[str]:
    """Cut the line of a device among the last five, and what stands below it, for some telephones quote there."""
    lines = _trim(lines)
    while (at := _find_device(lines)) >= 0:
        lines = _trim(lines[:at])
    return lines


def _find_device(lines: list[str]) -> int:
    first = max(0, len(lines) - 5)
    tail = [line[:_MAX_LINE_CHARS].lower() for line in lines[first:]]
    joined = "\n".join(tail)
    words = [word for word in DEVICE_WORDS if word in joined]
    if not words:
        return -1
    hinted = (first + at for at, line in enumerate(tail) if any(word in line for word in words))
    return next((at for at in hinted if _is_device(lines, at)), -1)


def _is_device(lines: list[str], at: int) -> bool:
    line = lines[at].strip()
    if not 0 < len(line) <= _MAX_LINE_CHARS:
        return False
    # In the middle of a sentence: "the parcel was / sent from Anna's room".
    if at and line[0].islower() and lines[at - 1].strip() and not lines[at - 1].strip().endswith((".", "!", "-", "_")):
        return False
    line = _LINK.sub("", line).strip() if "<" in line or "[" in line or "://" in line else line
    if _DEVICE.match(line):
        return True
    return any(word in line for word in DEVICE_ENDINGS) and bool(_DEVICE_FIRST.match(line))


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
    below: list[str] = []
    for number in range(len(lines) - 1, max(1, len(lines) - 1 - _MAX_CLOSING_LINES) - 1, -1):
        line = lines[number].strip()
        # The regular expression comes last: it knows the closings of all languages.
        if below and len(line) <= 60 and _may_be_name(below[-1]) and _CLOSING.match(line.lower()):
            return lines[:number]
        if len(line) > 80:
            return lines
        if line:
            below.append(line)
    return lines


def _may_be_name(line: str) -> bool:
    """Whether a line may be who signs, and no sentence: "Thanks / I come at five." is none."""
    return len(line.split()) <= 6 and not line.endswith(("?", "!", ":")) and not (line[-1] == "." and " " in line)


def _trim(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]

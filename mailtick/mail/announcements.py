"""Find the lines that announce a quoted or forwarded mail ("-----Original Message-----", "Begin forwarded message:").

Programs draw them of dashes, end them in a colon, or draw a mere rule; the header block under it says the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mailtick.mail.header_blocks import QUOTE_MARKS, HeaderBlock, find_header_block, is_blank, split_joined
from mailtick.mail.labels import LABELS
from mailtick.mail.phrases import ENDS, FORWARD_LINES, FORWARDS, SEPARATORS
from mailtick.mail.quotes import MAX_LINES

MAX_ANNOUNCEMENT_CHARS = 200
_MAX_JOINED_CHARS = 2000

_DASHES = "-‐‑–—_*=~#"
_DASH = rf"[{_DASHES}]"
# The beginning of a line that is drawn of dashes, or has a colon or a table's bar after few words.
_STARTS = re.compile(rf"\n[{QUOTE_MARKS}*_]{{0,40}}(?:({_DASH}{{2}})|([^\n:：﹕|]{{1,80}})[:：﹕|])")
_START = rf"[\s>|]{{0,20}}{_DASH}{{2,80}}+[\s>\[]{{0,5}}+"
_DASHED = re.compile(rf"{_START}(?:{SEPARATORS}|{FORWARDS})", re.IGNORECASE)
_FORWARD_LINE = re.compile(
    rf"{_START}(?:{FORWARDS})|[\s>|]{{0,20}}\*{{0,2}}(?:{FORWARD_LINES})[^:：.]{{0,30}}[:：]?\*{{0,2}}\s*\Z",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:message|nachricht|mail|mensaje|messaggio|bericht|meddelande|сообщение) (?:from|von|de|da|van|från|от) (.*@.*)",
    re.IGNORECASE,
)
_END_LINE = re.compile(rf"{_START}(?:{ENDS})", re.IGNORECASE)
# The Bat! puts "===8<=====Original message text=====" between the headers and the text.
_TEXT_BEGINS = re.compile(r"[\s>]{0,20}={2,80}8<={2,80}")
_BEFORE_HEADERS = re.compile(rf"{_START}[^\W\d_][^-–—_*=~#:：]{{0,80}}{_DASH}{{2,80}}(?=\s*\S)")
_SHORT_WITH_COLON = re.compile(r"[\s>]{0,20}[^\W\d_][^:<>@]{5,70}:\s*\Z")
# "> Message du 27/10/2021 09:31" of Orange and La Poste, which have the date there.
_DATED = re.compile(r"[\s>]{0,20}message du (\d.{5,40})", re.IGNORECASE)
_RULE = re.compile(r"[\s>|]{0,20}(?:_{5,}|-{10,}|={10,}|\*{10,}|—{3,}|-{3})\s*\Z")


def find_starts(text: str) -> Iterator[int]:
    """The numbers of the lines at which headers or their announcement may begin, up to MAX_LINES.

    It looks at the beginnings of lines alone, so that ordinary mail costs next to nothing.
    """
    number = last = 0
    for found in _STARTS.finditer(f"\n{text}"):
        if not found[1] and found[2].strip(" *_\t").lower() not in LABELS and not _is_alone(text, found):
            continue
        number += text.count("\n", last, found.start())
        last = found.start()
        if number >= MAX_LINES:
            return
        yield number


def _is_alone(text: str, found: re.Match[str]) -> bool:
    """Whether the line ends in that colon, and says that a mail is forwarded."""
    end = text.find("\n", found.end() - 1)
    line = text[found.start() : end if end >= 0 else None]
    return len(line) <= MAX_ANNOUNCEMENT_CHARS and line.rstrip(" *\t\r").endswith((":", "：")) and is_forward_line(line)


def is_separator(line: str) -> bool:
    """Whether a line announces a mail ("-----Original Message-----", "Begin forwarded message:")."""
    if not line:
        return False
    line = line[:MAX_ANNOUNCEMENT_CHARS]
    return bool(_DASHED.match(line) or _FORWARD_LINE.match(line))


def is_forward_line(line: str) -> bool:
    return bool(line and _FORWARD_LINE.match(line[:MAX_ANNOUNCEMENT_CHARS]))


def is_complete_forward_line(line: str) -> bool:
    """Whether a line says "forwarded message" and nothing after it, so that it needs no headers to be believed."""
    return is_forward_line(line) and line.rstrip(" \t*>")[-1:] in (*_DASHES, ":", "：")


def named_author(line: str) -> str:
    """Whom "----- Forwarded message from Anna <a@b.example> -----" names, as mutt and Horde write; empty for Notes'
    "Forwarded by", which names another."""
    found = _NAMED.search(line[:MAX_ANNOUNCEMENT_CHARS])
    return found[1].strip(f" {_DASHES}") if found else ""


def is_rule(line: str) -> bool:
    """Whether a line is drawn of underscores or dashes only, as Outlook puts above a quoted mail."""
    return len(line) <= MAX_ANNOUNCEMENT_CHARS and bool(_RULE.match(line))


def is_end_line(line: str) -> bool:
    """Whether a line ends a forwarded mail ("----- End forwarded message -----"), as mutt, Horde and Yandex write."""
    return bool(_END_LINE.match(line[:MAX_ANNOUNCEMENT_CHARS]) or (_TEXT_BEGINS.match(line) and "End" in line))


def is_text_line(line: str) -> bool:
    """Whether a line alone stands between the headers and the text, as SquirrelMail and The Bat! draw it."""
    return is_rule(line) or bool(_TEXT_BEGINS.match(line[:MAX_ANNOUNCEMENT_CHARS]))


def find_announced_block(lines: Sequence[str], at: int, *, is_sure: bool = False) -> HeaderBlock | None:
    """The header block under line `at`, if that line announces one in whatever language, or within that line.

    It does if it is drawn of dashes, has dashes on both sides, or is short and ends in a colon; a person may have
    written the last (`is_sure` leaves it out). A line with dashes and words says enough for a block of two fields.
    """
    line = lines[at]
    if len(line) > MAX_ANNOUNCEMENT_CHARS:
        return _find_joined(line, at)
    dated = _DATED.match(line)
    is_announced = is_separator(line) or is_between_dashes(line)
    if not (is_announced or dated or is_rule(line) or (not is_sure and _SHORT_WITH_COLON.match(line))):
        return _find_joined(line, at)
    for number in range(at + 1, min(at + 5, len(lines))):
        if not is_blank(lines[number]):
            block = find_header_block(lines, number, is_announced=is_announced or bool(dated))
            if block and dated:
                return replace(block, fields={"date": dated[1].strip(), **block.fields})
            return block or _find_joined(line, at)
    return None


def is_between_dashes(line: str) -> bool:
    bare = line.strip(" \t>|")
    ends = bare[:2] + bare[-2:]
    return len(bare) > 8 and all(each in _DASHES for each in ends) and any(map(str.isalpha, bare))


def _find_joined(line: str, at: int) -> HeaderBlock | None:
    """The headers after an announcement in the same line, as Yahoo's plain texts have them."""
    if len(line) > _MAX_JOINED_CHARS or not (found := _BEFORE_HEADERS.match(line)):
        return None
    fields = split_joined(line[found.end() :])
    return HeaderBlock(at, at + 1, fields) if len(fields) >= 3 and "from" in fields else None

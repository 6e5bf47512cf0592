"""Find where quoted mail begins in a text by its attribution line ("On Monday, Anna wrote:") or its marks.

Everything works on lines of bounded length, so that the cost is linear in the size of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailtick.mail.phrases import WROTE, WROTE_UNSPACED

MAX_LINE_CHARS = 1000
# Of how many lines a text is looked through; each may begin a quote, and is compared with those after it.
MAX_LINES = 10_000
_WRAPPED_LINES = 4

_WROTE = re.compile(rf"\b(?:{WROTE})(?:\W|\Z)|{WROTE_UNSPACED}", re.IGNORECASE)
_HAS_DATE = re.compile(r"\d{1,4}[./ -]\s?\w{1,12}[./ ,-]|\d{1,2}:\d\d|\d年")
_HAS_ADDRESS = re.compile(r"[^\s<>@]{1,80}@[^\s<>@]{2,80}")
_BRACKETED = re.compile(r"<(?:mailto:)?[^\s<>@]{1,80}@[^\s<>@]{2,80}>")
# Gmail once wrote "2014/01/31 Name <address>", without a verb, and without a colon in some languages.
_BARE_ATTRIBUTION = re.compile(r"\d{4}[-/年]\s?\d{1,2}[-/月]\s?\d{1,2}.{0,200}<[^\s<>@]{1,80}@[^\s<>@]{2,80}>\s*:?\Z")
_ATTRIBUTION_START = re.compile(
    r"(?:on|am|le|el|em|op|den|il|dne|dňa|w dniu|dnia|pe|în|στις|в|у|da|fra|ne|a|kl|vào|pada|lúc|от|van|von|from|at)\b"
    r"|\d|<|\[|[^\s<>@]+@",
    re.IGNORECASE,
)

_DIRECTIONS = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# GroupWise: "Anna Brown <anna@school.example> 16/11/2026 08:12 >>>", perhaps with the same sign before it.
_GROUPWISE = re.compile(r"(?:>>> )?\S[^\n]{3,200} \d{1,2}[:.]\d\d(?: ?[AaPp][Mm])? >>>\s*\Z")

# Whether it is worth asking: one class of characters is searched five times as fast.
_ANY_SIGN = re.compile(r"[^ a-zA-Z.,;!?'\"()/&+@\[\]{}\x7f-\u02ff]")
_MAY_BEGIN = re.compile(r"[:：<>|\d]|[-–—_*=~]{2}|[^\x00-\u02ff]")


def may_begin_quote(line: str) -> bool:
    """Whether a line has anything that quotes begin with. A quick test, so that plain prose costs next to nothing."""
    return bool(_ANY_SIGN.search(line) and _MAY_BEGIN.search(line))


def is_quoted(line: str) -> bool:
    return line.lstrip().startswith((">", "|>")) if line else False


def is_groupwise_attribution(line: str) -> bool:
    return line.rstrip().endswith(" >>>") and bool(_GROUPWISE.match(line[:MAX_LINE_CHARS]))


def find_attribution(lines: Sequence[str], at: int) -> int:
    """The line after the attribution ("On Monday, Anna wrote:") that starts in line `at`, else -1.

    Without a date or an address it counts only if a quoted line follows.
    """
    if not _may_start_attribution(_visible(lines[at])):
        return -1
    joined = ""
    for end in range(at, min(at + _WRAPPED_LINES, len(lines))):
        line = _visible(lines[end])
        if not line or (is_quoted(line) and line != ">:") or len(joined) + len(line) > MAX_LINE_CHARS:
            return -1
        joined = _join(joined, line)
        if _is_attribution(joined.strip("*_-~ "), lines, end + 1):
            return end + 1
        if line.endswith((":", "：")):
            return -1
    return -1


def _visible(line: str) -> str:
    """A line without the marks of writing direction that Hebrew and Arabic programs set around names and dates."""
    return (line if line.isascii() else line.translate(_DIRECTIONS)).strip()


def _may_start_attribution(line: str) -> bool:
    if not line or len(line) > MAX_LINE_CHARS or is_quoted(line):
        return False
    return line.endswith((":", "：")) or "<" in line or bool(_ATTRIBUTION_START.match(line.lstrip("*_-~ ")))


def _join(text: str, line: str) -> str:
    if not text:
        return line
    return text + line if text.endswith("<") or line.startswith(">") else f"{text} {line}"


def _is_attribution(text: str, lines: Sequence[str], following: int) -> bool:
    """Whether a text is "date, name, wrote:" in some order; Zoho and Outlook for iOS leave out the colon."""
    if _BARE_ATTRIBUTION.match(text):
        return True
    if not text.endswith((":", "：")):
        verb = _WROTE.search(text) if "@" in text and _HAS_DATE.search(text) else None
        return bool(verb and verb.end() >= len(text))
    has_date, has_address = bool(_HAS_DATE.search(text)), bool(_HAS_ADDRESS.search(text))
    if _WROTE.search(text):
        return has_date or has_address or _quote_follows(lines, following)
    return has_date and bool(_BRACKETED.search(text))


def _quote_follows(lines: Sequence[str], at: int) -> bool:
    following = next((line for line in lines[at : at + 3] if line.strip()), "")
    return is_quoted(following)

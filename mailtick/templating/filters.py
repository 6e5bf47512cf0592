"""The filters that mail templates have beside Jinja's own."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo

from markupsafe import Markup, escape

WIDTH = 72
# Written out, since strftime speaks the language of whoever started the daemon.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_TITLES = frozenset({"Mr", "Mrs", "Miss", "Ms", "Mx", "Dr", "Prof", "Sir", "Dame", "Rev"})
# How far the further lines of a wrapped line hang in: below its text, behind "- " or behind "Place    ".
_LEAD = re.compile(r" +(?:- |\S.{0,20}? {2,})?|- ")
_LINK = re.compile(r"(https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]])")
_PARAGRAPH = Markup('<p style="margin:0;">{}</p>')
_PARAGRAPH_AND_GAP = Markup('<p style="margin:0 0 14px 0;">{}</p>\n')


def filters(zone: tzinfo) -> Mapping[str, Callable[..., object]]:
    """Return the filters of a desk whose people live in `zone`."""

    def when(moment: datetime) -> str:
        """An aware moment: "Mon 16 Nov 07:48"."""
        local = _local(moment, zone)
        return f"{_DAYS[local.weekday()][:3]} {local.day} {_MONTHS[local.month - 1][:3]} {local:%H:%M}"

    def day(moment: date) -> str:
        """A day or an aware moment: "Friday 20 November"."""
        local = _local(moment, zone) if isinstance(moment, datetime) else moment
        return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}"

    return {
        "when": when,
        "day": day,
        "greeting": greeting,
        "quote": quote,
        "paragraphs": paragraphs,
        "wrap72": wrap72,
    }


def _local(moment: datetime, zone: tzinfo) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(zone)


def greeting(name: str) -> str:
    """Return "Dear Mrs Brown," for "Mrs Claire Brown"; without a title the whole name, without a name "Hello,"."""
    words = name.split()
    if not words:
        return "Hello,"
    if words[0].rstrip(".") in _TITLES and len(words) > 2:
        del words[1]
    return f"Dear {' '.join(words)},"


def quote(text: str) -> str:
    """Return the text as "> " lines of at most 72 characters."""
    lines = [piece for line in text.strip().splitlines() for piece in _wrapped(line, WIDTH - 2)]
    return "\n".join([f"> {line}".rstrip() for line in lines])


def wrap72(text: str) -> str:
    """Return the text with its long lines broken at white space; quoted lines stay as they are."""
    lines: list[str] = []
    for line in text.splitlines():
        lines += [line] if line.startswith(">") else _wrapped(line, WIDTH)
    return "\n".join(lines)


def _wrapped(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    lead = _LEAD.match(line)
    hang = " " * lead.end() if lead else ""
    return textwrap.wrap(line, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)


def paragraphs(text: str, *, links: bool = False) -> Markup:
    """Return the text as HTML: escaped, a <p> a paragraph, a <br> a line.

    With `links`, web addresses can be clicked. Not for what strangers wrote: a bait stays dead text.
    """
    blocks = [block.splitlines() for block in re.split(r"\n\s*\n", text.strip("\n"))]
    shown = [Markup("<br>\n").join([_linked(line) if links else escape(line) for line in block]) for block in blocks]
    return Markup().join([*map(_PARAGRAPH_AND_GAP.format, shown[:-1]), _PARAGRAPH.format(shown[-1])])


def _linked(line: str) -> Markup:
    pieces = _LINK.split(line)
    for index, piece in enumerate(pieces):
        is_link = index % 2 == 1
        pieces[index] = Markup('<a href="{0}">{0}</a>').format(piece) if is_link else escape(piece)
    return Markup().join(pieces)

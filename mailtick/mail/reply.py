"""Find what the writer of a mail newly wrote, without quotes, signature and footers."""

from __future__ import annotations

from collections.abc import Sequence

from mailtick.mail.announcements import find_announced_block, is_separator
from mailtick.mail.header_blocks import find_header_block
from mailtick.mail.html import has_marked_quotes, html_to_text
from mailtick.mail.message import InboundMail
from mailtick.mail.quotes import MAX_LINES, find_attribution, is_quoted, may_begin_quote
from mailtick.mail.signature import cut_signature

# The line that our own mails carry above everything else.
MARKER = "-- reply above this line --"
MAX_CHARS = 200_000


def read_reply(mail: InboundMail) -> str:
    """Return the new text alone; if nothing would be left, the whole text.

    Dropped: quoted lines with their attribution, everything under a header block or a separator line, all below our
    own marker, the signature, "Sent from my …", legal footers. Answers between quoted lines are kept. Text longer
    than MAX_CHARS or MAX_LINES is read to that length. Source: RFC 3676 sections 4.3 and 4.5, and the clients named
    in quotes.py.
    """
    text = mail.body_text.lstrip()[:MAX_CHARS]
    return new_text(_without_marked_quotes(mail, text)) or new_text(text) or text.strip()


def has_new_text(mail: InboundMail) -> bool:
    """Whether somebody newly wrote anything: an answer of quotes and a signature alone says nothing."""
    return bool(new_text(_without_marked_quotes(mail, mail.body_text.lstrip()[:MAX_CHARS])))


def new_text(text: str) -> str:
    """The new part of a plain text; empty where all of it is quoted."""
    lines = _above_marker(text).split("\n", MAX_LINES)[:MAX_LINES]
    return "\n".join(line.rstrip() for line in cut_signature(_drop_quotes(lines))).strip()


def _without_marked_quotes(mail: InboundMail, text: str) -> str:
    if mail.is_text_from_html and has_marked_quotes(mail.body_html):
        return html_to_text(mail.body_html, without_quotes=True)[:MAX_CHARS]
    return text


def _above_marker(text: str) -> str:
    at = text.find(MARKER)
    # The line stays as an empty quote, so that an attribution above it is seen to have one.
    return text[: text.rfind("\n", 0, at) + 1] + ">" if at >= 0 else text


def _drop_quotes(lines: Sequence[str]) -> list[str]:
    """The lines outside of quotes. A quote without ">" reaches to the end; one with ">" to its last such line.

    An attribution at the very top with no ">" under it is left out alone: what follows may be the answer.
    """
    kept: list[str] = []
    number = 0
    while number < len(lines):
        if not may_begin_quote(lines[number]):
            kept.append(lines[number].rstrip())
            number += 1
        elif is_quoted(lines[number]):
            number += 1
        elif (after := find_attribution(lines, number)) > 0:
            if any(kept) and not _is_followed_by_quote(lines, after):
                break
            number = after
        elif _starts_rest(lines, number):
            break
        else:
            kept.append(lines[number].rstrip())
            number += 1
    return kept


def _is_followed_by_quote(lines: Sequence[str], at: int) -> bool:
    return any(is_quoted(line) for line in lines[at : at + 3])


def _starts_rest(lines: Sequence[str], at: int) -> bool:
    """Whether everything from here on is a quoted or forwarded mail without ">"."""
    line = lines[at]
    if is_separator(line) or find_announced_block(lines, at):
        return True
    return (":" in line or "：" in line) and find_header_block(lines, at) is not None

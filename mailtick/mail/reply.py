"""Find what the writer of a mail newly wrote, without quotes, signature and footers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mailtick.mail.announcements import find_announced_block, is_separator
from mailtick.mail.banners import find_answer_line, without_banner
from mailtick.mail.header_blocks import find_header_block
from mailtick.mail.html import has_marked_quotes, html_to_text
from mailtick.mail.message import InboundMail
from mailtick.mail.quotes import MAX_LINES, find_attribution, is_groupwise_attribution, is_quoted, may_begin_quote
from mailtick.mail.signature import cut_signature

# The line that our own mails carry above everything else.
MARKER = "-- reply above this line --"
MAX_CHARS = 200_000
_MOST_QUOTED_LINES = 40
_RULE = re.compile(r"\s{0,20}[-=_*#~]{3,}\s*\Z")


def read_reply(mail: InboundMail) -> str:
    """Return the new text alone; if nothing would be left, the whole text.

    Dropped: quoted lines with their attribution, everything under a header block or a separator line, all below our
    own marker, the signature, "Sent from my …", legal footers. Answers between quoted lines are kept, each with the
    quoted paragraph above it. Text longer than MAX_CHARS or MAX_LINES is read to that length. Source: RFC 3676
    sections 4.3 and 4.5, and the clients named in quotes.py.
    """
    text = mail.body_text.lstrip()[:MAX_CHARS]
    return new_text(_without_marked_quotes(mail, text)) or new_text(text) or text.strip()


def has_new_text(mail: InboundMail) -> bool:
    """Whether somebody newly wrote anything: an answer of quotes and a signature alone says nothing."""
    return bool(new_text(_without_marked_quotes(mail, mail.body_text.lstrip()[:MAX_CHARS])))


def new_text(text: str) -> str:
    """The new part of a plain text; empty where all of it is quoted."""
    lines = _above_marker(without_banner(text)).split("\n", MAX_LINES)[:MAX_LINES]
    return "\n".join(_without_quotes(lines)).strip()


def own_lines(new_text: str) -> str:
    """The new text without the quoted lines that it answers."""
    return "\n".join(line for line in new_text.split("\n") if not is_quoted(line)) if ">" in new_text else new_text


def _without_marked_quotes(mail: InboundMail, text: str) -> str:
    if mail.is_text_from_html and has_marked_quotes(mail.body_html):
        return html_to_text(mail.body_html, without_quotes=True)[:MAX_CHARS]
    return text


def _above_marker(text: str) -> str:
    at = text.find(MARKER)
    start = text.rfind("\n", 0, at) + 1 if at >= 0 else find_answer_line(text)
    if start < 0 or (at < 0 and not text[:start].strip()):
        return text
    # The line stays as an empty quote, so that an attribution above it is seen to have one.
    return text[:start] + ">"


def _without_quotes(lines: Sequence[str]) -> list[str]:
    """The lines outside of quotes, and of quotes what is answered.

    A quote without ">" reaches to the end; one with ">" to its last such line. An attribution at the very top with
    no ">" under it is left out alone: what follows may be the answer.
    """
    own: list[str] = []
    quotes: list[_Quote] = []
    number = 0
    has_attribution = False
    while number < len(lines):
        line = lines[number]
        if not may_begin_quote(line):
            if own or line.strip():
                own.append(line.rstrip())
            number += 1
        elif is_groupwise_attribution(line):
            break
        elif is_quoted(line):
            if not quotes or any(own[quotes[-1].at :]):
                quotes.append(_Quote(len(own), has_attribution))
            quotes[-1].lines.append(line.rstrip())
            has_attribution = False
            number += 1
        elif (after := find_attribution(lines, number)) > 0:
            if any(own) and not _is_followed_by_quote(lines, after):
                break
            has_attribution = True
            number = after
        elif _starts_rest(lines, number):
            break
        else:
            own.append(line.rstrip())
            number += 1
    own = cut_signature(_without_rule(own) if number < len(lines) else own)
    return _with_answered(own, quotes) if quotes else own


def _without_rule(own: list[str]) -> list[str]:
    """The lines above what is quoted to the end, without the rule that some programs draw between."""
    end = len(own)
    while end and (not own[end - 1] or _RULE.match(own[end - 1])):
        end -= 1
    return own[:end]


@dataclass(slots=True)
class _Quote:
    """Quoted lines, before which of the own lines they stand, and whether a line above says who wrote them."""

    at: int
    has_attribution: bool
    lines: list[str] = field(default_factory=list)


def _with_answered(own: list[str], quotes: list[_Quote]) -> list[str]:
    """Put back what is answered point by point, its last paragraph each, and a quote that the writer set in alone.

    One quote with its attribution, all answers below it, is the mail that is answered: it stays away.
    """
    ends = [*(each.at for each in quotes[1:]), len(own)]
    answered = [quote for quote, end in zip(quotes, ends, strict=True) if any(own[quote.at : end])]
    is_alone = len(answered) == 1
    if is_alone and answered[0].has_attribution and not any(own[: answered[0].at]):
        return own
    for quote in reversed(answered):
        shown = quote.lines if is_alone else _last_paragraph(quote.lines)
        own[quote.at : quote.at] = shown[-_MOST_QUOTED_LINES:]
    return own


def _last_paragraph(lines: Sequence[str]) -> list[str]:
    """The last quoted paragraph; deeper quotes above it are older."""
    end = next((number + 1 for number in range(len(lines) - 1, -1, -1) if lines[number].strip("> |\t")), 0)
    start = next((number + 1 for number in range(end - 1, -1, -1) if not lines[number].strip("> |\t")), 0)
    return list(lines[start:end])


def _is_followed_by_quote(lines: Sequence[str], at: int) -> bool:
    return any(is_quoted(line) for line in lines[at : at + 3])


def _starts_rest(lines: Sequence[str], at: int) -> bool:
    """Whether everything from here on is a quoted or forwarded mail without ">"."""
    line = lines[at]
    if is_separator(line) or find_announced_block(lines, at):
        return True
    return (":" in line or "：" in line) and find_header_block(lines, at) is not None

"""Read the mail that is forwarded inside another one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum, auto
from textwrap import dedent

from mailtick.mail.announcements import (
    find_starts,
    is_end_line,
    is_forward_line,
    is_rule,
    is_separator,
    is_text_line,
)
from mailtick.mail.attached import read_attached
from mailtick.mail.authors import read_author
from mailtick.mail.forward_starts import Found, find_announced, find_attributed, find_trimmed
from mailtick.mail.header_blocks import find_header_block, is_blank
from mailtick.mail.message import Forwarded, InboundMail, Kind
from mailtick.mail.quotes import MAX_LINES, find_attribution, is_quoted, may_begin_quote
from mailtick.mail.subject import (
    bare_subject,
    forwarded_subject,
    is_forward_subject,
    is_reply_subject,
    without_reply_prefixes,
)

MAX_CHARS = 200_000

_FORWARDING_KINDS = frozenset((Kind.NEW, Kind.REPLY, Kind.FORWARD, Kind.AUTOMATIC))
_QUOTE = re.compile(r"^[ \t]{0,8}>[ \t]?")
_BOLD_LABEL = re.compile(r"[\s>]{0,20}\*{1,2}[^*]{1,30}\*{1,2}")
# How Outlook, its web version and Entourage mark the headers of a quoted mail in HTML.
_OUTLOOK_MARKS = ("divRplyFwdMsg", "border-top:solid", "OLK_SRC_BODY_SECTION", "border-top: solid", "x_divRplyFwdMsg")
# "VS:" answers in Finnish and Estonian, and forwards in Danish and Norwegian; the labels tell which.
_ANSWERING_LABELS = ("lähettäjä", "saatja")


class _Role(Enum):
    """What the fields of a mail say about the mails that stand in its text."""

    FORWARDS = auto()
    ANSWERS = auto()
    UNSURE = auto()


def may_forward(mail: InboundMail, kind: Kind) -> bool:
    """Whether a mail of that kind can forward another: reports return mails, and lists quote and collect them."""
    if mail.content_type == "multipart/report":
        return False
    return kind in _FORWARDING_KINDS or (kind is Kind.LIST and is_forward_subject(mail.subject))


def read_forward(mail: InboundMail) -> Forwarded | None:
    """Return the mail that is forwarded inside the text, or attached; None where the mail forwards none.

    The outermost and first one counts. It is a forward if a line of the mail program says so, or if a block of headers
    stands in the text while the subject has a forwarding prefix, or nobody is answered by it. An answer that quotes
    forwarded mails forwards none. Only the first MAX_CHARS of the text are read.
    """
    text = mail.body_text[:MAX_CHARS]
    role = _role(mail)
    lines = text.split("\n")
    found = _find(mail, lines, role, _numbers(lines) if role is _Role.FORWARDS else find_starts(text))
    if found is None:
        return read_attached(mail)
    found = _with_subject(mail, lines, found)
    from_addr, from_name = read_author(found.fields.get("from", ""))
    return Forwarded(
        from_addr=from_addr,
        from_name=from_name,
        date=found.fields.get("date", ""),
        subject=found.fields["subject"],
        comment="\n".join(_without_rule(lines[: found.start])).strip(),
        text=_forwarded_text(lines, found),
    )


def _find(mail: InboundMail, lines: Sequence[str], role: _Role, numbers: Iterable[int]) -> Found | None:
    subject = forwarded_subject(mail.subject) if role is _Role.FORWARDS else ""
    for number in numbers:
        line = lines[number]
        if role is _Role.ANSWERS:
            found = find_announced(lines, number) if is_forward_line(line) else None
        else:
            found = find_announced(lines, number, subject) or _find_bare(mail, lines, number, role)
        if found:
            return found if _is_forwarded(mail, lines, found, role) else None
        if role is _Role.FORWARDS and (attributed := find_attributed(lines, number)):
            return None if _is_answered(mail, lines, attributed) else attributed
    return None


def _numbers(lines: Sequence[str]) -> Iterator[int]:
    """The lines at which a forward may begin; with a forwarding prefix an attribution will do."""
    return (number for number, line in enumerate(lines[:MAX_LINES]) if may_begin_quote(line))


def _role(mail: InboundMail) -> _Role:
    is_forward, is_reply = is_forward_subject(mail.subject), is_reply_subject(mail.subject)
    if is_forward:
        return _Role.UNSURE if is_reply else _Role.FORWARDS
    return _Role.ANSWERS if is_reply or mail.in_reply_to or mail.references else _Role.UNSURE


def _find_bare(mail: InboundMail, lines: Sequence[str], at: int, role: _Role) -> Found | None:
    """The headers that no line announces, as Outlook writes them.

    Without a forwarding prefix it must be a program that wrote them, not a person: the headers have the mail's own
    subject, stand at the very top, have bold labels, or the marks of Outlook in the HTML.
    """
    line = lines[at]
    if not (":" in line or "：" in line or "|" in line):
        return None
    block = find_header_block(lines, at) or (find_trimmed(lines, at) if role is _Role.FORWARDS else None)
    if block is None:
        return None
    is_written = (
        role is _Role.FORWARDS
        or _has_its_subject(mail, block.fields)
        or bool(_BOLD_LABEL.match(line))
        or all(is_blank(each) for each in lines[:at])
        or any(each in mail.body_html for each in _OUTLOOK_MARKS)
    )
    above = next((each for each in range(at - 1, max(-1, at - 3), -1) if not is_blank(lines[each])), at)
    if above != at and (announced := find_announced(lines, above)):
        return announced
    return Found(at, block.end, block.fields) if is_written else None


def _has_its_subject(mail: InboundMail, fields: Mapping[str, str]) -> bool:
    subject = bare_subject(fields.get("subject", "")).casefold()
    return bool(subject) and subject == bare_subject(mail.subject).casefold()


def _is_answered(mail: InboundMail, lines: Sequence[str], found: Found) -> bool:
    """Whether the attribution is that of an answer within a forwarded thread: it stands above marked quotes, or names
    whom the mail goes to."""
    has_marks = any(is_quoted(each) for each in lines[found.end : found.end + 3])
    return (bool(mail.in_reply_to or mail.references) and has_marks) or _is_addressee(mail, found.fields)


def _is_forwarded(mail: InboundMail, lines: Sequence[str], found: Found, role: _Role) -> bool:
    """Whether what was found is forwarded, and not quoted by an answer to it or to another mail."""
    if role is _Role.FORWARDS:
        return True
    is_answer_to_forward = is_quoted(lines[found.start]) and is_forward_subject(without_reply_prefixes(mail.subject))
    if is_answer_to_forward or _is_answered_above(lines, found.start):
        return False
    if is_forward_line(lines[found.start]):
        return True
    # "From: London / To: Paris / Date: 3 May" is a journey.
    if not found.fields.get("subject") and "@" not in found.fields.get("from", ""):
        return False
    is_foreign = is_reply_subject(mail.subject) and lines[found.start].lower().lstrip("*> ").startswith(
        _ANSWERING_LABELS
    )
    return not is_foreign and not _is_addressee(mail, found.fields)


def _is_answered_above(lines: Sequence[str], end: int) -> bool:
    """Whether an earlier mail is quoted before that line, so that all that follows is its text."""
    above = lines[:end]
    for number, line in enumerate(above):
        if not may_begin_quote(line):
            continue
        if is_quoted(line) and not is_blank(line):
            return True
        if is_separator(line) or find_attribution(above, number) > 0:
            return True
        if ":" in line and find_header_block(above, number):
            return True
    return False


def _is_addressee(mail: InboundMail, fields: Mapping[str, str]) -> bool:
    """Whether the mail goes to whom it quotes: then it answers."""
    addr, _ = read_author(fields.get("from", ""))
    return bool(addr) and addr.lower() in {each.key for each in mail.to}


def _without_rule(lines: Sequence[str]) -> Sequence[str]:
    """The comment without the rule that a program drew under it."""
    end = len(lines)
    while end and (is_blank(lines[end - 1]) or is_rule(lines[end - 1])):
        end -= 1
    return lines[:end]


def _with_subject(mail: InboundMail, lines: Sequence[str], found: Found) -> Found:
    """Where the headers have no subject, or one that a program broke in two, the mail's own tells it."""
    own = forwarded_subject(mail.subject)
    subject = found.fields.get("subject", "")
    following = lines[found.end].strip(" >") if found.end < len(lines) else ""
    if subject and following and own == f"{subject} {following}":
        return replace(found, end=found.end + 1, fields={**found.fields, "subject": own})
    return found if subject else replace(found, fields={**found.fields, "subject": own})


def _forwarded_text(lines: Sequence[str], found: Found) -> str:
    rest = list(_until_end(lines[_skip_text_line(lines, found) :]))
    is_marked = is_quoted(lines[found.end - 1]) or all(is_quoted(line) for line in rest if not is_blank(line))
    if found.is_attribution or is_marked:
        rest = [_QUOTE.sub("", line, count=1) for line in rest]
    if found.is_attribution:
        rest = dedent("\n".join(rest)).split("\n")
    first = next((number for number, line in enumerate(rest) if not is_blank(line)), len(rest))
    return "\n".join(rest[first:]).strip()


def _skip_text_line(lines: Sequence[str], found: Found) -> int:
    """Past the line between headers and text: a rule (SquirrelMail, The Bat!), or the announcement again (Zoho)."""
    for number in range(found.end, min(found.end + 3, len(lines))):
        line = lines[number]
        if is_text_line(line) or (line.strip() == lines[found.start].strip() and not is_blank(line)):
            return number + 1
        if not is_blank(line):
            break
    return found.end


def _until_end(lines: Sequence[str]) -> Sequence[str]:
    """The lines before the one that ends the forwarded mail; mails forwarded within it may have such lines, too."""
    depth = 1
    for number, line in enumerate(lines):
        if not may_begin_quote(line):
            continue
        if is_end_line(line):
            depth -= 1
            if not depth:
                return lines[:number]
        elif is_forward_line(line):
            depth += 1
    return lines

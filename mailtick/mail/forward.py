"""Read the mail that is forwarded inside another one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailtick.mail.fields import parse_addresses
from mailtick.mail.header_blocks import HeaderBlock, find_announced_block, find_header_block, is_forward_line
from mailtick.mail.message import Forwarded, InboundMail
from mailtick.mail.parse import parse_mail
from mailtick.mail.quotes import MAX_LINES, find_attribution, is_quoted, may_begin_quote
from mailtick.mail.subject import is_forward_subject, is_reply_subject

MAX_CHARS = 200_000
_BRACKETED_ADDRESS = re.compile(r"([^\s<>@()]{1,64}@[^\s<>@()]{1,255})")
_QUOTED_NAME = re.compile(r"[\"“„«]([^\"“”„«»]{1,100})[\"“”»]")
_UNQUOTE = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)


def read_forward(mail: InboundMail) -> Forwarded | None:
    """Return the mail forwarded inside the text or as its only attached mail, or None.

    It is a forward if a line of the mail program says so, or if a block of headers stands in the text while the
    subject has a forwarding prefix, or nobody is answered by it. Only the first MAX_CHARS and
    MAX_LINES of the text are read.
    """
    lines = mail.body_text[:MAX_CHARS].split("\n", MAX_LINES)[:MAX_LINES]
    found = _find_start(mail, lines)
    if found is None:
        return _read_attached(mail)
    start, block = found
    comment = "\n".join(lines[:start]).strip()
    text = "\n".join(lines[block.end :]).strip()
    text = _UNQUOTE.sub("", text) if is_quoted(lines[block.start]) else text
    from_addr, from_name = _sender(block.fields.get("from", ""))
    return Forwarded(
        from_addr=from_addr,
        from_name=from_name,
        date=block.fields.get("date", ""),
        subject=block.fields.get("subject", ""),
        comment=comment,
        text=text,
    )


def _read_attached(mail: InboundMail) -> Forwarded | None:
    """The mail that is attached, if it is the only one and the subject or an empty text says that it is forwarded."""
    mails = [each for each in mail.attachments if each.type == "message/rfc822"]
    if len(mails) != 1 or not (is_forward_subject(mail.subject) or not mail.body_text.strip()):
        return None
    inner = parse_mail(mails[0].content)
    return Forwarded(
        from_addr=inner.from_.addr if inner.from_ else "",
        from_name=inner.from_.name if inner.from_ else "",
        date=inner.header("date"),
        subject=inner.subject,
        comment=mail.body_text.strip(),
        text=inner.body_text,
    )


def _find_start(mail: InboundMail, lines: Sequence[str]) -> tuple[int, HeaderBlock] | None:
    """Where the comment ends, and the headers of the forwarded mail."""
    is_forward = is_forward_subject(mail.subject)
    is_answer = not is_forward and (is_reply_subject(mail.subject) or bool(mail.in_reply_to))
    for number, line in enumerate(lines):
        if not may_begin_quote(line) or (is_answer and not is_forward_line(line)):
            continue
        if block := find_announced_block(lines, number):
            return number, block
        if (":" in line or "：" in line) and (block := find_header_block(lines, number)):
            return number, block
        if is_forward and (after := find_attribution(lines, number)) > 0:
            return number, HeaderBlock(number, after, {"from": _attributed(lines[number:after])})
    return None


def _attributed(lines: Sequence[str]) -> str:
    """Who an attribution names, as an address field: the words before the bracket belong to the date, too."""
    text = " ".join(lines)
    found = _BRACKETED_ADDRESS.search(text)
    name = _QUOTED_NAME.search(text)
    return f'"{name[1] if name else ""}" <{found[1]}>' if found else ""


def _sender(value: str) -> tuple[str, str]:
    """The address and the name of a "From:" in a text, where programs write names with bare commas."""
    if "[mailto:" in value:
        value = value.replace("[mailto:", "<").replace("]", ">")
    found = _BRACKETED_ADDRESS.search(value)
    if not found:
        return "", value.strip()
    usable = [each for each in parse_addresses(value) if each.addr == found[1]]
    before = value[: found.start()].strip(" <>()[]\"'").removesuffix("mailto:").strip(" <\"'")
    return found[1], before or (usable[0].name if usable else "")

"""Write one outgoing mail as its final bytes: 7-bit, CRLF, the same bytes for the same draft."""

from __future__ import annotations

import binascii
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from mailtick.mail.header_lines import address_line, id_line, text_line
from mailtick.mail.message import Address, Attachment

# RFC 3834 section 5.1: "no" says the same as no header.
_BY_A_PERSON = frozenset({"", "no"})
_LINE_END = re.compile(r"\r\n|\r|\n")
_ASCII = bytes(range(0x80))
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")
_PLAIN_FILE_NAME = re.compile(r"[A-Za-z0-9 !#$&+,;=@^_`{}~()\[\].-]{1,60}")
_LONGEST_FILE_NAME_BYTES = 240


@dataclass(frozen=True, slots=True)
class Draft:
    """One mail to one recipient, before it is bytes. All ids are without angle brackets.

    `auto_submitted` is "auto-replied" or "auto-generated" (RFC 3834 section 5), empty where a person speaks.
    `headers` are further ones, such as ("X-Mailtick-Desk", "…"). `to` and `cc` are what everybody sees (RULINGS 4).
    """

    from_: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    message_id: str
    date: datetime
    cc: tuple[Address, ...] = ()
    reply_to: Address | None = None
    html: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    auto_submitted: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()


def compose_mail(draft: Draft) -> bytes:
    """Return the mail, ready for SMTP: no byte above 127, no line over 998, no bare CR or LF.

    Text survives to the letter, but its line ends become CRLF and it ends with one; in headers, control characters and
    runs of white space become one space. Raises ValueError, a sentence, for an address that cannot be mailed
    or a Message-ID or header name that is none.
    """
    lines = [line for line in _header_lines(draft) if line]
    return "\r\n".join(lines).encode("ascii") + b"\r\n" + _mixed(draft)


def _header_lines(draft: Draft) -> Iterator[str]:
    yield f"Date: {format_datetime(draft.date)}"
    yield address_line("From", (draft.from_,))
    yield address_line("To", draft.to) if draft.to else ""
    yield address_line("Cc", draft.cc) if draft.cc else ""
    yield address_line("Reply-To", (draft.reply_to,)) if draft.reply_to else ""
    yield text_line("Subject", draft.subject)
    yield _message_id_line(draft.message_id)
    yield id_line("In-Reply-To", (draft.in_reply_to,))
    yield id_line("References", draft.references)
    if draft.auto_submitted not in _BY_A_PERSON:
        yield text_line("Auto-Submitted", draft.auto_submitted)
        # Exchange answers automatic mail unless told so; it does not know RFC 3834.
        yield "X-Auto-Response-Suppress: All"
    for name, value in draft.headers:
        yield text_line(name, value)
    yield "MIME-Version: 1.0"


def _message_id_line(message_id: str) -> str:
    line = id_line("Message-ID", (message_id,))
    if not line:
        raise ValueError(f"{message_id!r} cannot be a Message-ID")
    return line


def _mixed(draft: Draft) -> bytes:
    body = _alternative(draft)
    if not draft.attachments:
        return body
    return _multipart("mixed", draft.message_id, [body, *map(_attachment, draft.attachments)])


def _alternative(draft: Draft) -> bytes:
    text = _text_part("plain", draft.text)
    if not draft.html:
        return text
    # RFC 2046 section 5.1.4: the plainest first, the best last.
    return _multipart("alternative", draft.message_id, [text, _text_part("html", draft.html)])


def _multipart(kind: str, message_id: str, parts: list[bytes]) -> bytes:
    """Neither quoted-printable nor base64 can hold "=_", so no body can hold the boundary.

    The line end before a boundary belongs to the boundary (RFC 2046 section 5.1.1): each part gets one of its own.
    """
    boundary = f"=_{kind[0]}{sha256(message_id.encode()).hexdigest()[:32]}"
    head = f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n\r\n'.encode()
    opened = f"--{boundary}\r\n".encode()
    return head + b"".join([opened + part + b"\r\n" for part in parts]) + f"--{boundary}--\r\n".encode()


def _text_part(kind: str, text: str) -> bytes:
    content = _LINE_END.sub("\r\n", text).encode("utf-8", "replace")
    if not content.endswith(b"\r\n"):
        content += b"\r\n"
    # A byte beyond ASCII takes three characters in quoted-printable, and 4/3 in base64 like every other.
    beyond_ascii = len(content.translate(None, _ASCII))
    encoding = "base64" if beyond_ascii * 5 > len(content) else "quoted-printable"
    body = _base64(content) if encoding == "base64" else _quoted_printable(content)
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head.encode() + body


def _quoted_printable(content: bytes) -> bytes:
    """Lone dots and white space at line ends are coded by `b2a_qp`; "From " is not, and some relays write ">From "."""
    lines = b"\n" + binascii.b2a_qp(content, istext=True)
    return lines.replace(b"\nFrom ", b"\n=46=\r\nrom ")[1:]


def _base64(content: bytes) -> bytes:
    line = b64encode(content)
    return b"".join([line[start : start + 76] + b"\r\n" for start in range(0, len(line), 76)])


def _attachment(attachment: Attachment) -> bytes:
    media_type, name = _media_type(attachment.type), _file_name(attachment.name)
    head = (
        f"Content-Type: {media_type};\r\n {_parameter('name', name)}\r\n"
        f"Content-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment;\r\n {_parameter('filename', name)}\r\n\r\n"
    )
    return head.encode() + _base64(attachment.content)


def _media_type(declared: str) -> str:
    """RFC 2046 section 5.2.1 forbids base64 for a mail inside a mail, so one is attached as a plain file."""
    kind = declared.lower()
    is_wrapper = kind.startswith(("message/", "multipart/"))
    return kind if _MEDIA_TYPE.fullmatch(kind) and not is_wrapper else "application/octet-stream"


def _file_name(name: str) -> str:
    """Keep the end of a long name: there stands what kind of file it is."""
    shown = "".join([character if character.isprintable() else "_" for character in name]) or "attachment"
    return shown.encode("utf-8", "replace")[-_LONGEST_FILE_NAME_BYTES:].decode("utf-8", "ignore")


def _parameter(key: str, name: str) -> str:
    """RFC 2231, where a quoted word would not do."""
    if _PLAIN_FILE_NAME.fullmatch(name):
        return f'{key}="{name}"'
    return f"{key}*=utf-8''{quote(name, safe='')}"

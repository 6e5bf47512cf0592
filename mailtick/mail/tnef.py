"""Unpack winmail.dat: the text, the files with their long names, the mails and the meeting that Outlook put in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from mailtick.mail.charsets import clean_text, decode_text
from mailtick.mail.code_pages import codec_of_page
from mailtick.mail.invitation import Event, say_event
from mailtick.mail.mapi import NAMED, SIGNATURE, Value, read_attributes, read_properties
from mailtick.mail.mime import Part
from mailtick.mail.opened import Body, File, Opened
from mailtick.mail.rtf import decompress_rtf, read_rtf

MAX_DEPTH = 5
MAX_FILES = 500

_MESSAGE_CLASS, _SUBJECT, _BODY, _MESSAGE_PROPERTIES, _CODEPAGE = 0x8008, 0x8004, 0x800C, 0x9003, 0x9007
_FILE_BEGINS, _FILE_TITLE, _FILE_CONTENT, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_P_CLASS, _P_SUBJECT, _P_BODY, _P_RTF, _P_HTML, _P_HTML_PAGE = 0x001A, 0x0037, 0x1000, 0x1009, 0x1013, 0x3FDE
_P_LONG_NAME, _P_SHORT_NAME, _P_DISPLAY_NAME, _P_TYPE, _P_CONTENT_ID = 0x3707, 0x3704, 0x3001, 0x370E, 0x3712
_P_CONTENT, _P_SENDER_NAME, _P_SENDER_ADDRESS = 0x3701, 0x0C1A, 0x5D01
_P_START, _P_END, _P_PLACE = NAMED | 0x820D, NAMED | 0x820E, NAMED | 0x8208
_ALL_READ = -1
# An attached message stands behind the 16 bytes of the interface that it is read through.
_INTERFACE_BYTES = 16

_INTENTS = {
    "ipm.microsoft schedule.mtgreq": "Invitation",
    "ipm.schedule.meeting.request": "Invitation",
    "ipm.microsoft schedule.mtgcncl": "Cancelled",
    "ipm.schedule.meeting.canceled": "Cancelled",
    "ipm.microsoft schedule.mtgrespp": "Accepted",
    "ipm.schedule.meeting.resp.pos": "Accepted",
    "ipm.microsoft schedule.mtgrespn": "Declined",
    "ipm.schedule.meeting.resp.neg": "Declined",
    "ipm.microsoft schedule.mtgrespa": "Tentatively accepted",
    "ipm.schedule.meeting.resp.tent": "Tentatively accepted",
}


@dataclass(slots=True)
class _File:
    title: bytes = b""
    content: bytes = b""
    properties: dict[int, Value] = field(default_factory=dict)


@dataclass(slots=True)
class _Message:
    codec: str = "cp1252"
    is_whole: bool = False
    fields: dict[int, bytes] = field(default_factory=dict)
    properties: dict[int, Value] = field(default_factory=dict)
    files: list[_File] = field(default_factory=list)


def open_tnef(part: Part) -> Opened:
    """What the file holds, in its place; the file stays attached where not all of it could be opened."""
    content = part.content()
    opened = Opened()
    if content.startswith(SIGNATURE):
        _take_message(_read_message(content), opened, 0)
    else:
        opened.is_kept = True
    return opened


def _read_message(tnef: bytes) -> _Message:
    message = _Message()
    for number, content in read_attributes(tnef):
        if number == _ALL_READ:
            message.is_whole = True
        elif number == _CODEPAGE:
            message.codec = codec_of_page(int.from_bytes(content[:4], "little")) or message.codec
        elif number == _MESSAGE_PROPERTIES:
            message.properties = read_properties(content, message.codec)
        elif number == _FILE_BEGINS and len(message.files) < MAX_FILES:
            message.files.append(_File())
        elif message.files and number in (_FILE_TITLE, _FILE_CONTENT, _FILE_PROPERTIES):
            _take_file_attribute(message.files[-1], number, content, message.codec)
        else:
            message.fields.setdefault(number, content)
    return message


def _take_file_attribute(file: _File, number: int, content: bytes, codec: str) -> None:
    if number == _FILE_TITLE:
        file.title = content
    elif number == _FILE_CONTENT:
        file.content = content
    else:
        file.properties = read_properties(content, codec)


def _take_message(message: _Message, opened: Opened, depth: int) -> None:
    opened.is_kept |= not message.is_whole
    meeting = _meeting(message)
    if meeting:
        opened.notes.append(meeting)
        opened.spare_texts.append((False, meeting))
    if body := _body(message):
        opened.bodies.append(body)
    for file in message.files:
        _take_file(file, message.codec, opened, depth)


def _take_file(file: _File, codec: str, opened: Opened, depth: int) -> None:
    properties = file.properties
    inside = properties.get(_P_CONTENT, b"")
    inside = inside if isinstance(inside, bytes) else b""
    if inside[_INTERFACE_BYTES : _INTERFACE_BYTES + 4] == SIGNATURE:
        _take_attached_message(inside[_INTERFACE_BYTES:], _name(file, codec), opened, depth + 1)
        return
    content = file.content or inside
    if not content and not file.title and not properties:
        return
    content_id = _text(properties, _P_CONTENT_ID).strip("<>")
    media_type = _text(properties, _P_TYPE).lower() or "application/octet-stream"
    opened.files.append(File(_name(file, codec), content, media_type, bool(content_id), content_id))


def _name(file: _File, codec: str) -> str:
    title = file.title.partition(b"\0")[0].decode(codec, "replace")
    names = (_text(file.properties, each) for each in (_P_LONG_NAME, _P_SHORT_NAME))
    return next((each for each in names if each), title) or _text(file.properties, _P_DISPLAY_NAME)


def _take_attached_message(tnef: bytes, name: str, opened: Opened, depth: int) -> None:
    """An attached message becomes a text file of its own; what is attached to it is attached to the mail."""
    if depth > MAX_DEPTH:
        opened.is_kept = True
        return
    message = _read_message(tnef)
    inner = Opened()
    _take_message(message, inner, depth)
    subject = _text(message.properties, _P_SUBJECT) or _field(message, _SUBJECT)
    opened.files.append(_as_mail(message, subject or name, inner))
    opened.files += inner.files
    opened.is_kept |= inner.is_kept


def _as_mail(message: _Message, subject: str, inner: Opened) -> File:
    """The message in the form of RFC 5322, as far as it is known."""
    sender = f"{_text(message.properties, _P_SENDER_NAME)} <{_text(message.properties, _P_SENDER_ADDRESS)}>"
    body = inner.bodies[0] if inner.bodies else _as_body(False, "")
    head = {
        "From": sender if "@" in sender else "",
        "Subject": subject,
        "MIME-Version": "1.0",
        "Content-Type": f"text/{'html' if body.is_html else 'plain'}; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = [f"{name}: {' '.join(value.split())}" for name, value in head.items() if value.strip()]
    content = clean_text("\n".join([*lines, "", body.text])).encode("utf-8", "replace")
    return File(f"{subject.replace('/', '-')[:80] or 'message'}.eml", content, "message/rfc822")


def _body(message: _Message) -> Body | None:
    """The richest text there is: HTML, HTML or words in rich text, plain text."""
    for body in (_html_body(message), _rich_body(message), _plain_body(message)):
        if body and body.text.strip():
            return body
    return None


def _html_body(message: _Message) -> Body | None:
    html = message.properties.get(_P_HTML, b"")
    if isinstance(html, str):
        return _as_body(True, html)
    page = message.properties.get(_P_HTML_PAGE, 0)
    charset = codec_of_page(page) if isinstance(page, int) else ""
    return _as_body(True, decode_text(html, charset)) if isinstance(html, bytes) else None


def _rich_body(message: _Message) -> Body | None:
    packed = message.properties.get(_P_RTF, b"")
    if not isinstance(packed, bytes) or not packed:
        return None
    rtf = decompress_rtf(packed)
    is_html, text = read_rtf(rtf)
    return _as_body(True, text) if is_html else Body(False, clean_text(text), File("body.rtf", rtf, "application/rtf"))


def _plain_body(message: _Message) -> Body | None:
    return _as_body(False, _text(message.properties, _P_BODY) or _field(message, _BODY))


def _as_body(is_html: bool, text: str) -> Body:
    text = clean_text(text)
    name, media_type = ("body.html", "text/html") if is_html else ("body.txt", "text/plain")
    return Body(is_html, text, File(name, text.encode("utf-8"), media_type))


def _meeting(message: _Message) -> str:
    """The sentence of a meeting's message; empty for any other."""
    kind = _text(message.properties, _P_CLASS) or _field(message, _MESSAGE_CLASS)
    intent = _INTENTS.get(kind.lower(), "")
    if not intent:
        return ""
    start, end = (message.properties.get(each) for each in (_P_START, _P_END))
    title = _text(message.properties, _P_SUBJECT) or _field(message, _SUBJECT)
    return say_event(
        Event(
            intent,
            clean_text(title),
            start if isinstance(start, datetime) else None,
            end if isinstance(end, datetime) else None,
            zone="UTC",
            place=clean_text(_text(message.properties, _P_PLACE)),
            organizer=clean_text(_text(message.properties, _P_SENDER_NAME)),
        )
    )


def _text(properties: dict[int, Value], number: int) -> str:
    value = properties.get(number, "")
    return value if isinstance(value, str) else ""


def _field(message: _Message, number: int) -> str:
    return message.fields.get(number, b"").partition(b"\0")[0].decode(message.codec, "replace")

"""Decide what of a mail's parts is its text and what is attached."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from mailtick.mail.charsets import clean_text, cut_bytes, decode_text
from mailtick.mail.contents import find_opener
from mailtick.mail.encoded_words import decode_header
from mailtick.mail.fields import parse_parameters
from mailtick.mail.flowed import join_flowed_lines
from mailtick.mail.header_fields import HeaderFields
from mailtick.mail.html import MAX_HTML_CHARS, html_to_text
from mailtick.mail.message import Attachment
from mailtick.mail.mime import MAX_DEPTH, Part, split_headers, split_mail
from mailtick.mail.opened import Body, File, Opened
from mailtick.mail.pgp import unwrap_armour
from mailtick.mail.status_blocks import read_status_blocks
from mailtick.mail.text_files import cut_files, may_hold_files

# Attached mails without words of their own are looked into so deep.
MAX_MAILS_INSIDE = 5
# A text stands before the files, and a mail is to be in memory only so often.
MAX_INSIDE_BYTES = 1_000_000
MAX_TEXT_CHARS = 1_000_000
# More bytes than the longest text that is read can have, in any charset.
_MOST_TEXT_BYTES = 4 * MAX_TEXT_CHARS + 20_000
_MOST_HTML_BYTES = 4 * MAX_HTML_CHARS + 20_000
_MOST_STATUS_BYTES = 1_000_000
_TOO_LONG = f"the text is longer than {MAX_TEXT_CHARS} characters; the rest was left out"

_SEPARATORS = re.compile(r"[/\\]")
_FORBIDDEN_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"|*\u202a-\u202e\u2066-\u2069]')
_ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "message/rfc822": ".eml",
    "application/zip": ".zip",
    "application/pkcs7-mime": ".p7m",
    "application/rtf": ".rtf",
    "text/vcard": ".vcf",
}
# How HTML names its charset, in both forms; a mail program that writes HTML in UTF-16 says so in the part's header.
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W_]+")
_HEADER_TYPES = frozenset({"text/rfc822-headers", "message/rfc822-headers"})
_MAIL_TYPES = frozenset({"message/rfc822", "message/global", "message/news"})
_STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})

_Piece = TypeVar("_Piece")

_STATUS_FIELDS = frozenset({"reporting-mta", "final-recipient", "original-recipient", "action", "arrival-date"})


_MOST_NOTICE_CHARS = 300
# "Your mail program does not show HTML", as mass mailers and Outlook write it in place of a text, in any language.
_HTML_NOTICE = re.compile(r"\A[^\n]{0,250}\bHTML\b[^\n]{0,250}(?:\n+\s*https?://\S+)?\s*\Z", re.IGNORECASE)


@dataclass(slots=True)
class Reading:
    """What the parts hold. `pieces` are the texts of the body in their order, each with whether it is HTML."""

    pieces: list[tuple[bool, str]] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    delivery_status: list[Mapping[str, str]] = field(default_factory=list)
    returned_headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    defects: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # Read as the text only where the mail has no other.
    spare_pieces: list[tuple[bool, str]] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)

    def has_text(self) -> bool:
        return any(text.strip() for _, text in self.pieces)

    def has_plain(self) -> bool:
        return any(not is_html and text.strip() for is_html, text in self.pieces)

    def take(self, other: Reading, *, with_pieces: bool = True) -> None:
        if with_pieces:
            self._extend(self.pieces, other.pieces, [len(text) for _, text in self.pieces])
        self._extend(self.html, other.html, [len(text) for text in self.html])
        self.attachments += other.attachments
        self.delivery_status += other.delivery_status
        self.returned_headers = self.returned_headers or other.returned_headers
        self.defects += other.defects
        self.notes += other.notes
        self.spare_pieces += other.spare_pieces
        self.bodies += other.bodies

    def _extend(self, mine: list[_Piece], others: list[_Piece], sizes: list[int]) -> None:
        """Bounded, for decoded texts may need four times the memory of their bytes."""
        if sum(sizes) <= MAX_TEXT_CHARS + MAX_HTML_CHARS:
            mine += others
        elif others:
            self.defects.append(_TOO_LONG)

    def text(self) -> str:
        """The whole readable text; HTML is turned into text only where no plain text stands for it."""
        texts = [html_to_text(text) if is_html else text for is_html, text in self.pieces]
        text, notes = unwrap_armour("\n".join(text.strip("\n") for text in texts if text.strip()))
        self.notes += notes
        if len(text) > MAX_TEXT_CHARS:
            self.defects.append(_TOO_LONG)
        return text[:MAX_TEXT_CHARS]


def read_parts(root: Part) -> Reading:
    """Read the tree of parts. A named text, or one of an attached file, is the body only where there is no other."""
    reading = _read(root, in_report=False)
    if reading.bodies:
        _place_bodies(reading)
    if root.children and _is_named_body(first := _first_leaf(root)):
        reading.pieces.insert(0, (False, _text_of(first, reading)))
    if not reading.has_text():
        reading.pieces += reading.spare_pieces
    if not reading.has_text():
        plain = (each for each in reading.attachments if each.type == "text/plain")
        shown = next((each for each in plain if each.is_inline or not root.children), None)
        if shown:
            content = cut_bytes(shown.content, _MOST_TEXT_BYTES)
            reading.pieces.append((False, clean_text(decode_text(content, root.charset, root.lent_charset))))
    if not reading.has_text() and root.depth < MAX_MAILS_INSIDE:
        _show_attached_mail(root, reading)
    return reading


def _first_leaf(part: Part) -> Part:
    return _first_leaf(part.children[0]) if part.children else part


def _is_named_body(part: Part) -> bool:
    """Whether it is the text of the mail although a program gave it a file's name (Lotus Notes, some gateways)."""
    disposition, _ = parse_parameters(part.header("content-disposition"))
    return part.content_type == "text/plain" and _is_attached(part) and disposition != "attachment"


def _show_attached_mail(root: Part, reading: Reading) -> None:
    """Who forwards a mail as a file and writes nothing has that mail read; it stays attached."""
    attached = next((each for each in reading.attachments if each.type in _MAIL_TYPES), None)
    if attached:
        inner = read_parts(split_mail(attached.content[:MAX_INSIDE_BYTES], root)[0])
        reading.pieces += inner.pieces


def _place_bodies(reading: Reading) -> None:
    """A text out of winmail.dat mostly repeats the mail's own; where it says something else, both are the text."""
    for body in reading.bodies:
        words = html_to_text(body.text) if body.is_html else body.text
        if not reading.has_text():
            reading.pieces.append((body.is_html, body.text))
            reading.html += [body.text] if body.is_html else []
        elif not _repeats(words, reading.text()):
            reading.pieces.append((False, words))
            # Nobody shall look in vain for the file that the mail's own text speaks of.
            reading.attachments += [] if reading.attachments else [_attached_file(body.file)]


def _repeats(text: str, known: str) -> bool:
    """Whether both begin and end in the same letters; links and lists are written in many ways."""
    letters, known = _NO_LETTERS.sub("", text), _NO_LETTERS.sub("", known)
    return letters[:60] in known and letters[-60:] in known and len(letters) < 2 * len(known)


def _read(part: Part, *, in_report: bool) -> Reading:
    if not part.children:
        return _read_leaf(part, in_report=in_report)
    if part.content_type == "multipart/alternative":
        return _read_alternative(part, in_report=in_report)
    reading = Reading()
    in_report = in_report or _is_report(part)
    for child in part.children:
        reading.take(_read(child, in_report=in_report))
    return reading


def _is_report(part: Part) -> bool:
    """Whether its parts are those of a report (RFC 6522), also where a server calls them "mixed" (OpenSMTPD)."""
    is_report = part.content_type == "multipart/report"
    return is_report or any(child.content_type in _STATUS_TYPES for child in part.children)


def _read_alternative(part: Part, *, in_report: bool) -> Reading:
    """Plain text if one of the alternatives has some, else the richest that has any (RFC 2046 section 5.1.4)."""
    reading = Reading()
    has_plain = False
    for child in part.children:
        each = _read(child, in_report=in_report)
        reading.take(each, with_pieces=False)
        if each.pieces and not has_plain:
            reading.pieces, has_plain = each.pieces, each.has_plain() and not _only_speaks_of_html(each)
    return reading


def _only_speaks_of_html(reading: Reading) -> bool:
    """Whether the plain text only tells people that they need another program to see the mail."""
    text = reading.pieces[0][1].strip()
    return len(text) <= _MOST_NOTICE_CHARS and bool(_HTML_NOTICE.search(text))


def _read_leaf(part: Part, *, in_report: bool) -> Reading:
    reading = Reading()
    content_type = part.content_type
    if content_type in _STATUS_TYPES:
        _add_status(part, reading)
    elif in_report and content_type in _HEADER_TYPES | _MAIL_TYPES:
        reading.returned_headers = headers_of(part.content())
    elif content_type in ("text/plain", "text/html") and not _is_attached(part):
        _add_text(part, reading)
    elif opener := find_opener(part):
        _add_opened(opener(part), part, reading)
    elif not (content_type == "text/plain" and part.is_blank):
        reading.attachments.append(_attachment(part))
    return reading


def _add_opened(opened: Opened, part: Part, reading: Reading) -> None:
    reading.notes += opened.notes
    reading.pieces += opened.texts
    reading.spare_pieces += opened.spare_texts
    reading.bodies += opened.bodies
    reading.html += [text for is_html, text in opened.texts if is_html]
    reading.attachments += [_attached_file(each) for each in opened.files]
    if opened.mail and part.depth < MAX_DEPTH:
        inner, defects = split_mail(opened.mail, part)
        reading.defects += defects
        reading.take(_read(inner, in_report=False))
    elif opened.mail:
        reading.defects.append(f"parts nested deeper than {MAX_DEPTH}; what lies below was not opened")
    if opened.is_kept or (opened.mail and part.depth >= MAX_DEPTH):
        reading.attachments.append(_attachment(part))


def _add_status(part: Part, reading: Reading) -> None:
    blocks = read_status_blocks(part.content(_MOST_STATUS_BYTES))
    if any(_STATUS_FIELDS & block.keys() for block in blocks):
        reading.delivery_status += blocks
    else:
        # InterMail calls its words to people a delivery status, too.
        _add_text(part, reading)


def _is_attached(part: Part) -> bool:
    disposition, parameters = parse_parameters(part.header("content-disposition"))
    return disposition == "attachment" or bool(parameters.get("filename") or part.parameters.get("name"))


def _add_text(part: Part, reading: Reading) -> None:
    text = _text_of(part, reading)
    is_html = part.content_type == "text/html"
    if is_html:
        reading.html.append(text)
        if len(text) > MAX_HTML_CHARS:
            reading.defects.append(f"the HTML is longer than {MAX_HTML_CHARS} characters; the rest was not read")
    reading.pieces.append((is_html, text))


def _text_of(part: Part, reading: Reading) -> str:
    """The decoded text of a part. HTML without a charset may name its own; flowed lines are joined.

    Files that stand in plain text are attached instead.
    """
    is_html = part.content_type == "text/html"
    most_bytes, most_chars = (_MOST_HTML_BYTES, MAX_HTML_CHARS) if is_html else (_MOST_TEXT_BYTES, MAX_TEXT_CHARS)
    content = part.content(most_bytes + 1)
    if not is_html and may_hold_files(content):
        content, files = cut_files(part.content())
        reading.attachments += [_attached_file(each) for each in files]
    content = cut_bytes(content, most_bytes)
    charset = part.charset
    if not charset and is_html and (named := _META_CHARSET.search(content, 0, 5000)):
        charset = named[1].decode("ascii", "replace")
    text = clean_text(decode_text(content, charset, part.lent_charset)[: most_chars + 1])
    if part.parameters.get("format", "").lower() == "flowed" and part.content_type == "text/plain":
        return join_flowed_lines(text, deletes_blank=part.parameters.get("delsp", "").lower() == "yes")
    return text


def _attachment(part: Part) -> Attachment:
    content = part.content()
    disposition, _ = parse_parameters(part.header("content-disposition"))
    content_id = part.header("content-id").strip().strip("<>")
    is_inline = disposition == "inline" or bool(content_id and disposition != "attachment")
    name = part.file_name or _own_name(part, content)
    return _attached_file(File(name, content, part.content_type, is_inline, content_id))


def _attached_file(file: File) -> Attachment:
    return Attachment(
        name=clean_name(file.name) or _made_up_name(file.media_type),
        type=decode_header(file.media_type),
        size_bytes=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        content=file.content,
        is_inline=file.is_inline,
        content_id=decode_header(file.content_id),
    )


def _own_name(part: Part, content: bytes) -> str:
    if part.content_type in _MAIL_TYPES:
        subject = " ".join(headers_of(content[:100_000]).get("subject", ()))
        return f"{_SEPARATORS.sub('-', subject)[:80]}.eml" if subject else ""
    return decode_header(part.header("content-description")) if "." in part.header("content-description") else ""


def _made_up_name(content_type: str) -> str:
    return "attachment" + _ENDINGS.get(content_type, ".bin")


def clean_name(name: str) -> str:
    """A base name that is safe to store: no path, no controls, no reserved characters, at most 200 characters."""
    base = _SEPARATORS.split(clean_text(name).strip().rstrip("/\\"))[-1]
    base = _FORBIDDEN_IN_NAMES.sub("_", base).strip()
    if base in (".", ".."):
        return ""
    if len(base) <= 200:
        return base
    stem, dot, ending = base.rpartition(".")
    return f"{stem[: 199 - len(ending)]}.{ending}" if dot and len(ending) <= 10 else base[:200]


def headers_of(content: bytes) -> HeaderFields:
    """The headers of a mail inside this one."""
    return HeaderFields(split_headers(content.lstrip(b"\r\n"))[0])

"""What the embedded IMAP server answers to FETCH for one mail (RFC 3501 section 7.4.2)."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from mailtick.demo.imap_store import StoredMail
from mailtick.demo.imap_syntax import Bad

_BODY = re.compile(rb"BODY(?P<peek>\.PEEK)?\[(?P<section>[^\]]*)\](?:<(?P<start>\d+)\.(?P<size>\d+)>)?", re.IGNORECASE)
_FIELD = re.compile(rb"[^\r\n:]+:[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def fetch_answer(mail: StoredMail, names: list[bytes]) -> tuple[bytes, bool]:
    """The answer's items for `names`, and whether the mail counts as read now. Raises Bad for what is not served."""
    items = [_item(mail, name) for name in names]
    is_read = any((found := _BODY.fullmatch(name)) and not found["peek"] for name in names)
    return b" ".join(items), is_read or b"RFC822" in [name.upper() for name in names]


def _item(mail: StoredMail, name: bytes) -> bytes:
    match name.upper():
        case b"UID":
            return b"UID %d" % mail.uid
        case b"FLAGS":
            return b"FLAGS (%s)" % b" ".join(sorted(mail.flags))
        case b"RFC822.SIZE":
            return b"RFC822.SIZE %d" % len(mail.raw)
        case b"INTERNALDATE":
            return b'INTERNALDATE "%s"' % _internal_date(mail.received_at)
        case b"RFC822":
            return b"RFC822 " + _literal(mail.raw)
        case b"RFC822.HEADER":
            return b"RFC822.HEADER " + _literal(_section(mail.raw, b"HEADER"))
    found = _BODY.fullmatch(name)
    if found is None:
        raise Bad(f"{name.decode('ascii', 'replace')} is not served here")
    return _body_item(mail, found)


def _body_item(mail: StoredMail, found: re.Match[bytes]) -> bytes:
    text, label = _section(mail.raw, found["section"]), b"BODY[%s]" % found["section"]
    if found["start"] is None:
        return label + b" " + _literal(text)
    start, size_bytes = int(found["start"]), int(found["size"])
    return b"%s<%d> %s" % (label, start, _literal(text[start : start + size_bytes]))


def _section(raw: bytes, section: bytes) -> bytes:
    header, gap, body = raw.partition(b"\r\n\r\n")
    name = section.upper()
    if not name:
        return raw
    if name == b"HEADER":
        return header + gap
    if name == b"TEXT":
        return body
    if name.startswith(b"HEADER.FIELDS ("):
        wanted = set(name[len(b"HEADER.FIELDS (") :].rstrip(b")").split())
        fields = _FIELD.findall(header + b"\r\n")
        return b"".join(each for each in fields if each.partition(b":")[0].upper() in wanted) + b"\r\n"
    raise Bad(f"section {section.decode('ascii', 'replace')} is not served here")


def _literal(text: bytes) -> bytes:
    return b"{%d}\r\n%s" % (len(text), text)


def _internal_date(moment: datetime) -> bytes:
    # strftime's %b would follow the machine's language.
    utc = moment.astimezone(UTC)
    return f"{utc.day:02}-{_MONTHS[utc.month - 1]}-{utc:%Y %H:%M:%S} +0000".encode()

"""What makes a message the same message (RULINGS 1), read from the raw bytes without parsing them whole."""

from __future__ import annotations

import hashlib
import re

_FOLD = re.compile(rb"\r?\n[ \t]+")
# Blanks around the value are stripped afterwards: to do it here would take a minute for a line of 80,000 blanks.
_FIELD = re.compile(rb"(?im)^(message-id|from|date|subject)[ \t]*:(.*)$")
_MOST_HEADER_BYTES = 256 * 1024


def message_identity(raw: bytes) -> str:
    """Return Message-ID and a hash over From, Date, Subject and body; without a Message-ID, the hash of all bytes.

    Relays add lines on top of a mail (Received, Delivered-To); those do not make it another message.
    """
    end = re.search(rb"\r?\n\r?\n", raw)
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    fields: dict[bytes, bytes] = {}
    for name, value in _FIELD.findall(_FOLD.sub(b" ", head[:_MOST_HEADER_BYTES])):
        fields.setdefault(name.lower(), value.strip())
    message_id = fields.get(b"message-id", b"")
    if not message_id:
        return f"sha256:{hashlib.sha256(raw).hexdigest()}"
    digest = hashlib.sha256(b"\0".join(fields.get(name, b"") for name in (b"from", b"date", b"subject")))
    digest.update(b"\0" + body.rstrip(b"\r\n"))
    # PostgreSQL takes no NUL in a text.
    readable = message_id.decode("ascii", "replace").replace("\0", "\ufffd")
    return f"{readable[:500]}:{digest.hexdigest()}"

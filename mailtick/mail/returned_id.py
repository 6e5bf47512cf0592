"""Find the Message-ID of the mail that a report or an automatic answer is about."""

from __future__ import annotations

import re

from mailtick.mail.bounce_notice import notice_message_id
from mailtick.mail.delivery_report import receipt_fields, with_returned_headers
from mailtick.mail.message import InboundMail

_MAX_CHARS = 100_000
_FIELD = re.compile(
    r"^[ \t>|]{0,20}message-id:\s{0,9}<?([^<>\s@]{1,400}@[^<>\s]{1,400})>?", re.IGNORECASE | re.MULTILINE
)
# Where gateways and desks put the id of the mail that they answer.
_X_FIELDS = ("x-original-message-id", "original-message-id", "x-ms-exchange-parent-message-id", "x-original-msgid")
_BLOCK_FIELDS = ("original-message-id", "x-original-message-id", "x-message-id")


def returned_message_id(mail: InboundMail) -> str:
    """The id without brackets: from the returned headers, the status, the text, or the threading fields; else empty."""
    for value in with_returned_headers(mail).returned_headers.get("message-id", ()):
        if each := value.strip().strip("<>"):
            return each
    blocks = (*mail.delivery_status, *receipt_fields(mail))
    stated = [block[name] for block in blocks for name in _BLOCK_FIELDS if name in block]
    stated += [mail.header(name) for name in _X_FIELDS if mail.header(name)]
    if each := next((value.strip().strip("<>") for value in stated if "@" in value), ""):
        return each
    if found := _FIELD.search(mail.body_text[:_MAX_CHARS]):
        return found[1]
    return notice_message_id(mail) or mail.in_reply_to or (mail.references[-1] if mail.references else "")

"""Every text that a parsed mail holds."""

from __future__ import annotations

from collections.abc import Iterator

from mailtick.mail.message import InboundMail


def every_text(mail: InboundMail) -> Iterator[str]:
    yield from (mail.subject, mail.message_id, mail.in_reply_to, mail.body_text, mail.body_html, mail.content_type)
    yield from (*mail.references, *mail.defects, *mail.notes, *mail.headers)
    for values in (*mail.headers.values(), *mail.returned_headers.values()):
        yield from values
    for address in (mail.from_, mail.sender, *mail.reply_to, *mail.to, *mail.cc):
        if address:
            yield from (address.addr, address.name)
    for attachment in mail.attachments:
        yield from (attachment.name, attachment.type, attachment.content_id)
    for block in mail.delivery_status:
        yield from (*block, *block.values())

"""Parse the bytes of a mail into one frozen value, whatever the bytes."""

from __future__ import annotations

from mailtick.mail.charsets import decode_text, find_codec
from mailtick.mail.fields import parse_addresses, parse_date, parse_ids
from mailtick.mail.header_fields import HeaderFields
from mailtick.mail.message import Address, InboundMail
from mailtick.mail.mime import Part, split_mail
from mailtick.mail.parts import read_parts

_ADDRESSES = ("from", "sender", "reply-to", "to", "cc", "resent-from")


def parse_mail(raw: bytes) -> InboundMail:
    """Return the mail that `raw` holds. Never raises; what was broken or cut is named in `defects`.

    Depth, parts, header fields and text are bounded (mime.py, parts.py), and every step is linear in the size,
    so that any bytes are read within 2 s up to 1 MB (RULINGS 33). An empty mail gives empty fields.
    """
    root, defects = split_mail(raw)
    headers = HeaderFields(root.headers, root.lent_charset)
    from_, sender, reply_to, to, cc, resent_from = (_addresses(headers, root.lent_charset, each) for each in _ADDRESSES)
    reading = read_parts(root)
    body_text = reading.text()
    return InboundMail(
        headers=headers,
        from_=_first_usable(from_),
        sender=_first_usable(sender),
        reply_to=reply_to,
        to=to,
        cc=cc,
        subject=headers.first("subject"),
        date=parse_date(headers.first("date")),
        message_id=_first_id(headers, "message-id"),
        in_reply_to=_first_id(headers, "in-reply-to"),
        references=parse_ids(headers.first("references")),
        body_text=body_text,
        body_html="\n".join(reading.html),
        attachments=tuple(reading.attachments),
        delivery_status=tuple(reading.delivery_status),
        returned_headers=reading.returned_headers,
        content_type=root.content_type,
        size_bytes=len(raw),
        defects=tuple(dict.fromkeys((*defects, *_faults(raw, root, headers, from_), *reading.defects))),
        notes=tuple(dict.fromkeys(reading.notes)),
        resent_from=_first_usable(resent_from),
        is_text_from_html=bool(body_text) and not reading.has_plain(),
        authors=from_,
        results_on_top=headers.above("authentication-results", "received"),
    )


def _addresses(headers: HeaderFields, charset: str, name: str) -> tuple[Address, ...]:
    """All mailboxes of all fields of that name, in their order, before any decoding."""
    values = [decode_text(value, "", charset) for value in headers.raw(name)]
    return tuple([address for value in values for address in parse_addresses(value)])


def _first_usable(addresses: tuple[Address, ...]) -> Address | None:
    return next((each for each in addresses if "@" in each.addr), addresses[0] if addresses else None)


def _first_id(headers: HeaderFields, name: str) -> str:
    ids = parse_ids(headers.first(name))
    return ids[0] if ids else ""


def _faults(raw: bytes, root: Part, headers: HeaderFields, from_: tuple[Address, ...]) -> tuple[str, ...]:
    """What is wrong with the fields of the mail itself (RFC 5322 section 3.6)."""
    faults = []
    if not raw or raw.isspace():
        faults.append("the mail is empty")
    elif not any("@" in each.addr for each in from_):
        faults.append("no usable From")
    if len(headers.raw("from")) > 1:
        faults.append("more than one From field; the first counts")
    if root.charset and not find_codec(root.charset):
        faults.append(f"unknown charset {root.charset[:40]}")
    if b"\0" in raw:
        faults.append("NUL bytes were removed")
    return tuple(faults)

"""Read delivery reports: the standard form first (RFC 3464), then what older and odd servers write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email.message import Message

from flufl.bounce import all_failures

from mailtick.mail.message import Bounce, InboundMail
from mailtick.mail.phrases import RETURNED_MAIL, WARNINGS

MAX_CHARS = 100_000

_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z][A-Za-z0-9-]{1,30}")
_LISTED = re.compile(
    rf"^[ \t]{{0,20}}(?:<?({_ADDRESS.pattern})>?[ \t]{{0,5}}(?:$|[:\[(,-])"
    rf"|.{{0,80}}\bto:?[ \t]{{1,9}}<?({_ADDRESS.pattern})>?\W{{0,3}}$)",
    re.MULTILINE,
)
_REPLY_CODE = re.compile(r"(?<![\d.])[#(]?[45]\d\d[\s)#:-]")
# Where a server without the standard form starts to quote the mail that came back.
_RETURNED = re.compile(rf"^[ \t>]*(?:{RETURNED_MAIL})", re.IGNORECASE | re.MULTILINE)
_WARNING_SUBJECT = re.compile(r"\bdelay(?:ed)?\b|\bwarning: (?:could not|message)", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"^[ \t>]*message-id:\s*<([^<>\s]{3,500})>", re.IGNORECASE | re.MULTILINE)
_WARNING = re.compile(WARNINGS, re.IGNORECASE)


def read_status_report(mail: InboundMail) -> tuple[Bounce, ...]:
    """The recipients of the delivery-status part (RFC 3464 section 2.3), in their order."""
    return tuple(found for block in mail.delivery_status if (found := _read_block(block)))


def _read_block(block: Mapping[str, str]) -> Bounce | None:
    named = [_untyped(block.get(f"{each}-recipient", "")) for each in ("final", "original", "x-actual")]
    recipient = next((each for each in named if "@" in each), next(filter(None, named), ""))
    if not recipient and "action" not in block:
        return None
    diagnostic = block.get("diagnostic-code", "")
    status = _best_status(block.get("status", ""), diagnostic)
    words = block.get("action", "").split()
    action = words[0].lower().strip(";,") if words else _action_of(status)
    if action not in ("failed", "delayed", "delivered", "relayed", "expanded"):
        action = _action_of(status)
    return Bounce(recipient, action, status, diagnostic, permanent=action == "failed" and not status.startswith("4"))


def _best_status(status: str, diagnostic: str) -> str:
    """The status, or what the diagnostic says, where the status ends in 0.0, which means "undefined" (RFC 3463)."""
    stated, told = _STATUS.search(status), _STATUS.search(diagnostic)
    if stated and not (stated[1].endswith(".0.0") and told):
        return stated[1]
    return told[1] if told else ""


def _untyped(value: str) -> str:
    """The address of "rfc822; anna@school.example", brackets and quotes removed."""
    text = value.rpartition(";")[2].strip().strip("<>\"' ")
    found = _ADDRESS.search(text)
    return found[0] if found and len(found[0]) >= len(text) - 2 else text.partition(" ")[0].strip("<>")


def _action_of(status: str) -> str:
    return {"2": "delivered", "4": "delayed"}.get(status[:1], "failed")


def read_plain_report(mail: InboundMail) -> tuple[Bounce, ...]:
    """The recipients of a report without a delivery-status part.

    Asked in this order: the field X-Failed-Recipients (Exim, Gmail), the formats that flufl.bounce knows, addresses
    that stand beside a reply code of SMTP (RFC 5321 section 4.2), addresses with which a line begins.
    """
    text, _ = split_returned(mail.body_text[:MAX_CHARS])
    own = {each.addr.lower() for each in (mail.from_, mail.sender, *mail.to) if each}
    addresses = list(_field_recipients(mail)) or _known_formats(mail) or _beside_codes(text, own) or _listed(text, own)
    action = "delayed" if is_warning(mail, text) else "failed"
    return tuple(_describe(address, action, text) for address in dict.fromkeys(addresses))


def split_returned(text: str) -> tuple[str, str]:
    """What the server says, and the mail it returns."""
    found = _RETURNED.search(text)
    return (text[: found.start()], text[found.start() :]) if found and found.start() > 0 else (text, "")


def is_warning(mail: InboundMail, text: str) -> bool:
    return bool(_WARNING.search(text) or _WARNING_SUBJECT.search(mail.subject))


def _field_recipients(mail: InboundMail) -> Iterator[str]:
    for value in mail.headers.get("x-failed-recipients", ()):
        yield from _ADDRESS.findall(value)


def _known_formats(mail: InboundMail) -> list[str]:
    message = Message()
    # The detectors take a whole address for granted.
    sender = mail.from_.addr if mail.from_ else ""
    message["from"] = sender if _ADDRESS.fullmatch(sender) else "unknown"
    for name in ("subject", "x-mailer", "to"):
        if mail.header(name):
            message[name] = mail.header(name)
    message["Content-Type"] = "text/plain; charset=utf-8"
    # Its expressions take cubic time in the length of a line.
    message.set_payload("\n".join(line[:200] for line in mail.body_text[:MAX_CHARS].split("\n")))
    temporary, permanent = all_failures(message)
    found = [each.decode("utf-8", "replace") for each in sorted(permanent | temporary)]
    return [each.strip("<>") for each in found if "@" in each]


def _beside_codes(text: str, own: set[str]) -> list[str]:
    """Addresses with a reply code or an enhanced status (RFC 3463) in their line or in the four after it."""
    lines = [line[:1000] for line in text.split("\n")]
    found: list[str] = []
    for number, line in enumerate(lines):
        for address in _ADDRESS.findall(line):
            near = "\n".join(lines[number : number + 5]) + "\n"
            if address.lower() not in own and (_REPLY_CODE.search(near) or _STATUS.search(near)):
                found.append(address)
    return found


def _listed(text: str, own: set[str]) -> list[str]:
    """Addresses that begin a line, or that "to" names at its end, as lists of recipients have them."""
    found = [match[1] or match[2] for match in _LISTED.finditer(text)]
    return [each for each in found if each.lower() not in own and not each.lower().startswith("postmaster@")]


def _describe(address: str, action: str, text: str) -> Bounce:
    at = max(text.find(address), 0)
    near = text[at : at + 1500]
    found = _STATUS.search(near) or _STATUS.search(text)
    diagnostic = " ".join(near.split())[:300]
    status = found[1] if found else ""
    return Bounce(address, action, status, diagnostic, permanent=action == "failed" and not status.startswith("4"))


def returned_message_id(mail: InboundMail) -> str:
    """The id of the mail that a report is about: from the returned headers, the text, or the threading fields."""
    for value in mail.returned_headers.get("message-id", ()):
        return value.strip().strip("<>")
    found = _MESSAGE_ID.search(mail.body_text[:MAX_CHARS])
    if found:
        return found[1]
    return mail.in_reply_to or (mail.references[-1] if mail.references else "")

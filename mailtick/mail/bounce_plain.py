"""Read delivery reports without a delivery-status part: who failed, found by how servers write that down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mailtick.mail.bounce import (
    ADDRESS,
    best_status,
    describe,
    failed_recipients,
    read_blocks,
    reply_code,
    sole_recipient,
)
from mailtick.mail.bounce_phrases import RETURNED_MAIL, WARNINGS
from mailtick.mail.bounce_reasons import derive_status
from mailtick.mail.message import Bounce, InboundMail
from mailtick.mail.status_blocks import read_status_blocks

MAX_CHARS = 100_000
MAX_RECIPIENTS = 1000
_MAX_LINES = 5000
_MAX_LINE = 1000

_RETURNED = re.compile(rf"^[ \t>]{{0,20}}(?:{RETURNED_MAIL})", re.IGNORECASE | re.MULTILINE)
_WARNING = re.compile(WARNINGS, re.IGNORECASE)
_WARNING_SUBJECT = re.compile(
    r"\bdelay(?:ed)?\b|\bwarning: (?:could not|message)|\bdelivery warning|verzögert|retard", re.IGNORECASE
)
_STATUS_FIELD = re.compile(
    r"^[ \t]{0,8}(?:reporting-mta|final-recipient|original-recipient):", re.IGNORECASE | re.MULTILINE
)

# An address at the beginning of its line, as lists of recipients have it.
_AT_START = re.compile(r"[ \t>|]{0,20}(?:[*•-]{1,3}[ \t]{1,5})?[<\"'(\[]{0,2}\Z")
# A line that says that recipients come next.
_HEADING = re.compile(
    r"(?:recipient|address|user|mailbox|empfänger|adress|destinat|indirizz|endereç|direcci|ontvanger|mottag|modtag"
    r"|adresat|получател|адрес|宛先|アドレス|收件人)"
    r"\w{0,9}(?:\([^)]{1,10}\))?[^:：@\d]{0,60}(?:[:：]|[=*|-]{2,40})[ \t=*|-]{0,40}\Z",
    re.IGNORECASE,
)
_LIST_WORD = re.compile(r"recipient|following|address", re.IGNORECASE)
# Words before an address that failed.
_LABEL = re.compile(
    r"(?:recipient|rcpt|address|userid|mailbox|\buser\b|deliver|\bsend|\bsent|reach|fail|unknown|full|gateway|reject"
    r"|generated (?:from|by)|empfänger|destinat|mail to|message to|\bfor\b|\ban\b|未|宛)[^@]{0,60}\Z",
    re.IGNORECASE,
)
_HEADER_LINE = re.compile(
    r"[ \t>*]{0,20}(?:from|to|cc|bcc|subject|sent|date|sender|von|an|de|à|betreff)\s{0,2}:", re.IGNORECASE
)
# A line of a transcript: the answer of a server.
_ANSWER_LINE = re.compile(r"[ \t<]{0,9}[45]\d\d[ -]")
# A name without a domain in a list of recipients (AOL, directories).
_BARE_NAME = re.compile(r"[ \t]{1,20}([A-Za-z0-9._-]{2,64})[ \t]{0,20}(?:$|[ \t]{2})")
# Before an address that is not the recipient's.
_NOT_THIS = re.compile(
    r"(?:(?<!generated )from|sender|by|von|de la part de|mail from|reply-to):?[ \t]{0,3}[<\"'(]{0,2}\Z", re.I
)
_CONTACT = re.compile(
    r"contact|support|assistance|question|help\b|abuse|administrator|please (?:send|mail|write|forward)|kontakt"
    r"|wenden|http|problem report|hotline|message-id|reporter|locator",
    re.IGNORECASE,
)

# A line, where the address begins in it, the address, and the line before.
_Found = tuple[str, int, str, str]


def read_plain_report(mail: InboundMail) -> tuple[Bounce, ...]:
    """The recipients of a report in words.

    Asked in this order: the fields of a delivery status that stand in the text, X-Failed-Recipients (Exim, Gmail),
    addresses where lists of recipients, labels and reply codes have them, the one recipient of the returned mail.
    """
    whole = mail.body_text[:MAX_CHARS]
    if found := read_blocks(_blocks_in(whole), mail, _written_to(whole)):
        return found
    text, returned = split_returned(whole)
    addresses = failed_recipients(mail) or _named_recipients(text, mail) or sole_recipient(mail)
    if not addresses and len(written := _written_to(returned)) == 1:
        # Mobile gateways and some web mailers name nobody but in the quoted header.
        addresses = written
    action = "delayed" if is_warning(mail, text) else "failed"
    return tuple(_describe_all(list(dict.fromkeys(addresses))[:MAX_RECIPIENTS], action, text))


def _blocks_in(text: str) -> list[dict[str, str]]:
    found = _STATUS_FIELD.search(text) if "ecipient:" in text else None
    if not found:
        return []
    lines = [line.lstrip() if _STATUS_FIELD.match(line) else line for line in text[found.start() :].split("\n")]
    blocks = read_status_blocks("\n".join(lines).encode("utf-8", "replace"))
    return [dict(block) for block in blocks if "final-recipient" in block and ("action" in block or "status" in block)]


def split_returned(text: str) -> tuple[str, str]:
    """What the server says, and the mail it returns."""
    found = next((each for each in _RETURNED.finditer(text) if text[: each.start()].strip()), None)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def is_warning(mail: InboundMail, text: str) -> bool:
    return bool(_WARNING.search(text) or _WARNING_SUBJECT.search(mail.subject))


def _named_recipients(text: str, mail: InboundMail) -> list[str]:
    own = {each.addr.lower() for each in (mail.from_, mail.sender, *mail.to) if each}
    found = list(_addresses(text))
    others = [each for each in found if each[2].lower() not in own and not _is_other(each)]
    for rule in (_is_at_start, _is_below_heading, _is_labelled):
        if named := [each[2] for each in others if rule(each)]:
            return named
    if named := _beside_codes(text, {each[2] for each in others}):
        return named
    # Somebody who writes to himself is sender and recipient in one.
    named = [each[2] for each in found if _is_at_start(each) and not _CONTACT.search(each[0])]
    if named := named or list(_bare_names(text, mail)):
        return named
    return [each[2] for each in others if not each[2].lower().startswith("postmaster@")]


def _bare_names(text: str, mail: InboundMail) -> Iterator[str]:
    domain = mail.from_.domain if mail.from_ else ""
    lines = [line[:_MAX_LINE] for line in text.split("\n")[:_MAX_LINES] if line.strip()]
    for before, line in pairwise(lines if domain else ()):
        if before.rstrip().endswith(":") and _LIST_WORD.search(before) and (found := _BARE_NAME.match(line)):
            yield f"{found[1]}@{domain}"


def _addresses(text: str) -> Iterator[_Found]:
    before = ""
    for line in text.split("\n")[:_MAX_LINES]:
        if "@" in line:
            for match in ADDRESS.finditer(line[:_MAX_LINE]):
                address = match[0].lstrip("'`*-/=|.{")
                address = address[5:] if address[:5].lower() == "smtp=" else address
                yield line[:_MAX_LINE], match.start(), address, before
        if line.strip():
            before = line[:_MAX_LINE]


def _is_other(found: _Found) -> bool:
    line, start, _, before = found
    head = line[:start]
    is_wrapped = not head.strip() and _CONTACT.search(before[-60:]) and not before.rstrip().endswith(":")
    return bool(_NOT_THIS.search(head[-40:]) or _CONTACT.search(head[-60:]) or is_wrapped)


def _is_at_start(found: _Found) -> bool:
    line, start, address, _ = found
    return bool(_AT_START.match(line[:start][-40:])) and not address.lower().startswith("postmaster@")


def _is_below_heading(found: _Found) -> bool:
    return bool(_HEADING.search(found[3][-120:])) and not _HEADER_LINE.match(found[0])


def _is_labelled(found: _Found) -> bool:
    line, start, _, _ = found
    head = line[max(start - 80, 0) : start]
    return not _HEADER_LINE.match(line) and bool(_LABEL.search(head) or _ANSWER_LINE.match(line))


def _beside_codes(text: str, allowed: set[str]) -> list[str]:
    """Addresses with a reply code or an enhanced status (RFC 3463) in their line or in the four after it."""
    lines = [line[:_MAX_LINE] for line in text.split("\n")[:_MAX_LINES]]
    found: list[str] = []
    for number, line in enumerate(lines):
        named = [each for each in ADDRESS.findall(line) if each in allowed] if "@" in line else []
        near = "\n".join(lines[number : number + 5]) if named else ""
        if named and (reply_code(near) or best_status("", near)):
            found += named
    return found


def _written_to(returned: str) -> list[str]:
    """Whom a mail that stands in the text was to."""
    lines = [line.lstrip("> \t") for line in returned.split("\n")[:_MAX_LINES] if line[:20].lower().find("to:") >= 0]
    found = [address for line in lines if line[:3].lower() == "to:" for address in ADDRESS.findall(line[:_MAX_LINE])]
    return list(dict.fromkeys(found))


def _describe_all(addresses: list[str], action: str, text: str) -> Iterator[Bounce]:
    """Each recipient's words run from his line to the line of the next one."""
    starts = {each: text.rfind("\n", 0, max(text.find(each), 0)) + 1 for each in addresses}
    places = sorted(set(starts.values()))
    for address, at in starts.items():
        end = next((each for each in places if each > at), len(text))
        near = text[at : min(end, at + 1500)]
        status = best_status("", near) or (best_status("", text) if len(addresses) == 1 else "")
        words = near if len(addresses) > 1 or status or reply_code(near) else text[:1500]
        status = status or derive_status(words, reply_code(words), is_temporary=action == "delayed")
        yield describe(address, action, status, near.replace(f"<{address}>", address, 1).lstrip())

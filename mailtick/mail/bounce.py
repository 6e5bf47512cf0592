"""Read delivery reports of the standard form (RFC 3464, RFC 6533), also where servers write it wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mailtick.mail.bounce_reasons import derive_status, explain_reason
from mailtick.mail.message import Bounce, InboundMail

ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z][A-Za-z0-9-]{1,30}")
MAX_DIAGNOSTIC = 500

# An enhanced status (RFC 3463), and one that stands behind its reply code, as in "550 5.1.1" and "550-'5.7.1".
_STATUS = re.compile(r"(?<![\w.-])([245]\.\d{1,3}\.\d{1,3})(?![\w]|\.\d)")
_ANSWERED = re.compile(r"(?<![\d.])([245]\d\d)[ ,'\"(\[#-]{1,6}([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d)")
_REPLY_CODE = re.compile(r"(?:^|[\s:;(\[<#])([45]\d\d)(?=$|[\s)\]:;#>,-])")
_ESCAPED = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")
# x.0.0 is "undefined" (RFC 3463 section 3.1), and x.4.7 says that somebody gave up, not why.
_VAGUE = (".0.0", ".4.7")
_ACTIONS = ("failed", "delayed", "delivered", "relayed", "expanded")


def read_status_report(mail: InboundMail) -> tuple[Bounce, ...]:
    """The recipients of the delivery-status part (RFC 3464 section 2.3), in their order."""
    values = [value for name in ("to", "cc") for value in mail.returned_headers.get(name, ())]
    return read_blocks(
        mail.delivery_status, mail, [each for value in values for each in ADDRESS.findall(value[:10_000])]
    )


def read_blocks(blocks: Sequence[Mapping[str, str]], mail: InboundMail, written: list[str]) -> tuple[Bounce, ...]:
    """The recipients of these blocks, in their order.

    `written` are the addresses that the returned mail was to. A recipient without a usable address is looked up in the
    other fields of `mail`.
    """
    keys = {each.lower() for each in written}
    found = [bounce for block in blocks if (bounce := _read_block(block, mail, keys))]
    return tuple(dict.fromkeys(found))


def _read_block(block: Mapping[str, str], mail: InboundMail, written: set[str]) -> Bounce | None:
    recipient = _recipient(block, written)
    if not recipient and "action" not in block:
        return None
    if "@" not in recipient:
        # A program or a file of the recipient's own (Exim), or an address of another world (X.400).
        recipient = next(iter((*failed_recipients(mail), *sole_recipient(mail))), recipient)
    diagnostic = block.get("diagnostic-code", "")
    words = diagnostic or _words_beside(recipient, mail.body_text)
    status = best_status(block.get("status", ""), words)
    action = _action(block.get("action", ""), status)
    if not status and action in ("failed", "delayed"):
        status = derive_status(words, reply_code(words), is_temporary=action == "delayed")
    return describe(recipient, action, status, diagnostic or words or _comment(block.get("status", "")))


def describe(recipient: str, action: str, status: str, diagnostic: str) -> Bounce:
    return Bounce(
        recipient=recipient,
        action=action,
        status=status,
        diagnostic=" ".join(diagnostic[: 4 * MAX_DIAGNOSTIC].split())[:MAX_DIAGNOSTIC],
        permanent=action == "failed" and not status.startswith("4"),
        reason=explain_reason(status, diagnostic) if action in ("failed", "delayed") else "",
    )


def best_status(stated: str, words: str) -> str:
    """The status that is stated, or what the server's answer says where that is more exact; empty if neither."""
    found = _STATUS.search(stated)
    status = found[1] if found else ""
    told = [match[2] for match in _ANSWERED.finditer(words[: 4 * MAX_DIAGNOSTIC])]
    told = told or [match[1] for match in _STATUS.finditer(words[: 4 * MAX_DIAGNOSTIC])]
    exact = next((each for each in told if not each.endswith(_VAGUE) and each[0] != "2"), "")
    if exact and (not status or status.endswith(_VAGUE) or (status[0] == "4" and exact[0] == "5")):
        return exact
    return status or next(iter(told), "")


def reply_code(words: str) -> str:
    found = _REPLY_CODE.search(words[: 4 * MAX_DIAGNOSTIC])
    return found[1] if found else ""


def _action(value: str, status: str) -> str:
    word = value.strip().partition(" ")[0].lower().strip(";,()")
    word = {"fail": "failed", "failure": "failed", "delay": "delayed", "success": "delivered"}.get(word, word)
    return word if word in _ACTIONS else {"2": "delivered", "4": "delayed"}.get(status[:1], "failed")


def _recipient(block: Mapping[str, str], written: set[str]) -> str:
    """The address that the sender wrote to, if the report names it, else the one that it became on its way."""
    original = _untyped(block.get("original-recipient", "")).replace("+2B", "+").replace("+3D", "=")
    named = [original, *(_untyped(block.get(f"{each}-recipient", "")) for each in ("final", "x-actual"))]
    usable = [each for each in named if _is_address(each)]
    known = (each for each in usable if each.lower() in written)
    return next(known, usable[0] if usable else next(filter(None, named[1:]), original))


def _is_address(text: str) -> bool:
    local, _, domain = text.rpartition("@")
    return bool(local) and "." in domain


def _untyped(value: str) -> str:
    """The address of "rfc822; anna@school.example", of "utf-8; \\x{FC}ber@school.example" and of a bare one."""
    kind, separator, rest = value[:1000].partition(";")
    text = (rest if separator and "@" not in kind else value[:1000]).strip()
    text = _ESCAPED.sub(lambda match: _character(int(match[1], 16)), text) if "\\x{" in text else text
    if text.startswith('"') and '"@' in text:
        return text.partition(" ")[0].strip("<>,;")
    inside = text.partition("<")[2].partition(">")[0] if "<" in text else ""
    words = [word.strip("<>\"'(),;") for word in (inside or text).split()]
    return next((word.removeprefix("mailto:") for word in words if "@" in word), words[0] if words else "")


def _character(number: int) -> str:
    is_text = number >= 0xA0 and not 0xD800 <= number < 0xE000 and number <= 0x10FFFF
    return chr(number) if is_text else ""


def _comment(status: str) -> str:
    return status.partition("(")[2].rpartition(")")[0]


def _words_beside(recipient: str, text: str) -> str:
    """What the report says to people about a recipient, where its block gives no diagnostic (OpenSMTPD, Exim)."""
    at = text[:20_000].find(recipient) if "@" in recipient else -1
    return text[at : at + 800].partition("\n\n")[0] if at >= 0 else ""


def failed_recipients(mail: InboundMail) -> list[str]:
    """The addresses of X-Failed-Recipients (Exim, Gmail)."""
    values = mail.headers.get("x-failed-recipients", ())
    return [address for value in values for address in ADDRESS.findall(value[:10_000])]


def sole_recipient(mail: InboundMail) -> list[str]:
    """The one address to which the returned mail went, if it went to one alone."""
    values = [value for name in ("to", "cc") for value in mail.returned_headers.get(name, ())]
    found = dict.fromkeys(address.lower() for value in values for address in ADDRESS.findall(value[:10_000]))
    return list(found) if len(found) == 1 else []

"""Read delivery reports that come as JSON: Amazon SES by way of SNS, whose mails hold one object."""

from __future__ import annotations

import json

from mailtick.mail.bounce import best_status, describe, reply_code
from mailtick.mail.bounce_reasons import derive_status
from mailtick.mail.message import Bounce, InboundMail

MAX_CHARS = 200_000
MAX_RECIPIENTS = 1000

_Object = dict[str, object]


def read_notice(mail: InboundMail) -> tuple[Bounce, ...]:
    """The recipients of an SES notification; empty for any other mail. Complaints name nobody here."""
    text = mail.body_text[:MAX_CHARS].lstrip()
    if not text.startswith("{") or "bouncedRecipients" not in text:
        return ()
    notice = _first_object(text)
    notice = _first_object(inner) if isinstance(inner := notice.get("Message"), str) else notice
    bounce = _object(notice.get("bounce"))
    is_temporary = bounce.get("bounceType") == "Transient"
    named = bounce.get("bouncedRecipients")
    found = [_read(_object(each), is_temporary=is_temporary) for each in (named if isinstance(named, list) else [])]
    return tuple(each for each in found[:MAX_RECIPIENTS] if each.recipient)


def notice_message_id(mail: InboundMail) -> str:
    """The Message-ID of the returned mail, from the headers that the notification repeats."""
    text = mail.body_text[:MAX_CHARS].lstrip()
    notice = _first_object(text)
    notice = _first_object(inner) if isinstance(inner := notice.get("Message"), str) else notice
    return str(_object(_object(notice.get("mail")).get("commonHeaders")).get("messageId", "")).strip("<>")


def _read(recipient: _Object, *, is_temporary: bool) -> Bounce:
    words = str(recipient.get("diagnosticCode", "")).partition(";")[2].strip()
    status = best_status(str(recipient.get("status", "")), words)
    status = status or derive_status(words, reply_code(words), is_temporary=is_temporary)
    return describe(str(recipient.get("emailAddress", ""))[:320], "failed", status, words)


def _first_object(text: str) -> _Object:
    """The object with which the text begins. SNS sets words of its own below it."""
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return {}
    return _object(value)


def _object(value: object) -> _Object:
    return value if isinstance(value, dict) else {}

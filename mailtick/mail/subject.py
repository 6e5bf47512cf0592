"""Read the prefixes of a subject: answered, forwarded, in the languages of mail programs."""

from __future__ import annotations

import re

from mailtick.mail.phrases import FORWARD_PREFIXES, REPLY_PREFIXES

_NUMBERED = r"(?:\s?[\[(]\d{1,3}[\])]|\^\d{1,3})?\s?[:：]"
_TAG = r"\s*(?:\[[^\]]{1,40}\]\s*)?"
_REPLY = re.compile(f"{_TAG}(?:{REPLY_PREFIXES}){_NUMBERED}", re.IGNORECASE)
_FORWARD = re.compile(f"{_TAG}(?:{FORWARD_PREFIXES}){_NUMBERED}", re.IGNORECASE)


def is_reply_subject(subject: str) -> bool:
    return bool(_REPLY.match(subject))


def is_forward_subject(subject: str) -> bool:
    return bool(_FORWARD.match(subject))


def bare_subject(subject: str) -> str:
    """Return the subject without the prefixes of answers and forwards."""
    while prefix := _REPLY.match(subject) or _FORWARD.match(subject):
        subject = subject[prefix.end() :]
    return subject.strip()

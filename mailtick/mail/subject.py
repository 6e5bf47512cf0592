"""Read the prefixes of a subject: answered, forwarded, in the languages of mail programs."""

from __future__ import annotations

import re

from mailtick.mail.phrases import FORWARD_PREFIXES, REPLY_PREFIXES

_NUMBERED = r"(?:\s?[\[(]\d{1,3}[\])]|\^\d{1,3})?\s?[:：]"
_TAG = r"\s*(?:\[[^\]]{1,40}\]\s*)?"
_REPLY = re.compile(f"{_TAG}(?:{REPLY_PREFIXES}){_NUMBERED}", re.IGNORECASE)
_FORWARD = re.compile(f"{_TAG}(?:{FORWARD_PREFIXES}){_NUMBERED}", re.IGNORECASE)
# "[Fwd: Printer]" of old Mozilla, SquirrelMail and Evolution; "[anna@school.example: Printer]" of mutt.
_WRAPPED = re.compile(
    rf"\s*\[(?:(?:{FORWARD_PREFIXES}){_NUMBERED}|[^\s\[\]@]{{1,80}}@[^\s\[\]:@]{{1,80}}:\s)(.*)\]\s*\Z", re.IGNORECASE
)
# "Printer (fwd)" of pine, elm and Eudora.
_SUFFIXED = re.compile(r"(.{0,900})\((?:fwd|fw|forwarded)\)\s*\Z", re.IGNORECASE)

# How the subjects of our own mails go on after the tag.
_OUR_WORDS = re.compile(
    r"\A(?:We have it|We know about it|For you|News|One question|Resolved|More mails keep coming)\s*:\s*", re.IGNORECASE
)
_MOST_CHARACTERS = 500


def is_reply_subject(subject: str) -> bool:
    return bool(_REPLY.match(subject))


def is_forward_subject(subject: str) -> bool:
    if _FORWARD.match(subject):
        return True
    return subject.rstrip().endswith(("]", ")")) and bool(_around(subject)) and not _REPLY.match(subject)


def forwarded_subject(subject: str) -> str:
    """The subject of the mail that was forwarded under this one: without its outermost mark of forwarding."""
    if around := _around(subject):
        return around[1].strip()
    prefix = _FORWARD.match(subject)
    return subject[prefix.end() :].strip() if prefix else bare_subject(subject)


def without_reply_prefixes(subject: str) -> str:
    while prefix := _REPLY.match(subject):
        subject = subject[prefix.end() :]
    return subject


def bare_subject(subject: str) -> str:
    """Return the subject without the prefixes of answers and forwards."""
    while prefix := _REPLY.match(subject) or _FORWARD.match(subject):
        subject = subject[prefix.end() :]
    return subject.strip()


def without_our_marks(subject: str, prefix: str) -> str:
    """The subject without the prefixes of answers, and without the tags and first words of our own mails."""
    tag = re.compile(rf"\[{re.escape(prefix)}-\d{{1,9}}\]\s*", re.IGNORECASE)
    subject = bare_subject(subject)
    while found := tag.match(subject):
        subject = bare_subject(_OUR_WORDS.sub("", subject[found.end() :], count=1))
    return tag.sub("", subject).strip()


def leading_number(subject: str, prefix: str) -> str:
    """Our number in the tag with which a subject begins, if others further on are only quoted; else the empty string.

    Two numbers that stand side by side ("[ICT-1041] and [ICT-1045]") are both meant.
    """
    number = rf"\[?{re.escape(prefix)}-(\d{{1,9}})\]?"
    subject = bare_subject(subject[:_MOST_CHARACTERS])
    if re.match(rf"{number}(?:\s*(?:,|;|/|&|\+|and)?\s*{number})", subject, re.IGNORECASE):
        return ""
    found = re.match(number, subject, re.IGNORECASE) if subject.startswith("[") else None
    return f"{prefix}-{int(found[1])}" if found else ""


def _around(subject: str) -> re.Match[str] | None:
    return _WRAPPED.match(subject) or _SUFFIXED.match(subject)

"""Say in plain words why a mail was not delivered, and find the status where a report states none.

Asked in this order: the words of the server, which are often truer than its code ("550 5.7.1 user unknown"), the
enhanced status (RFC 3463 and IANA's registry of it, with Exchange's additions), then words that say little.
"""

from __future__ import annotations

import re

from mailtick.mail.bounce_words import BY_GENERAL_WORDS, BY_WORDS

MAX_CHARS = 1000

# RFC 3463 with IANA's registry of enhanced status codes; the last ones are Exchange's.
_BY_STATUS = {
    "1.0": "the address does not exist",
    "1.1": "the address does not exist",
    "1.2": "the part of the address after the @ does not exist",
    "1.3": "the address is not written right",
    "1.4": "the address fits more than one mailbox",
    "1.6": "the person has moved to another address",
    "1.7": "their server does not accept the address of the sender",
    "1.8": "their server does not accept the address of the sender",
    "1.9": "their server cannot read the form of the mail",
    "1.10": "the address does not exist",
    "2.0": "the mailbox cannot take the mail",
    "2.1": "the mailbox is closed",
    "2.2": "the mailbox is full",
    "2.3": "the mail is too large",
    "2.4": "the mailing list behind the address does not work",
    "3.0": "their server has trouble of its own",
    "3.1": "their server has no room left",
    "3.2": "their server takes no mail at present",
    "3.3": "their server cannot read the form of the mail",
    "3.4": "the mail is too large",
    "3.5": "their server has trouble of its own",
    "4.0": "their server could not be reached",
    "4.1": "their server could not be reached",
    "4.2": "their server could not be reached",
    "4.3": "their server could not be found",
    "4.4": "their server could not be found",
    "4.5": "their server asks to send fewer mails, or later",
    "4.6": "the mail runs in a circle",
    "4.7": "their server did not take the mail in time",
    "5.3": "the mail has too many recipients",
    "7.1": "their server refuses the mail by a rule of its own",
    "7.2": "the recipient takes mail from certain senders only",
    "7.10": "no secure connection to their server could be made",
    "7.13": "the mailbox is closed",
    "7.17": "the person has moved to another address",
    "7.18": "the person has moved to another address",
    **dict.fromkeys(
        ("7.20", "7.21", "7.22", "7.23", "7.24", "7.26", "7.29", "7.9", "7.515"),
        "their server could not verify that the mail is ours (SPF, DKIM or DMARC)",
    ),
    "7.25": "their server has blocked our mail server",
    "7.27": "their server does not accept the address of the sender",
    "7.28": "their server asks to send fewer mails, or later",
    "4.14": "the mail runs in a circle",
    "4.310": "the part of the address after the @ does not exist",
    "4.312": "their server could not be found",
    "4.316": "their server could not be reached",
    "7.12": "the recipient takes mail from certain senders only",
    **dict.fromkeys(
        ("7.124", "7.129", "7.130", "7.133", "7.134", "7.135"), "the recipient takes mail from certain senders only"
    ),
    **dict.fromkeys(("7.501", "7.502", "7.503", "7.508", "7.509"), "their server takes the mail for spam"),
    **dict.fromkeys(("7.511", "7.513", "7.606", "7.705", "7.708", "7.750"), "their server has blocked our mail server"),
}
_BY_SUBJECT = {
    "1": "the address is not accepted",
    "2": "the mailbox cannot take the mail",
    "3": "their server has trouble of its own",
    "4": "their server could not be reached",
    "5": "the two servers do not understand each other",
    "6": "their server cannot read the form of the mail",
    "7": "their server refuses the mail by a rule of its own",
}
# RFC 5321 section 4.2.3, RFC 7504, RFC 4954: what a reply code says where no enhanced status stands beside it.
_BY_CODE = {
    "421": "3.2",
    "432": "7.12",
    "450": "2.0",
    "451": "3.0",
    "452": "3.1",
    "454": "7.0",
    "500": "5.2",
    "501": "5.4",
    "502": "5.1",
    "503": "5.1",
    "504": "5.4",
    "521": "3.2",
    "530": "7.0",
    "534": "7.9",
    "535": "7.8",
    "550": "1.0",
    "551": "1.6",
    "552": "2.2",
    "553": "1.3",
    "555": "5.4",
    "556": "1.10",
}
UNKNOWN = "their server gave no clear reason"


# A server that gives up after days of trying still says 4 for these (Postfix, sendmail): tomorrow it may work.
_PASSING = frozenset({"4.1", "4.5", "4.7"})
# Cisco's gateways put a status and words of their own, always the same, before the answer of the other server.
_OWN_WORDS = re.compile(r"\d\.\d\.\d - [A-Za-z ]{3,40} error (?=[(\d])")

_Entries = tuple[tuple[re.Pattern[str], str, str], ...]


def explain_reason(status: str, diagnostic: str) -> str:
    """One sentence for an office, without a full stop: "the mailbox is full". Never empty."""
    subject, _, detail = status[2:].partition(".")
    if found := _by_words(diagnostic, BY_WORDS):
        return found[1]
    if subject and (exact := _BY_STATUS.get(f"{subject}.{detail}")):
        return exact
    if found := _by_words(diagnostic, BY_GENERAL_WORDS):
        return found[1]
    return _BY_SUBJECT.get(subject, UNKNOWN)


def derive_status(words: str, code: str, *, is_temporary: bool) -> str:
    """The status (RFC 3463) that words and a reply code ("550", may be empty) stand for; empty if neither says one."""
    found = _by_words(words, BY_WORDS)
    general = None if found or code in _BY_CODE else _by_words(words, BY_GENERAL_WORDS)
    named = found or general
    detail = named[0] if named else _BY_CODE.get(code, "0.0" if code else "")
    digit = code[:1] or ("4" if is_temporary or detail in _PASSING else "5")
    return f"{digit}.{detail}" if detail else ""


def _by_words(text: str, entries: _Entries) -> tuple[str, str] | None:
    shown = _OWN_WORDS.sub("", " ".join(text[: 2 * MAX_CHARS].split())[:MAX_CHARS])
    return next(((detail, reason) for words, detail, reason in entries if words.search(shown)), None)

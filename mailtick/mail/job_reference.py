"""Find the reference that another ticket system gives: in its fields, in its forms of subject, in general forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailtick.mail.message import InboundMail

MAX_CHARS = 500

_FIELDS = (
    "rt-ticket",
    "x-rt-ticket",
    "x-otrs-ticketnumber",
    "x-freshdesk-ticket-id",
    "x-redmine-issue-id",
    "x-gitlab-issue-iid",
)
# RT, Salesforce, Jira and its like, ManageEngine, the bare number of Freshdesk, osTicket, FreeScout and Help Scout.
_SUBJECTS = (
    re.compile(r"\[([\w.-]{1,60} #\d{1,12})\]"),
    re.compile(r"\[\s?(ref:[\w.!]{8,60}:ref)\s?\]"),
    re.compile(r"[\[({]([A-Z][A-Z0-9]{1,9}-\d{1,9})[\])}]"),
    re.compile(r"##([A-Z]{0,6}-?\d{1,12})##"),
    re.compile(r"\[(#\d{2,12})\]"),
)
# The general forms: a word that announces a number, a short prefix joined to one by a sign, and ServiceNow's and
# Jira's way of joining without. Telephone numbers, sums and years beside such a word are told apart by what follows.
_NAMED = re.compile(
    r"(?<![\w-])(job|case|ticket|call|incident|request|reference|ref|order|auftrag|vorgang|anfrage|dossier|caso)"
    r"(\s?(?:(?:no|nr|number|id|ref|reference)\b|n[°º]))?\.?\s{0,2}([:#№]{0,2})\s{0,2}#?(\d{4,18})(?![\w%€£$]|[/.,-]\d|\s?\d"
    r"|\s?(?:pounds?|euros?|eur|gbp|usd|chf|dollars?|am|pm|uhr|pence)\b)",
    re.IGNORECASE,
)
_PREFIXED = re.compile(r"(?<![\w@/.+-])([A-Z]{2,6})([-/#])(\d{3,10})(?![\w-]|[/.,]\d)")
_JOINED = re.compile(
    r"(?<![\w@/.+-])((?:INC|CHG|REQ|RITM|PRB|SR|CS|TASK|SCTASK|TKT|WO)\d{4,12})(?![\w-])", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PHONE = re.compile(r"0\d{9,}")
# Before these no job stands: standards, makes, money, telephones, months and days.
_NO_PREFIXES = """
    ISO RFC DIN EN BS IEC IEEE USB HP EUR GBP USD CHF TEL FAX EXT MOB UTF CP KB CVE COVID SHA AES RJ HTTP ROOM RM VAT
    JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT OCT NOV DEC MON TUE WED THU FRI SAT SUN
"""
_NO_REFERENCE = frozenset(_NO_PREFIXES.split())


def find_job_reference(mail: InboundMail) -> str:
    """The reference that another system gives in its fields or its subject; "" where none stands."""
    for name in _FIELDS:
        if value := " ".join(mail.header(name)[:MAX_CHARS].split()):
            return value
    subject = mail.subject[:MAX_CHARS]
    for pattern in _SUBJECTS:
        found = pattern.search(subject)
        if found and found[1].partition("-")[0] not in _NO_REFERENCE:
            return found[1]
    return next(iter((*_named(subject), *_joined(subject))), "")


def general_references(line: str, prefix: str) -> Iterator[str]:
    """The references in a line that have a general form; `prefix` is the desk's own and never counts."""
    yield from _named(line)
    for found in _PREFIXED.finditer(line):
        if found[1] != prefix.upper() and found[1] not in _NO_REFERENCE:
            yield "".join(found.groups())
    yield from _joined(line)


def _named(line: str) -> Iterator[str]:
    for word, number_word, sign, number in _NAMED.findall(line):
        is_marked = bool(number_word or sign)
        if not _PHONE.match(number) and (is_marked or not _YEAR.fullmatch(number)):
            yield f"{word.capitalize()} {number}"


def _joined(line: str) -> Iterator[str]:
    for found in _JOINED.finditer(line):
        yield found[1].upper()

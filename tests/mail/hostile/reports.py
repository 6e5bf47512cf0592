"""Hostile delivery reports and automatic answers."""

from __future__ import annotations

from collections.abc import Mapping

from tests.mail.hostile.build import DAEMON, Builder, counted, repeated, text

_REPORT = b"multipart/report; report-type=delivery-status; boundary=b"
_WORDS: Mapping[str, bytes] = {
    "recipients": b"a@b.example\n",
    "recipients in brackets": b"<a@b.example>:\n",
    "recipients with codes": b"a@b.example 550 5.1.1 unknown\n",
    "recipients on one line": b"a@b.example 550 ",
    "recipients after to": b"could not be delivered to: <a@b.example>\n",
    "blanks before recipients": b"                    a@b.example\n",
    "codes": b"550 5.1.1 ",
    "codes on lines": b"550 5.1.1\n",
    "dots and digits": b"5.1.",
    "Message-IDs": b"Message-ID: <a@b.example>\n",
    "blanks before Message-IDs": b" \t> ",
    "returned mails": b"------ This is a copy of the message, including all the headers. ------\n",
    "transcripts": b"----- Transcript of session follows -----\n",
    "letters of an address": b"a",
    "domains": b"a.example.",
    "at signs": b"@",
    "commas and at signs": b",a@",
    "lines of commas and at signs": b",a@" * 300 + b"\n",
    "qmail paragraphs": b"Hi. This is the qmail-send program at a.example.\n<a@b.example>:\nSorry.\n\n",
    "warnings": b"Warning: message still undelivered after 4 hours\nWill keep trying\n",
    "absences": b"I am out of the office until 1.1.2026.\n",
    "line feeds": b"\n",
    "one line of words": b"could not be delivered ",
}


def _status(blocks: bytes) -> Builder:
    top = DAEMON + b"Content-Type: " + _REPORT + b"\n\n--b\n\nfailed\n--b\nContent-Type: message/delivery-status\n\n"
    return lambda size: top + repeated(blocks, size) + b"\n--b--\n"


REPORTS: Mapping[str, Builder] = {
    **{f"report: {name}": text(piece, head=DAEMON) for name, piece in _WORDS.items()},
    "report: numbered recipients": counted(b"<a%d@b.example>: 550 5.1.1 unknown\n", head=DAEMON),
    "status: blocks": _status(b"Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n"),
    "status: fields": _status(b"Final-Recipient: rfc822; a@b.example\n"),
    "status: blank lines": _status(b"\n \n"),
    "status: a diagnostic without end": _status(b"Diagnostic-Code: smtp; 550 5.1.1 5.1.\n 5.1."),
    "status: no fields": _status(b"words\n"),
    "status: words to people": text(b"words\n\n", b"message/delivery-status", head=DAEMON),
    "status: semicolons": _status(b"Final-Recipient: ;;;;;;\n\n"),
    "returned headers": text(b"X-A: b\n", b"text/rfc822-headers", head=DAEMON),
    "an automatic answer": text(
        b"I am away until 1.1.2026, ask a@b.example.\n", head=b"Auto-Submitted: auto-replied\nFrom: a@b.example\n"
    ),
}

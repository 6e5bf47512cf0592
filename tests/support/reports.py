"""Delivery reports as mail servers write them (RFC 3464)."""

from __future__ import annotations

from tests.support.desks import DESK_ADDRESS


def bounce(
    original: str,
    to: str = DESK_ADDRESS,
    recipient: str = "suport@fenlandict.example",
    status: str = "5.1.1",
    words: str = "user unknown",
    subject: str = "Undelivered Mail Returned to Sender",
) -> bytes:
    """A delivery failure as Postfix writes it; `original` is the Message-ID of the mail that it returns."""
    returned = f"Message-ID: <{original}>\n" if original else ""
    said = f"Final-Recipient: rfc822; {recipient}\n" if recipient else ""
    return (
        "Return-Path: <>\nFrom: MAILER-DAEMON@mail.saltmarshprimary.example (Mail Delivery System)\n"
        f"To: {to}\nSubject: {subject}\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nThis is the mail system. I'm sorry.\n\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.saltmarshprimary.example\n\n"
        f"{said}Action: failed\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {status} {words}\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\n{returned}Subject: [ICT-1041] New job\n\n--b--\n"
    ).encode()

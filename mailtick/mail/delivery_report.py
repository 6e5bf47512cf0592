"""Tell reports about mail of ours from all other mail: failures, delays, successes, receipts, complaints.

A report is known by its standard parts (RFC 3464, RFC 8098, RFC 5965). Without them a mail system must sign it and say
that something failed, or, where nothing but an ordinary address signs, all of it must read like the words of a server.
Whoever talks about a report, forwards one or writes from a postmaster's address is a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mailtick.mail.automatic import auto_submitted, has_null_sender
from mailtick.mail.bounce import best_status, describe, read_status_report, reply_code
from mailtick.mail.bounce_notice import read_notice
from mailtick.mail.bounce_phrases import FAILURES, REPORT_SUBJECTS, REPORTERS
from mailtick.mail.bounce_plain import is_warning, read_plain_report, split_returned
from mailtick.mail.bounce_reasons import derive_status
from mailtick.mail.message import Bounce, InboundMail, Kind
from mailtick.mail.parse import parse_mail
from mailtick.mail.parts import headers_of
from mailtick.mail.status_blocks import read_status_blocks
from mailtick.mail.subject import is_forward_subject, is_reply_subject

_MAX_CHARS = 20_000
_MAX_INNER_BYTES = 500_000

_DAEMON = re.compile(r"(?:mailer|mail|smtp)[ ._-]?daemon|mail delivery (?:sub)?system|mail ?deliver", re.IGNORECASE)
_REPORTER = re.compile(rf"(?:{REPORTERS})\b", re.IGNORECASE)
_REPORT_SUBJECT = re.compile(REPORT_SUBJECTS, re.IGNORECASE)
_FAILURE = re.compile(FAILURES, re.IGNORECASE)
_GREETING = re.compile(
    r"\s*(?:hi|hello|dear|good (?:morning|afternoon)|hallo|liebe|bonjour|hola|ciao)\b", re.IGNORECASE
)
_NOBODY = re.compile(r"(?:no|do[._-]?not)[._-]?reply", re.IGNORECASE)
# How a program speaks: rulers, "automatically generated", transcripts of SMTP, words against answering.
_PROGRAM = re.compile(
    r"^[ \t]{0,9}[-=*#|]{3,}|created automatically|automatically generated|automatic(?:ally)? message|do not reply"
    r"|RCPT TO:|SMTP error|無人|直接返信|自動|automatisch (?:erstellt|erzeugt|generiert)|généré automatiquement",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Report:
    kind: Kind
    because: str
    bounces: tuple[Bounce, ...] = ()


def read_report(mail: InboundMail) -> Report | None:
    """What the mail reports about a mail of ours; None if it is no report."""
    declared = mail.header("content-type").lower()
    if "disposition-notification" in declared:
        return _read_receipt(mail)
    if mail.delivery_status and _may_report(mail, declared) and (bounces := read_status_report(mail)):
        return _report(mail, bounces, "a delivery-status part (RFC 3464)")
    if "feedback-report" in declared:
        return Report(Kind.AUTOMATIC, "the content type says feedback-report (RFC 5965)")
    if bounces := read_notice(mail):
        return _report(mail, bounces, "a notification of Amazon SES")
    if because := _plain_reason(mail, declared):
        bounces = _inner_report(mail) or read_plain_report(mail)
        # Parcels fail to be delivered, too: what names no mail and no address is a report only if a daemon signs it.
        if bounces or _is_machine(mail) or with_returned_headers(mail).returned_headers:
            return _report(mail, bounces, because)
    if mail.content_type == "multipart/report":
        return Report(Kind.AUTOMATIC, "the content type is multipart/report (RFC 6522)")
    if mail.subject.startswith("Report Domain:") or "[preview] report domain:" in mail.subject[:60].lower():
        return Report(Kind.AUTOMATIC, "the subject is that of an aggregate report of DMARC (RFC 7489)")
    return None


def with_returned_headers(mail: InboundMail) -> InboundMail:
    """The mail with the headers of the mail that it returns, also where that is attached outside multipart/report."""
    if mail.returned_headers:
        return mail
    found = next((each.content for each in mail.attachments if each.type == "message/rfc822"), b"")
    return replace(mail, returned_headers=headers_of(found[:_MAX_INNER_BYTES])) if found else mail


def _report(mail: InboundMail, bounces: tuple[Bounce, ...], because: str) -> Report:
    actions = {each.action for each in bounces}
    if not bounces:
        text, _ = split_returned(mail.body_text[:_MAX_CHARS])
        actions = {"delayed" if is_warning(mail, text) else "failed"}
    kind = Kind.BOUNCE if "failed" in actions else Kind.DELAY if "delayed" in actions else Kind.RECEIPT
    return Report(kind, f"{because} says {', '.join(sorted(actions))}", bounces)


def _read_receipt(mail: InboundMail) -> Report:
    """A receipt, or the refusal that Sieve makes of one: "deleted" by an automatic action (RFC 5429 section 2.1.1)."""
    for fields in receipt_fields(mail):
        disposition = fields.get("disposition", "").lower().replace(" ", "")
        if disposition.startswith("automatic-action") and disposition.partition(";")[2].startswith("deleted"):
            words, recipient = mail.body_text[:_MAX_CHARS], fields.get("final-recipient", "")
            status = best_status("", words) or derive_status(words, reply_code(words), is_temporary=False)
            bounce = describe(recipient.rpartition(";")[2].strip(" <>"), "failed", status, words)
            return Report(Kind.BOUNCE, "a rule of the recipient refused the mail (RFC 5429)", (bounce,))
    return Report(Kind.RECEIPT, "the content type says disposition-notification (RFC 8098)")


def receipt_fields(mail: InboundMail) -> list[dict[str, str]]:
    """The fields of a message/disposition-notification part."""
    parts = [each.content for each in mail.attachments if each.type == "message/disposition-notification"]
    return [dict(block) for content in parts[:1] for block in read_status_blocks(content)]


def _may_report(mail: InboundMail, declared: str) -> bool:
    """Whether the delivery status is of this mail, and does not stand in a report that a person hands on."""
    return "delivery-status" in declared or bool(_reporter(mail)) or not is_forward_subject(mail.subject)


def _inner_report(mail: InboundMail) -> tuple[Bounce, ...]:
    """The recipients of a report that a gateway has wrapped whole into a mail of its own (InterScan)."""
    for each in mail.attachments:
        if each.type == "message/rfc822" and b"delivery-status" in each.content:
            return read_status_report(parse_mail(each.content[:_MAX_INNER_BYTES]))
    return ()


def _plain_reason(mail: InboundMail, declared: str) -> str:
    """Why a mail without a delivery-status part is a delivery report; empty if it is none."""
    if mail.header("x-failed-recipients"):
        return "X-Failed-Recipients"
    signed = _reporter(mail) or ("the content type delivery-status" if "=delivery-status" in declared else "")
    if not signed and (mail.in_reply_to or is_forward_subject(mail.subject)):
        return ""
    is_subject = bool(_REPORT_SUBJECT.search(mail.subject))
    if not signed:
        # Who offers to unsubscribe sends a newsletter, and be it about deliveries.
        return _server_words(mail) if is_subject and not mail.header("list-unsubscribe") else ""
    if auto_submitted(mail).startswith("auto-repl") and not is_subject:
        return ""
    if _is_machine(mail) or "=delivery-status" in declared:
        return signed if is_subject or _FAILURE.search(mail.body_text[:_MAX_CHARS]) else ""
    return signed if _reads_as_report(mail, is_subject=is_subject) else ""


def _reads_as_report(mail: InboundMail, *, is_subject: bool) -> bool:
    """Whether the mail of a postmaster, who may be a person, is a report."""
    if is_forward_subject(mail.subject) or (mail.in_reply_to and is_reply_subject(mail.subject)):
        return False
    text = mail.body_text[:_MAX_CHARS]
    if not _FAILURE.search(text):
        return is_subject and not _GREETING.match(text)
    return is_subject or bool(reply_code(text[:4000]) or best_status("", text[:4000]))


def _server_words(mail: InboundMail) -> str:
    """Whether a mail that an ordinary address signs reads like a server's report throughout; empty if not."""
    text = mail.body_text[:2000]
    is_plain_talk = bool(_GREETING.match(text)) or not _FAILURE.search(text[:600])
    is_program = (
        _PROGRAM.search(text[:600]) or reply_code(text[:600]) or (mail.from_ and _NOBODY.match(mail.from_.addr))
    )
    if is_plain_talk or not is_program:
        return ""
    return "the words of a mail server"


def _is_machine(mail: InboundMail) -> bool:
    """Whether a mail system alone can have sent it: the name of a daemon, or nobody's."""
    sender = mail.from_
    if sender is None or _DAEMON.match(sender.addr) or _DAEMON.match(sender.name):
        return True
    return has_null_sender(mail) or mail.header("return-path")[:15].strip("< ").lower().startswith("mailer-daem")


def _reporter(mail: InboundMail) -> str:
    sender = mail.from_
    if sender and (_REPORTER.match(sender.addr) or _REPORTER.match(sender.name)):
        return f"the mail system {sender.addr[:60]}"
    if has_null_sender(mail):
        return "an empty Return-Path"
    if mail.header("return-path")[:15].strip("< ").lower().startswith("mailer-daem"):
        return "the Return-Path of a mail system"
    return "a mail without sender" if sender is None and _REPORT_SUBJECT.search(mail.subject) else ""

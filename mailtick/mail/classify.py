"""Say what kind of mail it is and because of what, as far as the mail alone can tell."""

from __future__ import annotations

import re

from mailtick.mail.automatic import (
    answering_reasons,
    auto_submitted,
    automatic_reasons,
    has_null_sender,
    list_reasons,
    machine_sender_reasons,
)
from mailtick.mail.bounce import is_warning, read_plain_report, read_status_report, returned_message_id, split_returned
from mailtick.mail.message import Bounce, Classification, InboundMail, Kind
from mailtick.mail.phrases import FAILURES, REPORT_SUBJECTS, REPORTERS
from mailtick.mail.subject import is_forward_subject, is_reply_subject

# Every automatic mail of a desk carries this field.
OWN_MARK = "x-mailtick-desk"

_REPORTER = re.compile(rf"(?:{REPORTERS})\b", re.IGNORECASE)
_REPORT_SUBJECT = re.compile(REPORT_SUBJECTS, re.IGNORECASE)
_FAILURE_WORDS = re.compile(FAILURES, re.IGNORECASE)


def classify(mail: InboundMail) -> Classification:
    """Return the kind of the mail. Only fields and standard parts decide; subjects support.

    Asked in this order: our own mark, delivery reports and receipts (RFC 3464, RFC 8098), automatic answers and other
    automatic mail (RFC 3834), lists (RFC 2369), then reply, forward, new. A delay is no bounce.
    """
    if mail.header(OWN_MARK):
        return _machine(Kind.LOOP, (f"the mail carries our own mark {OWN_MARK}",))
    return _as_report(mail) or _as_automatic(mail) or _as_human(mail)


def _machine(
    kind: Kind,
    because: tuple[str, ...],
    bounces: tuple[Bounce, ...] = (),
    original_message_id: str = "",
) -> Classification:
    return Classification(
        kind=kind,
        is_autoreply=kind is Kind.AUTO_REPLY,
        is_bounce=kind is Kind.BOUNCE,
        suppress_reply=True,
        because=because,
        bounces=bounces,
        original_message_id=original_message_id,
    )


def _as_report(mail: InboundMail) -> Classification | None:
    content_type = mail.header("content-type").lower()
    if "disposition-notification" in content_type:
        why = ("the content type says disposition-notification (RFC 8098)",)
        return _machine(Kind.RECEIPT, why, (), returned_message_id(mail))
    bounces = read_status_report(mail)
    if bounces:
        return _report(mail, bounces, "a delivery-status part (RFC 3464)")
    if "feedback-report" in content_type:
        return None
    because = _plain_report_reason(mail)
    if not because:
        return None
    return _report(mail, read_plain_report(mail), because)


def _report(mail: InboundMail, bounces: tuple[Bounce, ...], because: str) -> Classification:
    actions = {each.action for each in bounces}
    if not bounces:
        text, _ = split_returned(mail.body_text[:20_000])
        actions = {"delayed" if is_warning(mail, text) else "failed"}
    kind = Kind.BOUNCE if "failed" in actions else Kind.DELAY if "delayed" in actions else Kind.RECEIPT
    why = f"{because} says {', '.join(sorted(actions))}"
    return _machine(kind, (why,), bounces, returned_message_id(mail))


def _plain_report_reason(mail: InboundMail) -> str:
    """Why a mail without a delivery-status part is a delivery report; empty if it is none.

    X-Failed-Recipients alone suffices. Otherwise two of these must agree: a mail system as sender or an empty
    envelope sender; a subject of reports; words of failure in the text.
    """
    if mail.header("x-failed-recipients"):
        return "X-Failed-Recipients"
    sender = _reporter(mail)
    is_subject = bool(_REPORT_SUBJECT.search(mail.subject))
    if not sender and not (is_subject and ("multipart/report" in mail.content_type)):
        return ""
    if auto_submitted(mail).startswith("auto-repl") and not is_subject:
        return ""
    text = mail.body_text[:20_000]
    if is_subject or _FAILURE_WORDS.search(text):
        return sender or "the report"
    return ""


def _reporter(mail: InboundMail) -> str:
    sender = mail.from_
    if sender and (_REPORTER.match(sender.addr) or _REPORTER.match(sender.name)):
        return f"the mail system {sender.addr[:60]}"
    if has_null_sender(mail):
        return "an empty Return-Path"
    return "a mail without sender" if sender is None and _REPORT_SUBJECT.match(mail.subject) else ""


def _as_automatic(mail: InboundMail) -> Classification | None:
    if answering := tuple(answering_reasons(mail)):
        return _machine(Kind.AUTO_REPLY, answering, (), returned_message_id(mail))
    if listed := tuple(list_reasons(mail)):
        return _machine(Kind.LIST, listed)
    if submitted := auto_submitted(mail):
        return _machine(Kind.AUTOMATIC, (f"Auto-Submitted says {submitted}",), (), returned_message_id(mail))
    if has_null_sender(mail):
        return _machine(Kind.AUTOMATIC, ("Return-Path is empty",), (), returned_message_id(mail))
    return None


def _as_human(mail: InboundMail) -> Classification:
    kind, because = _human_kind(mail)
    suppressed = (*automatic_reasons(mail), *machine_sender_reasons(mail))
    return Classification(
        kind=kind,
        is_autoreply=False,
        is_bounce=False,
        suppress_reply=bool(suppressed),
        because=(because, *(f"no automatic answer: {each}" for each in suppressed)),
    )


def _human_kind(mail: InboundMail) -> tuple[Kind, str]:
    if is_forward_subject(mail.subject):
        return Kind.FORWARD, "the subject has a forwarding prefix"
    if mail.in_reply_to:
        return Kind.REPLY, "In-Reply-To names an earlier mail"
    if mail.references:
        return Kind.REPLY, "References name earlier mails"
    if is_reply_subject(mail.subject):
        return Kind.REPLY, "the subject has a reply prefix"
    return Kind.NEW, "no field names an earlier mail"

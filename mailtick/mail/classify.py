"""Say what kind of mail it is and because of what, as far as the mail alone can tell."""

from __future__ import annotations

from mailtick.mail.automatic import (
    answering_reasons,
    auto_submitted,
    automatic_reasons,
    has_null_sender,
    list_reasons,
    machine_sender_reasons,
)
from mailtick.mail.delivery_report import read_report
from mailtick.mail.message import Bounce, Classification, InboundMail, Kind
from mailtick.mail.returned_id import returned_message_id
from mailtick.mail.subject import is_forward_subject, is_reply_subject

# Every automatic mail of a desk carries this field.
OWN_MARK = "x-mailtick-desk"


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
    report = read_report(mail)
    if report is None:
        return None
    return _machine(report.kind, (report.because,), report.bounces, returned_message_id(mail))


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

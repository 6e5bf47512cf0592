"""Say what kind of mail it is and because of what, as far as the mail alone can tell."""

from __future__ import annotations

from dataclasses import replace

from mailtick.mail.automatic import (
    acknowledging_reasons,
    answering_reasons,
    automatic_reasons,
    challenge_reasons,
    list_reasons,
    receipt_reasons,
    spam_reasons,
    suppressing_reasons,
)
from mailtick.mail.delivery_report import read_report
from mailtick.mail.message import Bounce, Classification, InboundMail, Kind
from mailtick.mail.returned_id import returned_message_id
from mailtick.mail.signs import Signs, read_signs
from mailtick.mail.subject import is_forward_subject, is_reply_subject

# Every automatic mail of a desk carries this field.
OWN_MARK = "x-mailtick-desk"


def classify(mail: InboundMail) -> Classification:
    """Return the kind of the mail. Only fields and standard parts decide; subjects support.

    Asked in this order: our own mark, delivery reports and receipts (RFC 3464, RFC 8098), the kinds of _MACHINES
    (RFC 3834, RFC 2369), then reply, forward, new. A delay is no bounce. A mark of spam changes no kind.
    """
    signs = read_signs(mail)
    found = _as_loop(mail) or _as_report(mail) or _as_machine(mail, signs) or _as_human(mail, signs)
    if spam := tuple(spam_reasons(mail, signs)):
        return replace(found, is_spam=True, because=(*found.because, *spam))
    return found


# The first that gives a reason decides.
_MACHINES = (
    (Kind.RECEIPT, receipt_reasons),
    (Kind.AUTO_REPLY, answering_reasons),
    (Kind.AUTOMATIC, challenge_reasons),
    (Kind.AUTOMATIC, acknowledging_reasons),
    (Kind.LIST, list_reasons),
    (Kind.AUTOMATIC, automatic_reasons),
)


def _as_loop(mail: InboundMail) -> Classification | None:
    return _machine(Kind.LOOP, (f"the mail carries our own mark {OWN_MARK}",)) if mail.header(OWN_MARK) else None


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


def _as_machine(mail: InboundMail, signs: Signs) -> Classification | None:
    for kind, reasons in _MACHINES:
        if because := tuple(reasons(mail, signs)):
            return _machine(kind, because, (), "" if kind is Kind.LIST else returned_message_id(mail))
    return None


def _as_human(mail: InboundMail, signs: Signs) -> Classification:
    kind, because = _human_kind(mail)
    suppressed = tuple(suppressing_reasons(mail, signs))
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

"""The facts of a mail as JSON-ready values: what `mailtick explain --json` prints before the desk has its say."""

from __future__ import annotations

from mailtick.mail.absence import read_absence
from mailtick.mail.author import read_author
from mailtick.mail.classify import classify
from mailtick.mail.forward import may_forward, read_forward
from mailtick.mail.job_reference import find_job_reference
from mailtick.mail.language import detect_language
from mailtick.mail.message import Absence, Address, Attachment, Author, Bounce, Classification, Forwarded, InboundMail
from mailtick.mail.reply import read_reply


def mail_facts(mail: InboundMail, classification: Classification | None = None) -> dict[str, object]:
    """Return the facts in their published order; they depend on the mail alone (RULINGS 9).

    Addresses and ids are texts without brackets, `date` is ISO 8601 or None, sizes are bytes of the decoded file.
    """
    classification = classification or classify(mail)
    reply_text = read_reply(mail)
    failed = [each for each in classification.bounces if each.action == "failed"]
    waiting = [each for each in classification.bounces if each.action == "delayed"]
    return {
        "from_addr": mail.from_.addr if mail.from_ else "",
        "from_name": mail.from_.name if mail.from_ else "",
        "author": _author_facts(read_author(mail)),
        "sender_field": _address_facts(mail.sender),
        "reply_to": [each.addr for each in mail.reply_to],
        "to": [each.addr for each in mail.to],
        "cc": [each.addr for each in mail.cc],
        "subject": mail.subject,
        "date": mail.date.isoformat() if mail.date else None,
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "references": list(mail.references),
        "body_text": mail.body_text,
        "reply_text": reply_text,
        "attachments": [_attachment_facts(each) for each in mail.attachments],
        "is_autoreply": classification.is_autoreply,
        "suppress_reply": classification.suppress_reply,
        "spam": classification.is_spam,
        "is_bounce": classification.is_bounce,
        "bounce_recipients": list(dict.fromkeys(each.recipient for each in failed if each.recipient)),
        "bounce_status": next((each.status for each in failed or waiting if each.status), ""),
        "bounces": [_bounce_facts(each) for each in classification.bounces],
        "original_message_id": classification.original_message_id,
        "forwarded": _forward_facts(read_forward(mail) if may_forward(mail, classification.kind) else None),
        "absence": _absence_facts(read_absence(mail, reply_text) if classification.is_autoreply else None),
        "resent_from": _address_facts(mail.resent_from),
        "job_reference": find_job_reference(mail),
        "language": detect_language(reply_text),
        "kind": classification.kind.value,
        "because": list(classification.because),
        "notes": list(mail.notes),
        "defects": list(mail.defects),
    }


def _address_facts(address: Address | None) -> dict[str, str] | None:
    return {"addr": address.addr, "name": address.name} if address else None


def _author_facts(author: Author | None) -> dict[str, str] | None:
    if author is None:
        return None
    return {"addr": author.address.addr, "name": author.address.name, "because": author.because}


def _absence_facts(absence: Absence | None) -> dict[str, object] | None:
    if absence is None:
        return None
    return {"until": absence.until.isoformat() if absence.until else None, "contacts": list(absence.contacts)}


def _attachment_facts(attachment: Attachment) -> dict[str, object]:
    return {
        "name": attachment.name,
        "type": attachment.type,
        "size": attachment.size_bytes,
        "sha256": attachment.sha256,
        "inline": attachment.is_inline,
        "content_id": attachment.content_id,
    }


def _bounce_facts(bounce: Bounce) -> dict[str, object]:
    return {
        "recipient": bounce.recipient,
        "action": bounce.action,
        "status": bounce.status,
        "diagnostic": bounce.diagnostic,
        "permanent": bounce.permanent,
        "reason": bounce.reason,
    }


def _forward_facts(forwarded: Forwarded | None) -> dict[str, str] | None:
    if forwarded is None:
        return None
    return {
        "from_addr": forwarded.from_addr,
        "from_name": forwarded.from_name,
        "date": forwarded.date,
        "subject": forwarded.subject,
        "comment": forwarded.comment,
        "text": forwarded.text,
    }

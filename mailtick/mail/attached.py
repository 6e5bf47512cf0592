"""Read the mail that is forwarded as an attachment."""

from __future__ import annotations

from mailtick.mail.message import Address, Attachment, Forwarded, InboundMail
from mailtick.mail.parse import parse_mail
from mailtick.mail.subject import bare_subject, is_forward_subject, is_reply_subject

MAX_ATTACHED = 20

_MAIL_TYPES = frozenset(("message/rfc822", "message/global", "message/x-rfc822"))
# What programs that do not know the type call a saved mail.
_FILE_TYPES = frozenset(("application/octet-stream", "text/plain", "application/eml", "application/x-eml", "text/eml"))
_HEADERS = ("from", "date", "message-id", "received", "subject", "to")


def read_attached(mail: InboundMail) -> Forwarded | None:
    """Return the first attached mail, if it is forwarded; several are mostly a thread, and the first is what it began
    with or what the sender picked first.

    It is forwarded if the subject says so, or if nobody is answered and there is no text, or the subject is that of
    the attached mail. An answer, or a letter, may have a mail as an enclosure like any other file.
    """
    attached = next((each for each in mail.attachments if _is_mail(each)), None)
    if attached is None:
        return None
    is_forward = is_forward_subject(mail.subject)
    if not is_forward and (is_reply_subject(mail.subject) or mail.in_reply_to or mail.references):
        return None
    inner = parse_mail(attached.content)
    # The text of a mail that has none of its own is that of the attached one; then nothing was said about it.
    comment = "" if mail.body_text == inner.body_text else mail.body_text.strip()
    has_its_subject = bool(inner.subject) and bare_subject(inner.subject) == bare_subject(mail.subject)
    if not (is_forward or not comment or has_its_subject):
        return None
    return Forwarded(
        from_addr=inner.from_.addr if inner.from_ else "",
        from_name=inner.from_.name if inner.from_ else "",
        date=inner.header("date"),
        subject=inner.subject,
        comment=comment,
        text=inner.body_text,
    )


def attached_authors(mail: InboundMail) -> tuple[Address, ...]:
    """Return who wrote the attached mails, each once, in their order."""
    mails = (parse_mail(each.content) for each in mail.attachments[:MAX_ATTACHED] if _is_mail(each))
    return tuple({inner.from_.key: inner.from_ for inner in mails if inner.from_}.values())


def _is_mail(attachment: Attachment) -> bool:
    """By its type, or by its name if it begins with the headers of a mail."""
    if attachment.type in _MAIL_TYPES:
        return True
    if attachment.type not in _FILE_TYPES or not attachment.name.lower().endswith(".eml"):
        return False
    inner = parse_mail(attachment.content[:20_000])
    return sum(bool(inner.header(each)) for each in _HEADERS) >= 2

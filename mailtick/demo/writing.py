"""How a mail program writes each letter of the story as a mail."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from mailtick.demo.attachments import draw_page, take_photo
from mailtick.demo.letter import ZONE, Letter, Paper, Photo, Program, with_days
from mailtick.mail.message import Address, InboundMail


def write_letter(letter: Letter, desk: Address, answered: InboundMail | None = None) -> bytes:
    """Return a letter as its sender's mail program writes it: headers, the words, what is quoted."""
    mail = EmailMessage(policy=SMTP)
    _head(mail, letter, desk, answered)
    if letter.program is Program.POSTMASTER:
        return _report(mail, letter, answered)
    if answered is not None:
        mail["In-Reply-To"] = f"<{answered.message_id}>"
        mail["References"] = " ".join(f"<{each}>" for each in (*answered.references, answered.message_id))
    if letter.program is Program.MACHINE:
        mail["Auto-Submitted"] = "auto-replied"
    if letter.program is Program.MAILING:
        mail["List-Unsubscribe"] = f"<mailto:unsubscribe@{letter.sender.domain}>"
    mail.set_content("\n\n".join(part for part in _parts(letter, answered) if part) + "\n")
    for each in letter.attached:
        _attach(mail, each, letter)
    return mail.as_bytes()


def recipient_of(letter: Letter, desk: Address, answered: InboundMail | None) -> Address:
    """Where a letter goes. An answer goes to the address that the desk gave in its own mail, which carries the token.

    A report goes to the address on the envelope of the mail that it is about.
    """
    if answered is None or letter.program is Program.FORWARD:
        return desk
    if letter.program is Program.POSTMASTER:
        return Address(answered.header("return-path").strip("<> "), desk.name)
    return answered.reply_to[0] if answered.reply_to else answered.from_ or desk


def _head(mail: Message, letter: Letter, desk: Address, answered: InboundMail | None) -> None:
    is_answer = answered is not None and not letter.subject
    mail["Date"] = format_datetime(letter.at)
    mail["From"] = _shown(letter.sender)
    mail["To"] = _shown(recipient_of(letter, desk, answered))
    mail["Subject"] = f"{_PREFIX[letter.program]}{answered.subject}" if answered and is_answer else letter.subject
    mail["Message-ID"] = f"<{_message_id(letter)}>"


_PREFIX = {Program.OFFICE: "RE: ", Program.TELEPHONE: "Re: ", Program.MACHINE: "Automatic reply: "}


def _parts(letter: Letter, answered: InboundMail | None) -> tuple[str, str]:
    quoted = _quoted(letter, answered)
    return (quoted, letter.words) if letter.program is Program.FORWARD else (letter.words, quoted)


def _shown(address: Address) -> str:
    return formataddr((address.name, address.addr))


def _message_id(letter: Letter) -> str:
    """The same for the same letter in every run, and unlike in form from the desk's own."""
    digest = hashlib.sha256(f"{letter.name} {letter.at}".encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-{digest[12:24]}@{letter.sender.domain}".upper()


def _quoted(letter: Letter, answered: InboundMail | None) -> str:
    """What the mail program adds of the mail answered: a telephone quotes with ">", an office copies it."""
    if answered is None or letter.program is Program.MACHINE:
        return ""
    sent_at = (answered.date or letter.at).astimezone(ZONE)
    writer = answered.from_ or Address("", "")
    lines = "\n".join(f"> {line}".rstrip() for line in answered.body_text.strip().splitlines())
    if letter.program is Program.TELEPHONE:
        return f"On {sent_at.day} {sent_at:%b %Y}, at {sent_at:%H:%M}, {writer.name} <{writer.addr}> wrote:\n\n{lines}"
    heading = (
        f"From: {writer.name} <{writer.addr}>\nSent: {sent_at.day} {sent_at:%B %Y %H:%M}\n"
        f"To: {_shown(letter.sender)}\nSubject: {answered.subject}"
    )
    if letter.program is Program.FORWARD:
        return "\n".join(f"> {line}" for line in heading.splitlines()) + f"\n>\n{lines}"
    return f"{heading}\n\n{answered.body_text.strip()}"


def _attach(mail: EmailMessage, each: Paper | Photo, letter: Letter) -> None:
    match each:
        case Paper():
            page = draw_page([with_days(line, letter.days) for line in each.lines])
            mail.add_attachment(page, "application", "pdf", filename=each.name)
        case Photo():
            mail.add_attachment(take_photo(each.name), "image", "heic", filename=each.name)


def _report(head: EmailMessage, letter: Letter, answered: InboundMail | None) -> bytes:
    """A report of a failed delivery (RFC 3464): words for people, fields for machines, the headers of the mail."""
    report = MIMEMultipart("report", report_type="delivery-status", policy=SMTP)
    for name, value in head.items():
        report[name] = value
    report["Auto-Submitted"] = "auto-replied"
    report.attach(MIMEText(letter.words + "\n", policy=SMTP))
    fields = MIMEBase("message", "delivery-status", policy=SMTP)
    server, failed = Message(policy=SMTP), Message(policy=SMTP)
    server["Reporting-MTA"] = f"dns; {letter.sender.domain}"
    failed["Final-Recipient"] = f"rfc822; {letter.mailbox}"
    failed["Action"] = "failed"
    failed["Status"] = "5.1.1"
    failed["Diagnostic-Code"] = "smtp; 550 5.1.1 user unknown"
    fields.set_payload([server, failed])
    report.attach(fields)
    if answered is not None:
        returned = MIMEBase("text", "rfc822-headers", policy=SMTP)
        returned.set_payload(_returned_headers(answered))
        report.attach(returned)
    return report.as_bytes()


def _returned_headers(answered: InboundMail) -> str:
    mail = EmailMessage(policy=SMTP)
    for name in ("Date", "From", "To", "Reply-To", "Subject", "Message-ID"):
        if value := answered.header(name):
            mail[name] = value
    return mail.as_string()

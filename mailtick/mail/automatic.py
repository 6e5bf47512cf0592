"""Signs that a machine wrote a mail: which of them prove what, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailtick.mail.job_reference import find_job_reference
from mailtick.mail.message import InboundMail
from mailtick.mail.phrases import (
    ABSENCES,
    ACKNOWLEDGEMENTS,
    ANSWER_SUBJECTS,
    CHALLENGER_NAMES,
    CHALLENGERS,
    CHALLENGES,
    MACHINE_SENDERS,
    PROGRAM_PREFIXES,
    READ_SUBJECTS,
    READ_TEXTS,
    SAYS_AUTOMATIC,
)
from mailtick.mail.signs import Sign, Signs, read_signs

# So much of a text is looked at: a machine says at once why it writes.
_TEXT_CHARS = 600

_ANSWER_SUBJECT = re.compile(rf"\s*(?:re:\s*)?\[?(?:{ANSWER_SUBJECTS})", re.IGNORECASE)
# The same as the whole prefix. Whoever answers by hand gets "Re:" there from the program.
_ANSWER_PREFIX = re.compile(rf"\s*(?:{ANSWER_SUBJECTS})[^:：]{{0,30}}[:：]", re.IGNORECASE)
_PROGRAM_PREFIX = re.compile(rf"\s*\[?(?:{PROGRAM_PREFIXES})\]?\s?[:：]\s*\S.*[^?？\s]\s*\Z", re.IGNORECASE)
_ABSENCE = re.compile(ABSENCES, re.IGNORECASE)
_ACKNOWLEDGEMENT = re.compile(rf"(?:{ACKNOWLEDGEMENTS})\b", re.IGNORECASE)
_SAYS_AUTOMATIC = re.compile(rf"^\W{{0,10}}(?:{SAYS_AUTOMATIC})", re.IGNORECASE | re.MULTILINE)
# Domino's absence agent, which writes no field: its subject and the first words of its text never change.
_DOMINO_SUBJECT = re.compile(r"is out of the office\b", re.IGNORECASE)
_DOMINO_TEXT = re.compile(r"\s*i (?:will be|am) out of the office (?:starting|from|until)\b", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]{0,200}\)")
_READ_SUBJECT = re.compile(rf"\s*(?:{READ_SUBJECTS})\s?(?:[:：]|\(| - )", re.IGNORECASE)
_READ_TEXT = re.compile(READ_TEXTS, re.IGNORECASE)
_CHALLENGER = re.compile(rf"(?:.*[@.])?(?:{CHALLENGERS})\Z|spamblocker-challenge@.*", re.IGNORECASE)
_CHALLENGER_NAME = re.compile(CHALLENGER_NAMES, re.IGNORECASE)
_CHALLENGE = re.compile(CHALLENGES, re.IGNORECASE)
_MACHINE_SENDER = re.compile(rf"(?:{MACHINE_SENDERS})(?:\+.*)?\Z", re.IGNORECASE)
# What filters put before the subject; a person's answer to such a mail begins with "Re:".
_SPAM_SUBJECT = re.compile(
    r"\s*(?:\*{2,5}|\[|\{|<)\s?(?:(?:suspected|possible|probable|potential|likely)[ -]?)?(?:spam|junk|phishing)"
    r"(?: ?mail)?\s?[?!]?(?:[: ]{0,2}[\d.,]{1,6})?\s?(?:\*{2,5}|\]|\}|>)",
    re.IGNORECASE,
)
_CALENDAR_ANSWER = re.compile(rb"^METHOD:(?:REPLY|COUNTER|DECLINECOUNTER)\b", re.IGNORECASE | re.MULTILINE)


def auto_submitted(mail: InboundMail) -> str:
    """The value of Auto-Submitted without comments and parameters (RFC 3834 section 5); "" for no and for none."""
    for value in mail.headers.get("auto-submitted", ()):
        word = _COMMENT.sub(" ", value[:_TEXT_CHARS]).partition(";")[0].partition("(")[0].strip().lower()
        if word and word != "no":
            return word
    return ""


def has_null_sender(mail: InboundMail) -> bool:
    """Whether the envelope sender was empty, as RFC 5321 section 4.5.5 asks of reports."""
    values = mail.headers.get("return-path", ())
    return bool(values) and values[0].replace(" ", "") in ("<>", "")


def receipt_reasons(mail: InboundMail, signs: Signs) -> Iterator[str]:
    """Why the mail says that another was read, without the standard form (RFC 8098): Exchange, Outlook, Domino."""
    if _READ_SUBJECT.match(mail.subject) and _READ_TEXT.search(mail.body_text[:_TEXT_CHARS]):
        yield f'the subject is that of a receipt ("{mail.subject[:40]}"), and so is the text'


def answering_reasons(mail: InboundMail, signs: Signs) -> Iterator[str]:
    """Why the mail is the answer of a machine, such as an out-of-office.

    A field that only answering programs write proves it; so does a subject that they alone write ("Automatic
    reply: …", but no question). What people too may write there needs a second sign: a field of machines, or an
    earlier mail that is named.
    """
    yield from signs.get(Sign.ANSWER, ())
    subject = f'("{mail.subject[:40]}")'
    if _ANSWER_SUBJECT.match(mail.subject):
        if hint := next(_hints(mail, signs), ""):
            yield f"the subject begins like an automatic answer {subject}, and {hint}"
        elif _PROGRAM_PREFIX.match(mail.subject):
            yield f"the subject has a prefix that only programs write {subject}"
        elif mail.in_reply_to and _ANSWER_PREFIX.match(mail.subject):
            yield f"In-Reply-To names an earlier mail, and the subject has the prefix of a program {subject}"
    yield from _answering_text(mail, signs)


def is_known_by_subject_alone(mail: InboundMail) -> bool:
    """Whether nothing but its subject says that a machine answered; a person may write "Automatic reply: …" too."""
    signs = read_signs(mail)
    if Sign.ANSWER in signs or mail.in_reply_to or mail.references or next(_hints(mail, signs), ""):
        return False
    return bool(_PROGRAM_PREFIX.match(mail.subject))


def _answering_text(mail: InboundMail, signs: Signs) -> Iterator[str]:
    if _DOMINO_SUBJECT.search(mail.subject) and _DOMINO_TEXT.match(mail.body_text[:_TEXT_CHARS]):
        yield "the subject and the text are those of Domino's absence agent"
    if not (mail.in_reply_to or mail.references):
        return
    if _is_sent_by_machine(mail, signs) and _ABSENCE.search(mail.body_text[:_TEXT_CHARS]):
        yield "a machine answered an earlier mail, and the text says that its owner is away"
    elif _SAYS_AUTOMATIC.search(mail.body_text[:_TEXT_CHARS].partition("\n>")[0]):
        yield "it names an earlier mail, and its text says that it is an automatic answer"


def _is_sent_by_machine(mail: InboundMail, signs: Signs) -> bool:
    if Sign.LIST in signs or is_redirected(mail, signs):
        return False
    return Sign.AUTOMATIC in signs or Sign.HINT in signs or Sign.NO_ANSWER in signs or has_null_sender(mail)


def is_redirected(mail: InboundMail, signs: Signs) -> bool:
    """Whether an inbox rule of Exchange passed on what a person wrote; it marks that as automatic."""
    return Sign.HINT in signs and "resent-from" in mail.headers


def _hints(mail: InboundMail, signs: Signs) -> Iterator[str]:
    for sign in (Sign.AUTOMATIC, Sign.HINT, Sign.NO_ANSWER, Sign.BULK):
        yield from signs.get(sign, ())
    if has_null_sender(mail):
        yield "Return-Path is empty"


def challenge_reasons(mail: InboundMail, signs: Signs) -> Iterator[str]:
    """Why the mail asks its reader to prove that they are a person; a machine that answered would answer for ever."""
    yield from signs.get(Sign.CHALLENGE, ())
    sender = mail.from_
    if not sender or not (_CHALLENGER.match(sender.addr) or _CHALLENGER_NAME.search(sender.name)):
        return
    if _CHALLENGE.search(mail.subject) or _CHALLENGE.search(mail.body_text[:_TEXT_CHARS]):
        yield f"{sender.addr[:60]} asks for a proof that a person wrote"


def acknowledging_reasons(mail: InboundMail, signs: Signs) -> Iterator[str]:
    """Why a ticket system says by itself that a request arrived; what its agents write says nothing of the kind."""
    sender = mail.from_.addr.partition("@")[0] if mail.from_ else ""
    is_marked = any(each in signs for each in (Sign.SYSTEM, Sign.AUTOMATIC, Sign.NO_ANSWER, Sign.BULK))
    if Sign.LIST in signs or not (is_marked or _MACHINE_SENDER.match(sender)):
        return
    if _ACKNOWLEDGEMENT.search(mail.body_text[:_TEXT_CHARS].partition("\n>")[0]) and find_job_reference(mail):
        yield "the acknowledgement of a ticket system"


def list_reasons(mail: InboundMail, signs: Signs) -> Iterator[str]:
    """Why the mail went to a list (RFC 2369, RFC 2919) or is a newsletter.

    Ticket systems write Precedence on what their people write too: beside their fields it makes no list.
    """
    yield from signs.get(Sign.LIST, ())
    if Sign.SYSTEM not in signs:
        yield from signs.get(Sign.BULK, ())


def automatic_reasons(mail: InboundMail, signs: Signs) -> Iterator[str]:
    """Why no person sent the mail by hand."""
    if not is_redirected(mail, signs):
        yield from signs.get(Sign.AUTOMATIC, ())
    if has_null_sender(mail):
        yield "Return-Path is empty"
    for each in mail.attachments:
        if each.type == "text/calendar" and _CALENDAR_ANSWER.search(each.content[:4000]):
            yield "a calendar answers an invitation (RFC 5546)"


def suppressing_reasons(mail: InboundMail, signs: Signs) -> Iterator[str]:
    """Why no machine may answer, though a person may have written it."""
    for sign in (Sign.AUTOMATIC, Sign.NO_ANSWER, Sign.BULK):
        yield from signs.get(sign, ())
    address = mail.from_
    if address and _MACHINE_SENDER.match(address.addr.partition("@")[0]) and not _is_form(mail):
        yield f"the sender is called {address.addr.partition('@')[0][:40]}"


def _is_form(mail: InboundMail) -> bool:
    """Whether a form on a web page wrote for a visitor: an answer goes to one person, who is of another domain."""
    domain = mail.from_.domain if mail.from_ else ""
    return (
        len(mail.reply_to) == 1
        and mail.reply_to[0].domain not in ("", domain)
        and not _MACHINE_SENDER.match(mail.reply_to[0].addr.partition("@")[0])
    )


def spam_reasons(mail: InboundMail, signs: Signs) -> Iterator[str]:
    """Why a filter took the mail for spam.

    Anybody can write such a mark, and nobody gains by it: it costs a mail its automatic answer, and no more.
    The filter's "no spam" is not believed either, for the sender may have written it.
    """
    yield from signs.get(Sign.SPAM, ())
    if _SPAM_SUBJECT.match(mail.subject):
        yield f'a filter marked the subject ("{mail.subject[:40]}")'

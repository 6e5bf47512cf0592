"""What a mail says, in lines for a person."""

from __future__ import annotations

from collections.abc import Iterator

from mailtick.incidents.words import KIND_WORDS
from mailtick.mail.absence import read_absence
from mailtick.mail.job_reference import find_job_reference
from mailtick.mail.message import Classification, InboundMail
from mailtick.mail.reply import read_reply

_MOST_LINES = 12


def fact_lines(mail: InboundMail, classification: Classification) -> Iterator[str]:
    """What the mail says by itself, for any desk."""
    sender, text = mail.from_, read_reply(mail)
    yield f"  From:     {f'{sender.name} <{sender.addr}>'.strip() if sender else 'nobody'}"
    yield f"  Subject:  {mail.subject or '(none)'}"
    yield f"  Kind:     {KIND_WORDS[classification.kind]} ({'; '.join(classification.because)})"
    if reference := find_job_reference(mail):
        yield f"  Their number: {reference}"
    for note in mail.notes:
        yield f"  Note:     {note}"
    if absence := read_absence(mail, text) if classification.is_autoreply else None:
        until = absence.until.isoformat() if absence.until else "no day named"
        yield f"  Away:     until {until}; ask {', '.join(absence.contacts) or 'nobody'}"
    for defect in mail.defects:
        yield f"  Defect:   {defect}"
    yield "  New text:"
    lines = text.strip().splitlines()
    yield from (f"    | {line}" for line in lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        yield f"    ({len(lines) - _MOST_LINES} more lines)"

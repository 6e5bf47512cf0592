"""A held mail in words: what it says, why it waits, where it may belong, and the commands that end the waiting."""

from __future__ import annotations

from collections.abc import Iterator

from mailtick.incidents.moments import Moments
from mailtick.incidents.words import sureness
from mailtick.mail.message import Address, Attachment
from mailtick.rounds.held_mail import HeldMail

_MOST_LINES = 200


def say_in_list(held: HeldMail, moments: Moments) -> Iterator[str]:
    """Yield a few lines for a list: who, what, why, and where it may belong."""
    yield f"Mail {held.id}  {held.listed_subject or '(no subject)'}"
    yield f"    from {held.from_address or 'nobody'}, {moments.at(held.received_at)}"
    if held.first_words:
        yield f"    | {held.first_words}"
    yield f"    held because {held.because}"
    for each in held.candidates[:3]:
        yield f"    may belong to {each.incident}: {sureness(each.score)}"


def say_whole(held: HeldMail, moments: Moments) -> Iterator[str]:
    """Yield all that a person needs to decide."""
    yield f"Mail {held.id}  {held.mail.subject or '(no subject)'}"
    for label, value in _facts(held, moments):
        if value:
            yield f"  {label + ':':<13}{value}"
    yield ""
    lines = held.mail.body_text.strip().splitlines()
    yield from (f"    | {line}" for line in lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        yield f"    ({len(lines) - _MOST_LINES} more lines)"
    if not lines:
        yield "    (no text)"
    yield ""
    yield "What you can do:"
    for command, does in ways_out(held):
        yield f"  {command}"
        yield f"      {does}"


def _facts(held: HeldMail, moments: Moments) -> Iterator[tuple[str, str]]:
    mail = held.mail
    yield "From", _named((mail.from_,) if mail.from_ else ()) or "nobody"
    if [each.key for each in mail.reply_to] not in ([], [mail.from_.key if mail.from_ else ""]):
        yield "Answers to", _named(mail.reply_to)
    yield "To", _named(mail.to)
    yield "Copy to", _named(mail.cc)
    yield "Came in", moments.at(held.received_at)
    yield "Kind", held.kind
    yield "Held", f"because {held.because}"
    yield "Sender", held.sender.removeprefix("sender ")
    yield from (("Attached", _attached(each)) for each in mail.attachments)
    for each in held.candidates:
        sure = f"{sureness(each.score)} ({each.score} of 100): {each.because}"
        yield "May belong", f"to {each.incident}, {each.title}: {sure}"
    yield from (("Doubt", doubt) for doubt in held.doubts)
    yield from (("Note", note) for note in mail.notes)
    yield from (("Defect", defect) for defect in mail.defects)


def ways_out(held: HeldMail) -> Iterator[tuple[str, str]]:
    """Yield each command that ends the waiting, the likeliest first, and what comes of it."""
    release = f"mailtick held release {held.id}"
    for each in held.candidates:
        yield f"{release} --to {each.incident}", f"it is added to {each.incident}"
    if held.related:
        yield f"{release} --related {held.related}", f"it becomes an incident that follows {held.related}"
    yield release, "it becomes an incident of its own"
    yield f"{release} --for ADDRESS", "it becomes the matter of somebody you know"
    if not held.candidates:
        yield f"{release} --to INCIDENT", "it is added to that incident"
    yield f'mailtick held drop {held.id} "reason"', "it is set aside for good, with your reason"
    yield f"mailtick held retry {held.id}", "it is decided on once more, as if it had just come"


def whole_json(held: HeldMail) -> dict[str, object]:
    """Return the same for programs, with stable keys."""
    mail = held.mail
    return {
        "id": held.id,
        "from": held.from_address,
        "to": [each.addr for each in mail.to],
        "cc": [each.addr for each in mail.cc],
        "reply_to": [each.addr for each in mail.reply_to],
        "subject": mail.subject,
        "received_at": held.received_at.isoformat(),
        "because": held.because,
        "sender": held.sender,
        "attachments": [{"name": each.name, "type": each.type, "size": each.size_bytes} for each in mail.attachments],
        "candidates": [
            {"incident": each.incident, "title": each.title, "score": each.score, "because": each.because}
            for each in held.candidates
        ],
        "doubts": list(held.doubts),
        "text": mail.body_text,
        "commands": [command for command, _ in ways_out(held)],
    }


def _named(addresses: tuple[Address, ...]) -> str:
    return ", ".join(f"{each.name} <{each.addr}>" if each.name else each.addr for each in addresses)


def _attached(attachment: Attachment) -> str:
    size = f"{max(1, round(attachment.size_bytes / 1000)):,} kB"
    return f"{attachment.name or 'a file without a name'} ({attachment.type}, {size})"

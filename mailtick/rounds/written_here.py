"""Take in what somebody wrote on the web desk, as the mail that they might have written instead.

Promise: it is kept with its files like a mail and goes the way of one, so that all that follows from a mail follows
from it; who wrote it is known, for they signed in.
Failures: what cannot be done raises NotAllowed, a sentence; nothing is kept of it.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.alike import are_alike
from mailtick.incidents.decide import Release
from mailtick.incidents.incident import Incident
from mailtick.incidents.known_person import person_meant
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lookup import RecentIncident
from mailtick.incidents.people import Person
from mailtick.mail.compose import Draft, compose_mail
from mailtick.mail.message import Address, Attachment
from mailtick.rounds.filing import file_mail
from mailtick.rounds.identity import message_identity
from mailtick.rounds.lookup import StoreLookup
from mailtick.store.mails import NewMail, add_old_mail
from mailtick.store.tables import MailRow, MailState

MAILBOX = "web desk"
_SAME_WITHIN = timedelta(days=7)
_MOST_CHARACTERS = 100_000


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that somebody sent along."""

    name: str
    type: str
    content: bytes


def report(
    desk: Desk, by: Person, what: str, *, who: str = "", place: str = "", files: Sequence[GivenFile] = ()
) -> Incident:
    """Log a new matter, for whoever reports it or for somebody who rang; `place` is a code.

    It may join a fault that is known; the incident that it is on is returned.
    """
    if not what.strip() and not files:
        raise NotAllowed("say what it is")
    with desk.database.writing() as session:
        lookup = StoreLookup(session, desk.policy.facts.prefix)
        person = person_meant(who, lookup, desk.policy) if who else by
        if place and lookup.place(place) is None:
            raise NotAllowed(f'"{place}" is no place of the list, or more than one')
        # As they would write it by mail: the room of a label in the subject, and for whom it is above the text.
        behalf = f"#for {person.address}\n\n" if person.address != by.address else ""
        row = _kept(session, desk, by, f"[{place}]" if place else "", f"{behalf}{what.strip()}", files)
        file_mail(session, desk, row, lookup, by=by)
        return _filed(row, lookup)


def perhaps_same(
    lookup: StoreLookup, what: str, reporter: str, place: str, now: datetime
) -> tuple[RecentIncident, ...]:
    """Return what is open and may be the same: of this address or place, in the last days, in much the same words.

    `place` is a code; none of them is restricted.
    """
    found = lookup.place(place) if place else None
    recent = lookup.opened_since(now - _SAME_WITHIN, reporter, place=found.name if found else "")
    return tuple(each for each in recent if are_alike(what, f"{each.title}\n{each.first_text}"))


def add_to(desk: Desk, by: Person, incident: Incident, text: str, files: Sequence[GivenFile] = ()) -> Incident | None:
    """Add to a matter what somebody it is for would answer by mail; return it as it stands, or the new one it became.

    None: a person has to say first whether it is another matter.
    """
    if not text.strip() and not files:
        raise NotAllowed("write something first")
    with desk.database.writing() as session:
        lookup = StoreLookup(session, desk.policy.facts.prefix)
        row = _kept(session, desk, by, f"Re: [{incident.reference}] {incident.shown_title}", text.strip(), files)
        file_mail(session, desk, row, lookup, Release(by, incident.id), by=by)
        lookup.forget_incidents()
        return None if row.state is MailState.HELD else _filed(row, lookup)


def _kept(session: Session, desk: Desk, by: Person, subject: str, text: str, files: Sequence[GivenFile]) -> MailRow:
    if len(text) > _MOST_CHARACTERS:
        raise NotAllowed(f"that is longer than {_MOST_CHARACTERS:,} characters; send the rest as a file")
    now = desk.clock()
    facts = desk.policy.facts
    draft = Draft(
        from_=Address(by.address, by.name),
        to=(Address(facts.address, facts.sender_name),),
        subject=subject,
        text=text,
        message_id=f"{uuid.uuid4()}@{facts.address.rpartition('@')[2]}",
        date=now.astimezone(desk.policy.zone),
        attachments=tuple(map(_attachment, files)),
    )
    try:
        raw = compose_mail(draft)
    except ValueError as error:
        raise NotAllowed(str(error)) from error
    row = add_old_mail(session, NewMail(0, now, raw, message_identity(raw)), MAILBOX, now)
    if row is None:
        raise NotAllowed("that was sent already")
    return row


def _attachment(file: GivenFile) -> Attachment:
    digest = hashlib.sha256(file.content).hexdigest()
    return Attachment(file.name, file.type.lower(), len(file.content), digest, file.content)


def _filed(row: MailRow, lookup: StoreLookup) -> Incident:
    if row.state is MailState.HELD:
        raise NotAllowed(row.held_reason)
    found = lookup.incident(row.incident_id) if row.incident_id is not None else None
    if found is None:
        raise NotAllowed("it opened nothing: it says nothing that the desk could act on")
    return found

"""The log of an incident as a conversation: each piece says beyond doubt who has it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from mailtick.incidents.actions import Event
from mailtick.incidents.commands import words_of
from mailtick.incidents.incident import Incident
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.moments import Moments
from mailtick.incidents.people import Person
from mailtick.incidents.words import NOTICE_WORDS
from mailtick.mail.parse import parse_mail
from mailtick.rounds.log_lines import what, why
from mailtick.store.incidents import log_of
from mailtick.store.tables import DeliveryState, LogEntryRow
from mailtick.store.talk import SentLine, addresses_of, senders_of, sent_about
from mailtick.web.undoing import Undo, stays, undo_of

TEAM_ONLY = "Only the team sees this"
_CAME = (Event.OPENED.value, Event.MAIL.value, Event.AUTOMATIC.value)
_WENT = (Event.SENT.value, Event.NOT_SENT.value, Event.HANDOVER.value, Event.NOTE.value)
# What the desk notes by itself is no note of a person's, whoever brought it about.
_BY_ITSELF = ("waits for ", "expected with it: ")
_BY_PEOPLE = (" said so", "mail from ", " said who wrote it", " wrote above it")
# The end of a sentence, or a sentence, that says which word to write in a mail; here it is a button.
_HOW_TO_SAY = re.compile(r": #[a-z-]+[^.?!\n]*")
_HOW = re.compile(r"\s*[^.?!\n]*#[a-z-]+[^.?!\n]*[.?!]?")
# A first answer says nothing that whoever gets it has not written themselves.
_FIRST_ANSWERS = frozenset({"acknowledgement", "out_of_hours"})
_DESK, _MACHINE = "The desk", "mailtick"
# Longer mails of ours are opened when asked for.
_LONG = 500
_TROUBLE = {
    DeliveryState.WAITING: "waits to be sent",
    DeliveryState.REFUSED: "could not be sent",
    DeliveryState.UNCERTAIN: "may not have arrived",
    DeliveryState.CLAIMED: "is being sent",
    DeliveryState.GIVEN_UP: "could not be sent",
    DeliveryState.BOUNCED: "came back",
    DeliveryState.SHADOW: "not sent: the desk is on trial",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One card or thin line. `look`: "in", "out", "inside", "firm", "line". `seen` says who has it.

    `head` says what it is; `is_folded` that its text is shown when asked for. `trouble` is why it has not arrived.
    """

    id: int
    look: str
    at: datetime
    who: str
    head: str
    text: str = ""
    seen: str = TEAM_ONLY
    because: str = ""
    mail: int | None = None
    sent: int | None = None
    is_folded: bool = False
    trouble: str = ""
    undo: Undo | None = None
    names: tuple[str, ...] = field(default=())
    # It was empty before: nothing brings that back, but it can be changed.
    stays: bool = False
    # Which of the firms' mails it is, where it can still be shown to those it is for.
    to_release: int = 0


def talk_for_team(
    session: Session, incident: Incident, person: Person, lookup: Lookup, moments: Moments
) -> tuple[Piece, ...]:
    """Return all of the log, the oldest first, with what somebody may take back of it."""
    theirs = words_of(person, incident)
    log = log_of(session, incident.id)
    sent = sent_about(session, incident.id)
    released = {entry.new for entry in log if entry.event == Event.RELEASED.value}
    newest = {_what(entry): entry.id for entry in log}
    firms = lookup.provider_mails(incident.id) if "release" in theirs else ()
    hidden = {each.entry: number for number, each in enumerate(firms, 1) if not each.is_released}
    pieces = []
    for entry in log:
        piece = _piece(entry, sent, released, incident, lookup, moments)
        is_newest = newest[_what(entry)] == entry.id
        undo = undo_of(entry, incident, lookup, moments.now, is_newest=is_newest)
        # Nobody takes back the time that others have spent.
        is_theirs = undo is not None and undo.word in theirs and (undo.word != "time" or entry.who == person.name)
        piece = replace(piece, undo=undo) if is_theirs else piece
        pieces.append(replace(piece, stays=is_newest and stays(entry), to_release=hidden.get(entry.id, 0)))
    return tuple(_together(pieces))


def _what(entry: LogEntryRow) -> tuple[str, str]:
    """What a line changes; of two lines about the same the later one counts."""
    return (entry.event, entry.new) if entry.event == Event.HANDOVER.value else (entry.field, "")


def _piece(
    entry: LogEntryRow,
    sent: dict[int, SentLine],
    released: Collection[str],
    incident: Incident,
    lookup: Lookup,
    moments: Moments,
) -> Piece:
    head = what(entry, moments).replace(" -> ", " → ")
    line = Piece(
        entry.id, "line", entry.at, entry.who, head, entry.text.strip(), because=why(entry), mail=entry.mail_id
    )
    if entry.outgoing_id is not None and entry.outgoing_id in sent and entry.event in _WENT:
        return _sent(line, sent[entry.outgoing_id], incident, lookup)
    if entry.event in _CAME and entry.mail_id is not None:
        return _came(line, entry, incident, is_released=str(entry.id) in released)
    if entry.event == Event.NOTE.value and entry.text and _is_by_somebody(entry):
        return _note(line, entry)
    if entry.event == Event.RELEASED.value:
        return replace(line, look="out", head="a firm's words, shown to those it is for", seen=_has(_names(incident)))
    return replace(line, text=_HOW.sub("", _HOW_TO_SAY.sub("", line.text)).strip())


def _is_by_somebody(entry: LogEntryRow) -> bool:
    is_theirs = not entry.is_internal or any(words in entry.because for words in _BY_PEOPLE)
    return is_theirs and not entry.text.startswith(_BY_ITSELF)


def _came(line: Piece, entry: LogEntryRow, incident: Incident, *, is_released: bool) -> Piece:
    head = "reported it" if entry.event == Event.OPENED.value else "wrote"
    if entry.event == Event.AUTOMATIC.value:
        head = "automatic mail"
    if not entry.is_internal:
        return replace(line, look="in", head=head, seen="The team and whoever wrote it have this")
    shown = f"Only the team sees this mail; its words were shown to {_and(_names(incident))}"
    seen = shown if is_released else TEAM_ONLY
    return replace(line, look="firm", head=head, seen=seen)


def _note(line: Piece, entry: LogEntryRow) -> Piece:
    if entry.is_internal:
        return replace(line, look="inside", head="note")
    if " said so to " in entry.because:
        return replace(line, look="in", head=entry.because, seen="The team has this, as they said it")
    return replace(line, look="out", head="wrote to those it is for", seen="Those it is for have this")


def _sent(line: Piece, mail: SentLine, incident: Incident, lookup: Lookup) -> Piece:
    firm = None if lookup.person(mail.recipient) else lookup.provider(mail.recipient)
    name = firm.name if firm else _name(mail.recipient, lookup, incident)
    is_theirs = firm is None and _is_for(mail.recipient, incident, lookup)
    trouble = _TROUBLE.get(mail.state, "")
    words = NOTICE_WORDS.get(mail.template, mail.template)
    who = _DESK if mail.is_automatic or line.who == _MACHINE else line.who
    made = replace(line, who=who, sent=mail.id, head=words, text="", names=(name,), trouble=trouble, mail=None)
    if firm is not None or is_theirs:
        text = parse_mail(mail.raw).body_text.strip()
        look, seen = ("firm-out", _only(name)) if firm is not None else ("out", _has((name,)))
        seen = _seen(mail.state, name) or seen
        return replace(made, look=look, text=text, is_folded=mail.is_automatic or len(text) > _LONG, seen=seen)
    return replace(made, head=f"{words} to {name}", seen="")


def _seen(state: DeliveryState, name: str) -> str:
    """Who has it as long as nobody does; empty once it was sent."""
    if state is DeliveryState.SENT:
        return ""
    if state in (DeliveryState.WAITING, DeliveryState.CLAIMED):
        return f"On its way to {name}"
    return f"{name} may not have it" if state is DeliveryState.UNCERTAIN else f"{name} does not have this"


def _together(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """One mail to several is one card; what was noted only because it was sent is that card's text."""
    kept: list[Piece] = []
    for piece in pieces:
        before = kept[-1] if kept else None
        if before is not None and piece.look == before.look == "out" and piece.sent and _is_same(piece, before):
            if before.sent is None:
                # The note of what was told, and the mail that told it.
                kept[-1] = replace(piece, id=before.id, text=before.text, is_folded=False)
            elif piece.head == before.head:
                names = (*before.names, *piece.names)
                seen = _has(names) if before.seen == _has(before.names) and piece.seen == _has(piece.names) else ""
                trouble = before.trouble or piece.trouble
                kept[-1] = replace(before, names=names, seen=seen or f"{before.seen}; {piece.seen}", trouble=trouble)
            else:
                kept.append(piece)
        else:
            kept.append(piece)
    yield from kept


def _is_same(one: Piece, other: Piece) -> bool:
    return one.at == other.at and one.who == other.who


def talk_for_requester(session: Session, incident: Incident, person: Person) -> tuple[Piece, ...]:
    """Return what somebody wrote, and what was sent to them: nothing else of the log is theirs to see."""
    theirs = addresses_of(session, person.id)
    log = log_of(session, incident.id)
    sent = sent_about(session, incident.id)
    senders = senders_of(session, {entry.mail_id for entry in log if entry.mail_id is not None})
    return tuple(piece for entry in log if (piece := _for_them(entry, sent, senders, theirs, person)))


def _for_them(
    entry: LogEntryRow, sent: dict[int, SentLine], senders: dict[int, str], theirs: Collection[str], person: Person
) -> Piece | None:
    mail = sent.get(entry.outgoing_id) if entry.outgoing_id is not None else None
    if mail is not None and entry.event in _WENT:
        if mail.recipient.lower() not in theirs:
            return None
        text = parse_mail(mail.raw).body_text.strip()
        head, trouble = NOTICE_WORDS.get(mail.template, "mail"), _TROUBLE.get(mail.state, "")
        seen = "Sent to you" if mail.state is DeliveryState.SENT else "By mail to you"
        made = Piece(entry.id, "out", entry.at, _DESK, head, text, seen=seen, trouble=trouble)
        return replace(made, is_folded=mail.template in _FIRST_ANSWERS)
    if entry.is_internal:
        return None
    if entry.event in _CAME and entry.mail_id is not None and senders.get(entry.mail_id) in theirs:
        return Piece(entry.id, "in", entry.at, "You", "wrote", entry.text.strip(), seen="", mail=entry.mail_id)
    if entry.event == Event.NOTE.value and entry.because.startswith(f"{person.name} said so to "):
        return Piece(entry.id, "in", entry.at, "You", "said", entry.text.strip(), seen="")
    return None


def _is_for(address: str, incident: Incident, lookup: Lookup) -> bool:
    known = {each.address for each in incident.affected} | {each.address for each in incident.participants}
    person = lookup.person(address)
    return address in known or (person is not None and person.address in known)


def _name(address: str, lookup: Lookup, incident: Incident) -> str:
    person = lookup.person(address)
    if person is not None:
        return person.short_name
    return next((each.name for each in incident.participants if each.address == address and each.name), address)


def _names(incident: Incident) -> tuple[str, ...]:
    return tuple(each.short_name for each in incident.affected)


def _only(name: str) -> str:
    return f"Only {name} and the team have this"


def _has(names: Sequence[str]) -> str:
    return f"{_and(names)} {'has' if len(names) == 1 else 'have'} this"


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nobody"

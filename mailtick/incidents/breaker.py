"""Two machines that talk are stopped: one writes as fast as the other answers, and no mark of theirs says so.

A machine of ours answered mails of one address that all read alike, as only a machine's do: then automatic mail to it
rests for a day, and the coordinator hears its name once. People repeat themselves too, but not word for word: what
they write differs in more than numbers and in what they quote of our subjects. Source: TRAPS.md 2.4 (34, 39).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from mailtick.incidents import gate
from mailtick.incidents.actions import Action, NoticeKind, Notify, StopAutomatic, Withhold
from mailtick.incidents.case import Case
from mailtick.incidents.commands.words import read_words
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.lookup import AutomaticMail
from mailtick.incidents.people import Person
from mailtick.mail.reply import own_lines
from mailtick.mail.subject import bare_subject

# So many mails that read alike, each after an automatic mail of ours, are a machine's.
ALIKE = 4
STOP_HOURS = 24
# Within a day somebody may have so many times what the gate allows in an hour.
DAY_TIMES = 2
# A text of fewer words is no evidence: people write "done" and "OK, thanks" as well.
_FEWEST_WORDS = 5
# "laptop number 4", and no part of a time, a date or a longer number: those change with each mail of a machine.
_OWN_NUMBER = re.compile(r"(?<![\w:./,#-])\d{1,3}(?![\w:/-]|[.,]\d)")
_TICKET = re.compile(r"\b(?:reference|ref|ticket|case)\b\W{0,3}(?:is|no|nr|number)?\W{0,3}\d{1,18}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def interrupt(case: Case, actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """Return the actions, without automatic mail to whoever wrote where that seems to be a machine that answers us."""
    peer = _answered(case, actions)
    if peer is None:
        return actions
    written = case.lookup.automatic_mails_to(peer.address, case.now - gate.REMEMBERED)
    because = _reads_alike(case, peer, written) or _too_many(case, peer, written)
    if not because:
        return actions
    kept = tuple(part for action in actions for part in _without(action, peer.address, because))
    return (*kept, StopAutomatic(peer.address, STOP_HOURS, because), *_told(case, peer, because))


def _answered(case: Case, actions: tuple[Action, ...]) -> Person | None:
    """Whoever wrote, if an automatic mail is to go to them, or was withheld as one too many within the hour."""
    theirs = {case.sender.address.key, case.sender.person.address if case.sender.person else ""}
    for action in actions:
        match action:
            case Notify() if not action.notice.is_text_of_people:
                to: tuple[Person, ...] = action.to
            case Withhold():
                to = (action.to,)
            case _:
                continue
        if found := next((person for person in to if person.address in theirs), None):
            stop = case.lookup.stop_of(found.address)
            return None if stop is not None and stop.holds(case.now) else found
    return None


def _too_many(case: Case, peer: Person, written: Sequence[AutomaticMail]) -> str:
    """Why so much, whatever it says, is too much: the gate's limit of an hour, or twice that within a day.

    The team is written to all day; there the hour alone counts.
    """
    counted = _since_lifted(case, peer, written)
    most = gate.most_within_the_hour(peer, case.policy)
    within_the_hour = gate.within_the_hour(counted, case.now)
    if within_the_hour >= most:
        return f"{peer.address} has had {within_the_hour} automatic mails within the hour"
    if len(counted) >= DAY_TIMES * most and not peer.is_team:
        return f"{peer.address} has had {len(counted)} automatic mails within a day"
    return ""


def _since_lifted(case: Case, peer: Person, written: Sequence[AutomaticMail]) -> list[AutomaticMail]:
    """What was written since somebody lifted the last stop; what was before that is forgiven."""
    stop = case.lookup.stop_of(peer.address)
    lifted_at = stop.lifted_at if stop is not None else None
    return [mail for mail in written if lifted_at is None or mail.at > lifted_at]


def _reads_alike(case: Case, peer: Person, written: Sequence[AutomaticMail]) -> str:
    """Why the mails that we answered, and this one, are a machine's; all but the first came after one of ours."""
    counted = _since_lifted(case, peer, written)
    answered = list(dict.fromkeys(mail.mail for mail in counted[1:] if mail.mail is not None))
    if len(answered) < ALIKE - 1 or _is_proven_word(case):
        return ""
    echoed = _words(mail.subject for mail in written)
    this = _kernel(case.mail.subject, case.own_text, echoed)
    if len(this) < _FEWEST_WORDS:
        return ""
    earlier = [mail for mail in case.lookup.received(answered) if mail.sender.lower() == _from(case)]
    same_words = [mail for mail in earlier if _kernel(mail.subject, own_lines(mail.text), echoed) == this]
    # Who writes of laptop 3 and of laptop 4 means two things; of who cites us it does not count.
    numbers = frozenset[str]() if case.belonging.candidates else _numbers(case.mail.subject, case.own_text)
    alike = sum(not numbers or _numbers(mail.subject, own_lines(mail.text)) in (numbers, set()) for mail in same_words)
    if alike < ALIKE - 1:
        return ""
    return f"{alike + 1} mails from {peer.address} came after automatic mails of the desk and all read alike"


def _from(case: Case) -> str:
    return case.mail.from_.addr.lower() if case.mail.from_ else ""


def _is_proven_word(case: Case) -> bool:
    """A word of the team that is proven was written by a person, however often they write it."""
    return may(case.sender, Deed.COMMAND) and bool(read_words(case.own_text)[0])


def _kernel(subject: str, text: str, echoed: frozenset[str]) -> frozenset[str]:
    """The words of a mail without numbers, and without what it may have taken from our subjects.

    The subject counts, for some people write all of it there, above the same signature each time.
    """
    return _words((bare_subject(subject), text)) - echoed


def _numbers(subject: str, text: str) -> frozenset[str]:
    """The numbers that somebody wrote of their own: no ticket's, and none that is longer than people's are."""
    texts = (_TICKET.sub("", each) for each in (bare_subject(subject), text))
    return frozenset(number for each in texts for number in _OWN_NUMBER.findall(each))


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def _without(action: Action, address: str, because: str) -> tuple[Action, ...]:
    """The action without this recipient of an automatic mail."""
    if not isinstance(action, Notify) or action.notice.is_text_of_people:
        return (action,)
    others = tuple(person for person in action.to if person.address != address)
    withheld = tuple(
        Withhold(action.notice, person, f"two machines seem to be talking: {because}")
        for person in action.to
        if person.address == address
    )
    return (*((replace(action, to=others),) if others else ()), *withheld)


def _told(case: Case, peer: Person, because: str) -> tuple[Notify | Withhold, ...]:
    """The coordinator hears once which address it is, and what can be done."""
    readers = gate.alerted(case.lookup, case.policy, case.now, but=peer.address)
    until = (case.now + timedelta(hours=STOP_HOURS)).astimezone(case.policy.zone)
    lines = (
        f"Automatic mail to {peer.address} is stopped until {until:%A %d %B, %H:%M}.",
        "What comes from there is filed as before, and what people write to it is sent.",
        f"If a person wrote them, this lifts it: mailtick outbox allow {peer.address}",
        "If a ticket system answers there, mark its firm as one in the list of providers (ticket_system).",
    )
    headline = f"Two machines seem to be talking: {peer.address} and the desk"
    return case.notify(NoticeKind.ALERT, readers, headline, text=f"{because}.", lines=lines)

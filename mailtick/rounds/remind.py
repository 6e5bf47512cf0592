"""Remind people of what the registers hold, and do what they answer.

Promise: each rung of an entry's date is said once, whatever restarts, and to the coordinators where no mail may go to
whose it is; what is due for one person on one day is one
mail; what is over and not dealt with is named again on the first open day of each week. What somebody answers is done
whole or not at all, a line each.
Failures: two daemons at once: a rung's key lets one through, the other rolls back. What cannot be done raises
NotAllowed or NotKept, a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.notices import ReminderLine, TranscriptLine
from mailtick.incidents.people import Person, Role
from mailtick.incidents.register_acts import AnswerReminders, ReminderWord
from mailtick.mail.money import plain_pounds, pounds
from mailtick.registers.agenda import Entry, Projected, agenda, overdue
from mailtick.registers.answers import WORDS, answer, which_record
from mailtick.registers.asked import possible_words
from mailtick.registers.changing import Author, NotKept
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.ladder import Due, Mark, due_now, lapsed
from mailtick.registers.licences import LICENCES
from mailtick.registers.payments import PAYMENTS
from mailtick.registers.register import Register, Values
from mailtick.registers.standing import DISPUTED, NO_DAY, standing
from mailtick.registers.vocabulary import DiaryKind
from mailtick.rounds.cancelling import cancellation_letter
from mailtick.rounds.write import Cause, readers_of_alerts, write_mail
from mailtick.store import desk as desk_store
from mailtick.store import leaving, people, reminders
from mailtick.store.calendar import school_days

# The first rung of all lies half a year before its date.
_AHEAD = timedelta(days=200)
_BEHIND = timedelta(days=366)
_ASK_OWNER = "ask owner"


def remind(desk: Desk) -> int:
    """Write today's reminders if it is time and the organisation is open. Returns how many mails were written."""
    now = desk.clock().astimezone(desk.policy.zone)
    today = now.date()
    key = f"reminders:{today}"
    if (now.hour, now.minute) < (desk.reminders.hour, desk.reminders.minute) or _is_done(desk, key):
        return 0
    try:
        with desk.database.writing() as session:
            desk_store.mark_done(session, key, desk.clock())
            return _write(session, desk, today) if school_days(session).is_open(today) else 0
    except IntegrityError:
        if not _is_done(desk, key):
            raise
        return 0


def _is_done(desk: Desk, key: str) -> bool:
    with desk.database.reading() as session:
        return desk_store.is_done(session, key)


def _write(session: Session, desk: Desk, today: date) -> int:
    late = overdue(session, today)
    ahead = agenda(session, today, today + _AHEAD, today)
    passed, put_off = reminders.passed_rungs(session, today - _BEHIND), reminders.snoozed(session)
    days = school_days(session)
    due = due_now((*late, *ahead), passed, put_off, today, days)
    if days.before(today) < today - timedelta(days=today.weekday()):
        said = {each.entry for each in due}
        again = (*lapsed(late, today), *(Due(each, ()) for each in standing(session, today)))
        due += [each for each in again if each.entry not in said and not _is_put_off(each.entry, put_off, today)]
    written, said_marks = 0, set[Mark]()
    for person, entries in _by_person(session, due, today):
        count = _write_to(session, desk, person, entries, today)
        written += count
        # What reached nobody was not said: the next open day says it.
        said_marks |= {mark for each in entries if count for mark in each.marks}
    reminders.note_rungs(session, said_marks, desk.clock())
    return written


def _write_to(session: Session, desk: Desk, person: Person, entries: Sequence[Due], today: date) -> int:
    """Write somebody's reminders; where no mail may go there, the coordinators hear of it. Returns how many mails."""
    lines = [_line(each) for each in entries]
    letters = [(each.entry.key, letter) for each in entries if (letter := _letter(session, desk, each))]
    notice = notices.reminders(person, lines, today.isoformat(), letters)
    if write_mail(session, desk, notice, Cause(f"reminders:{today}")) is not None:
        return 1
    due = [
        f"No automatic mail may go to {person.address}; `mailtick outbox stopped` lists such addresses.",
        *(
            f"{each.reference}: {each.what}{f', {each.on:%a} {each.on.day} {each.on:%B %Y}' if each.on else ''}"
            for each in lines
        ),
    ]
    cause = Cause(f"reminders:{today}:for:{person.address}")
    told = (
        write_mail(
            session, desk, notices.alert(each, f"{person.name} cannot be reminded of this", due), cause, is_cleared=True
        )
        for each in readers_of_alerts(session, desk, person.address)
    )
    return sum(each is not None for each in told)


def _is_put_off(entry: Entry, put_off: Mapping[tuple[str, str, str, date], date], today: date) -> bool:
    return put_off.get((entry.register, entry.key, entry.kind, entry.on), today) > today


def _by_person(session: Session, due: Sequence[Due], today: date) -> Iterable[tuple[Person, list[Due]]]:
    found: dict[str, tuple[Person, list[Due]]] = {}
    for each in sorted(due, key=lambda each: (each.entry.act_by or each.entry.on, each.entry.key)):
        for person in _told_of(session, each.entry, today):
            found.setdefault(person.address, (person, []))[1].append(each)
    return found.values()


def _told_of(session: Session, entry: Entry, today: date) -> list[Person]:
    """Whose it is: those it names, finance for payments; else the coordinators, or the deputies.

    Of a planned outage the coordinators hear beside those it names. Who has left reads no mail here any more, and
    what names them is for the coordinators.
    """
    addresses = dict.fromkeys(each for each in (entry.person, *entry.also_told) if each)
    known = (people.person_by_address(session, each) for each in addresses)
    named = [each for each in known if each and leaving.here_today(session, (each.id,), today)]
    first = people.people_with_role(session, Role.FINANCE) if entry.kind in (Projected.PAYMENT, DISPUTED) else []
    if entry.kind == DiaryKind.OUTAGE or not (named or first):
        first = _coordinators(session)
    return list({each.address: each for each in (*first, *named)}.values())


def _coordinators(session: Session) -> list[Person]:
    """The coordinators; without one, the deputies or the owners."""
    for role in (Role.COORDINATOR, Role.DEPUTY, Role.OWNER):
        if found := people.people_with_role(session, role):
            return list(found)
    return []


def _line(due: Due) -> ReminderLine:
    entry = due.entry
    gross = None if entry.net_pence is None else entry.net_pence + (entry.vat_pence or 0)
    return ReminderLine(
        reference=entry.key,
        what=" ".join(entry.what.split()),
        on=None if entry.on == NO_DAY else entry.on,
        act_by=entry.act_by if entry.act_by != entry.on else None,
        amount="" if gross is None else pounds(gross),
        about=entry.about if entry.about != entry.key and entry.about not in entry.what else "",
        is_lapsed=due.is_lapsed,
        answers=possible_words(entry.register, entry.kind, "" if gross is None else plain_pounds(gross)),
    )


def _letter(session: Session, desk: Desk, due: Due) -> str:
    """The ready cancellation of a contract that would renew itself; empty where there is none to write."""
    if due.entry.kind != Projected.NOTICE_DEADLINE:
        return ""
    return cancellation_letter(session, due.entry.key, desk.policy.facts, desk.clock().astimezone(desk.policy.zone))


def say(session: Session, desk: Desk, said: ReminderWord, by: Person, because: str, mail_id: int | None = None) -> str:
    """Do one word about one record, and return what was done, a sentence. Raises NotAllowed and NotKept."""
    if not said.reference:
        raise NotKept(f'write what it is about first, such as "D01 {said.word}"')
    register, key, values = which_record(session, said.reference)
    now = desk.clock()
    is_here = bool(leaving.here_today(session, (by.id,), now.astimezone(desk.policy.zone).date()))
    if why := _why_not(by, register, values, is_here=is_here):
        raise NotAllowed(why)
    if said.word == _ASK_OWNER:
        return _ask_owner(session, desk, key, by, said.argument, now)
    author = Author(by.name, because, now, mail_id)
    return answer(session, key, said.word, said.argument, author, now.astimezone(desk.policy.zone).date())


def _why_not(by: Person, register: Register, values: Values, *, is_here: bool) -> str:
    """Return why somebody has no right to answer for a record, or the empty string."""
    if by.has(Role.COORDINATOR, Role.DEPUTY):
        return ""
    if register is PAYMENTS and by.has(Role.FINANCE):
        return ""
    if register in (CONTRACTS, LICENCES) and by.has(Role.OWNER):
        return ""
    if is_here and by.address in (values.get("person"), values.get("responsible"), values.get("borrower")):
        return ""
    return f"{register.key_text(values)} is for coordinator, deputy and whoever it names; {by.name} is none of them"


def _ask_owner(session: Session, desk: Desk, key: str, by: Person, question: str, now: datetime) -> str:
    today = now.astimezone(desk.policy.zone).date()
    entries = [
        each
        for each in (
            *overdue(session, today),
            *standing(session, today),
            *agenda(session, today, today + 2 * _AHEAD, today),
        )
        if each.key == key and each.done_on is None
    ]
    owners = people.people_with_role(session, Role.OWNER)
    if not entries or not owners:
        raise NotKept(f"there is nothing of {key} to decide" if owners else "nobody has the role of owner")
    asked_by = f"{by.name}{': ' + question if question else ''}"
    for owner in owners:
        due = Due(entries[0], ())
        letter = _letter(session, desk, due)
        notice = notices.reminders(
            owner, [_line(due)], f"ask:{key}:{now:%Y%m%d%H%M%S}", [(key, letter)] if letter else [], asked_by
        )
        write_mail(session, desk, notice, Cause(f"reminders:ask:{key}:{now.isoformat()}:{question}"))
    return f"{key}: {', '.join(owner.name for owner in owners)} is asked"


def answer_by_mail(session: Session, desk: Desk, action: AnswerReminders, cause: Cause) -> None:
    """Do what an answer to a reminder says, line by line, and write back what became of each."""
    lines: list[TranscriptLine] = []
    for said in action.words:
        try:
            with session.begin_nested():
                done = say(session, desk, said, action.by, action.because, cause.mail_id)
            lines.append(TranscriptLine(said.as_written, True, done))
        except (NotAllowed, NotKept) as error:
            lines.append(TranscriptLine(said.as_written, False, str(error)))
    possible = ", ".join((*WORDS, _ASK_OWNER))
    lines += [TranscriptLine(each, False, f"not understood; possible are {possible}") for each in action.unread]
    write_mail(session, desk, notices.transcript(action.by, tuple(lines), None), cause)

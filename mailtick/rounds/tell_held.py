"""Tell the coordinators of held mails: what shows only when somebody looks must reach a person by itself.

Promise: each held mail is named in a list within the hour; mails held in one hour come in one list. A list shows so
many that it can be read at once, and says how many more there are; those come when some of it is decided.
Failures: the mail that tells and the mark that it was told are one commit; what raises is tried at the next turn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.list_mails import held_list
from mailtick.incidents.notices import Notice, alert
from mailtick.incidents.people import Person
from mailtick.incidents.told_mails import HeldLine
from mailtick.incidents.words import sureness
from mailtick.rounds.held_mail import held_mail
from mailtick.rounds.write import Cause, readers_of_alerts, write_mail
from mailtick.store import mails
from mailtick.store.held import dropped_by_rules
from mailtick.store.tables import MailRow

_A_WEEK = timedelta(days=7)
# So many fit on two screens.
_MOST_LINES = 8
# So many mails of one sender are one line.
_TOGETHER_FROM = 4


def tell_held(desk: Desk) -> int:
    """Write one list of all held mails if one of them has not been told of. Returns how many were new in it."""
    now = desk.clock()
    with desk.database.reading() as session:
        if not any(row.told_at is None for row in mails.held_mails(session)):
            return 0
    with desk.database.writing() as session:
        # Locked: of two daemons that come here together, the second one waits and then sees that it was told.
        held = mails.held_mails(session, lock=True)
        new = [row for row in held if row.told_at is None]
        last_told_at = max((row.told_at for row in held if row.told_at), default=None)
        if not new or (last_told_at is not None and now - last_told_at < desk.limits.held_digest):
            return 0
        # Where there are too many, what is new comes first.
        groups = _by_sender(new + [row for row in held if row.told_at])
        shown = sorted(groups[:_MOST_LINES], key=lambda group: group[0].id)
        lines = [_line(session, desk, group) for group in shown]
        more = len(held) - sum(map(len, shown))
        dropped = dropped_by_rules(session, now - _A_WEEK)
        cause = Cause(f"held:{new[-1].id}:{now.isoformat()}")
        readers = readers_of_alerts(session, desk)
        if not readers:
            return 0
        for person in readers:
            # Who may not decide is not asked to, and hears that nobody does.
            theirs = held_list(person, lines, more, dropped)
            notice = theirs if person.is_coordination else _nobody_decides(person, len(held))
            write_mail(session, desk, notice, cause, is_cleared=True)
        for row in new:
            row.told_at = now
        return len(new)


def _by_sender(rows: Sequence[MailRow]) -> list[list[MailRow]]:
    """Each mail by itself; those of a sender who has sent many are together, in the order of the first."""
    senders = Counter(row.from_address.lower() for row in rows)
    groups: dict[str, list[MailRow]] = {}
    for row in rows:
        sender = row.from_address.lower()
        is_one_of_many = bool(sender) and senders[sender] >= _TOGETHER_FROM
        groups.setdefault(sender if is_one_of_many else f"mail {row.id}", []).append(row)
    return list(groups.values())


def _nobody_decides(person: Person, count: int) -> Notice:
    """To whoever is told because no coordinator and no deputy can be."""
    headline = "1 held mail waits for a decision" if count == 1 else f"{count} held mails wait for a decision"
    lines = (
        "Nobody who may decide on them is there, and until then nobody gets an answer.",
        "Make somebody a deputy: `mailtick register set people NAME roles=deputy`; the list comes to them then.",
    )
    return alert(person, headline, lines)


def _line(session: Session, desk: Desk, rows: Sequence[MailRow]) -> HeldLine:
    row, others = rows[0], tuple(each.id for each in rows[1:])
    shown = held_mail(session, row, desk.policy.facts.prefix)
    belongs = tuple(f"{each.incident} ({sureness(each.score)})" for each in shown.candidates[:2])
    subject = shown.listed_subject if shown.few else row.subject
    return HeldLine(row.id, row.from_address, subject, row.received_at, row.held_reason, shown.begins, belongs, others)

"""Send what is new as a mail to whoever wants it so: at the times that they chose, or at once.

Promise: one list a person and time of an open day, or one for each new incident, whatever restarts; nothing is
written where nothing is new.
Failures: two daemons at once: the key lets one through, the other rolls back.
"""

from __future__ import annotations

import textwrap
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.incident import Incident, Priority
from mailtick.incidents.list_mails import triage_list
from mailtick.incidents.people import Person
from mailtick.incidents.told_mails import TriageLine
from mailtick.incidents.triage_lines import proposed_for
from mailtick.incidents.visibility import may_see
from mailtick.mail.accounts import hide_accounts
from mailtick.registers.formats import AT_ONCE
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import desk as desk_store
from mailtick.store import people, triage
from mailtick.store.calendar import school_days

# So many fit on two screens.
_MOST_LINES = 7
_SOME = 1000
_MAIL_LINE = 60
_SHOWN_CHARACTERS = 2000
# What every incident has as a reason, and the reader knows.
_SAID_ANYWAY = ("mail from ", "sender ")


def list_triage(desk: Desk) -> int:
    """Write the lists that are due. Returns how many."""
    now = desk.clock()
    with desk.database.reading() as session:
        wanted = triage.readers_of_triage(session)
        if not wanted or not triage.in_triage_since(session):
            return 0
        new = triage.in_triage(session, desk.policy.facts.prefix, _SOME)
        days = school_days(session)
        is_open = days.is_open(now.astimezone(desk.policy.zone).date())
        # What is new while the desk is shut waits until it opens, but for a P1.
        is_there = desk.policy.service_time(days).is_open(now)
        at_once = max((each.id for each in new if is_there or each.priority is Priority.P1), default=0)
        keys = {address: _key(desk, address, at, now, at_once, is_open=is_open) for address, at in wanted}
        due = [(address, key) for address, key in keys.items() if key and not desk_store.is_done(session, key)]
    return sum(_send(desk, address, key, now) for address, key in due)


def _key(desk: Desk, address: str, at: str, now: datetime, at_once: int, *, is_open: bool) -> str:
    """What names the list that is due now for somebody; empty where none is.

    `at_once` is the newest incident that whoever wants it at once hears of now, 0 for none.
    """
    if at == AT_ONCE:
        return f"triage:{address}:{at_once}" if at_once else ""
    local = now.astimezone(desk.policy.zone)
    past = [time for time in at.split() if time <= f"{local:%H:%M}"]
    return f"triage:{address}:{local.date()}:{past[-1]}" if past and is_open else ""


def _send(desk: Desk, address: str, key: str, now: datetime) -> bool:
    try:
        with desk.database.writing() as session:
            desk_store.mark_done(session, key, now)
            person = people.person_by_address(session, address)
            if person is None or not person.is_coordination:
                return False
            new = triage.in_triage(session, desk.policy.facts.prefix, _SOME)
            seen = [each for each in new if may_see(person, each)]
            lines = [_line(session, desk, each, now) for each in seen[:_MOST_LINES]]
            notice = triage_list(person, lines, len(seen) - len(lines))
            return bool(lines) and write_mail(session, desk, notice, Cause(key)) is not None
    except IntegrityError:
        return False


def _line(session: Session, desk: Desk, incident: Incident, now: datetime) -> TriageLine:
    because, text = triage.how_sorted(session, incident.id)
    reasons = [each for each in because.split("; ") if not each.startswith(_SAID_ANYWAY)]
    words = "" if incident.is_restricted else " ".join(hide_accounts(text)[:_SHOWN_CHARACTERS].split())
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    proposed = proposed_for(incident, lookup, now.astimezone(desk.policy.zone).date())
    return TriageLine(
        incident,
        tuple(textwrap.wrap(words, _MAIL_LINE, max_lines=2, placeholder=" …")),
        "" if incident.is_restricted else "; ".join(reasons),
        _words(proposed.person, proposed.because),
        proposed.person.id if proposed.person else 0,
    )


def _words(person: Person | None, because: str) -> str:
    return f"{person.name} ({because})" if person else because

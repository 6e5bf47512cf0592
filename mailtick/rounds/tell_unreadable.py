"""Tell the coordinators by SMTP that a mailbox cannot be read: an expired password must not go unseen for days.

Promise: each coordinator is told once of each time that a mailbox could not be read, after a quarter of an hour.
Failures: what raises is tried at the next turn; a mail that was written is not written twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.people import Role
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import people

TELL_AFTER = timedelta(minutes=15)


def tell_unreadable(desk: Desk, mailbox: str, since: datetime, reason: str) -> int:
    """Write one alert for this outage once it is a quarter of an hour old. Returns how many were written."""
    if desk.clock() - since < TELL_AFTER:
        return 0
    headline = f'The mailbox "{mailbox}" cannot be read'
    lines = (
        f"since {since.astimezone(desk.policy.zone):%A %d %B, %H:%M}",
        reason,
        "Mail waits on the server and nothing is lost. mailtick keeps trying; `mailtick check` says what is wrong.",
    )
    with desk.database.writing() as session:
        cause = Cause(f"unreadable:{mailbox}:{since.isoformat()}")
        coordinators = people.people_with_role(session, Role.COORDINATOR)
        written = [write_mail(session, desk, notices.alert(each, headline, lines), cause) for each in coordinators]
        return sum(row is not None for row in written)

"""Tell the coordinators by SMTP that a mailbox, or a mail in it, cannot be read: it must not go unseen for days.

Promise: each coordinator is told once of each time that a mailbox could not be read, and once of each mail that the
server lists and does not hand over; both after a quarter of an hour.
Failures: what raises is tried at the next turn; a mail that was written is not written twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.rounds.write import Cause, readers_of_alerts, write_mail

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
    return _alert(desk, headline, lines, Cause(f"unreadable:{mailbox}:{since.isoformat()}"))


def tell_unreadable_mails(desk: Desk, mailbox: str, uidvalidity: int, unreadable: Mapping[int, datetime]) -> int:
    """Write one alert of all mails of a mailbox (UID: since when) that could not be read for a quarter of an hour.

    It is written again only when another mail is among them. Returns how many were written.
    """
    due = [uid for uid, since in unreadable.items() if desk.clock() - since >= TELL_AFTER]
    if not due:
        return 0
    headline = f'The mail server cannot read {len(due)} of the mails in "{mailbox}"'
    lines = (
        "The server lists them and does not hand them over; they stay where they are, and all others are taken in.",
        f"Their numbers on the server (UID): {', '.join(str(uid) for uid in due[:50])}.",
        "Open the mailbox with a mail program; what cannot be opened there either, the mail server's people can mend.",
    )
    return _alert(desk, headline, lines, Cause(f"unreadable:{mailbox}:{uidvalidity}:{max(due)}"))


def _alert(desk: Desk, headline: str, lines: tuple[str, ...], cause: Cause) -> int:
    with desk.database.writing() as session:
        written = [
            write_mail(session, desk, notices.alert(each, headline, lines), cause, is_cleared=True)
            for each in readers_of_alerts(session, desk)
        ]
        return sum(row is not None for row in written)

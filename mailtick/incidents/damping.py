"""News of one incident that keep coming: a few are passed on, then one says so, then it is quiet for an hour.

Thirty colleagues who answer all are one matter to whoever has it. Every mail lies on the incident all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum

from mailtick.incidents.actions import NoticeKind
from mailtick.incidents.lookup import AutomaticMail

NEWS_IN_A_ROW = 3
A_ROW = timedelta(minutes=10)
QUIET = timedelta(hours=1)


class Pace(Enum):
    """How the next news of an incident reaches somebody: as they are, as the last for now, or not at all."""

    AS_IT_IS = "as it is"
    LAST = "the last for now"
    QUIET = "quiet"


def pace_of_news(written: Iterable[AutomaticMail], incident: int, now: datetime) -> Pace:
    """Return how the next news are to be told to somebody who was `written` these automatic mails."""
    about = [mail for mail in written if mail.incident == incident]
    if any(mail.template == NoticeKind.MORE_NEWS and mail.at > now - QUIET for mail in about):
        return Pace.QUIET
    in_a_row = sum(mail.template == NoticeKind.TEAM_NEWS and mail.at > now - A_ROW for mail in about)
    return Pace.LAST if in_a_row >= NEWS_IN_A_ROW else Pace.AS_IT_IS

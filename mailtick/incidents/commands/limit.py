"""A mail of words that seems mis-aimed, or a machine's, is stopped as a whole: nothing of it is done, nothing is lost.

The bounds stand far above what people write, and far below what harms. Source: TRAPS.md 4 (A11).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from mailtick.incidents.actions import Action, ChangeState, MergeInto, NoticeKind, Unmerge
from mailtick.incidents.commands.words import Word
from mailtick.incidents.incident import Incident
from mailtick.incidents.lookup import Lookup

# Of one mail.
MOST_WORDS = 20
MOST_OF_ONE_WORD = 5
MOST_INCIDENTS = 5
# Of one person within an hour.
MOST_MAILS = 60
MOST_MAILS_ON_ONE = 10
_WITHIN = timedelta(hours=1)


def too_much_said(words: Sequence[Word], incident: Incident, address: str, lookup: Lookup, now: datetime) -> str:
    """Return why a mail with these words is stopped before anything is done, or the empty string.

    Each mail with words has its answer; those of the last hour to `address` are counted.
    """
    if len(words) > MOST_WORDS:
        return f"a mail may hold {MOST_WORDS} words, and this one holds {len(words)}"
    word, times = Counter(each.word for each in words).most_common(1)[0]
    if times > MOST_OF_ONE_WORD:
        return f"a mail may hold #{word} {MOST_OF_ONE_WORD} times, and this one holds it {times} times"
    answers = [each for each in lookup.automatic_mails_to(address, now - _WITHIN) if _answers_words(each.template)]
    if len(answers) >= MOST_MAILS:
        return f"you have sent {len(answers)} mails with words within the hour; what you write later is done again"
    on_this = sum(each.incident == incident.id for each in answers)
    if on_this >= MOST_MAILS_ON_ONE:
        return (
            f"you have sent {on_this} mails with words about {incident.reference} within the hour; "
            "what you write later is done again"
        )
    return ""


def too_much_moved(actions: Iterable[Action], parts: Collection[int] = ()) -> str:
    """Return why what a mail would do is not done: it would move too many incidents; or the empty string.

    The `parts` of the incident that it is about are moved with that one, and not counted.
    """
    moved = {each.incident for each in actions if isinstance(each, ChangeState | MergeInto | Unmerge)} - {*parts}
    if len(moved) <= MOST_INCIDENTS:
        return ""
    return f"a mail may move {MOST_INCIDENTS} incidents, and this one would move {len(moved)}"


def _answers_words(template: str) -> bool:
    return template == NoticeKind.TRANSCRIPT

"""Is an answer about something else than what it answers? A person is asked, nothing more (DOMAIN.md 5.2)."""

from __future__ import annotations

import re
from datetime import timedelta

from mailtick.incidents.case import Case
from mailtick.incidents.incident import Incident, State
from mailtick.mail.message import Kind
from mailtick.mail.subject import bare_subject

# So much of other evidence, and a person has to say whether it is the old matter.
_ENOUGH = 3
_MOST_WORDS_OF_STILL = 12

_OTHER = re.compile(
    r"\b(?:different|another|new|separate|unrelated|other) (?:problem|issue|thing|fault|matter|question|one|error)\b"
    r"|\bnot the same\b|\bthis time\b|\bseparately\b|\b(?:by the way|btw)\b"
    r"|\b(?:itself|otherwise|the rest)\b.{0,25}\b(?:fine|ok|okay|works|working)\b"
    r"|\b(?:fine|ok|okay|works|working|fixed) (?:now )?but\b",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"\b(?:still|again|same (?:problem|thing|fault|issue)|not (?:fixed|working|solved)|came back)\b", re.IGNORECASE
)
# Words that stand in the desk's own subjects, and say nothing about the matter.
_DESK_WORDS = frozenset(
    {"resolved", "have", "known", "about", "news", "fixed", "question", "this", "your", "words", "wrote"}
)
_WORD = re.compile(r"[^\W\d_]{4,}")


def other_matter_reasons(case: Case, incident: Incident) -> tuple[str, ...]:
    """Why an answer to a closed incident looks like a matter of its own; empty while it may well be the old one.

    Only what was closed on a day before is asked about: whoever answers at once, answers.
    """
    if incident.state is not State.CLOSED or incident.closed_at is None:
        return ()
    if case.received_at - incident.closed_at < timedelta(hours=12):
        return ()
    closed_on, wrote_on = (at.astimezone(case.policy.zone).date() for at in (incident.closed_at, case.received_at))
    days = max(1, (wrote_on - closed_on).days)
    reasons = [(1, f"{incident.reference} was closed {days} {'day' if days == 1 else 'days'} before")]
    if _is_other_subject(case.mail.subject, incident, case.policy.facts.prefix):
        reasons.append((2, "its subject is another one"))
    if case.classification.kind is Kind.FORWARD:
        reasons.append((1, "an old mail was forwarded rather than answered"))
    if said := _OTHER.search(case.own_text):
        reasons.append((2, f'it says "{said[0]}"'))
    weight = sum(each for each, _ in reasons)
    if _STILL.search(case.own_text) and len(case.own_text.split()) <= _MOST_WORDS_OF_STILL:
        weight -= 2
    return tuple(words for _, words in reasons) if weight >= _ENOUGH else ()


def _is_other_subject(subject: str, incident: Incident, prefix: str) -> bool:
    """Whether somebody wrote a subject of their own: it shares no word with the incident's."""
    if f"{prefix}-".lower() in subject.lower():
        return False
    words = set(_WORD.findall(bare_subject(subject).lower())) - _DESK_WORDS
    known = set(_WORD.findall(f"{incident.title} {incident.first_text}".lower()))
    return bool(words) and words.isdisjoint(known)

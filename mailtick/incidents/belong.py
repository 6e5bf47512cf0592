"""Which incident does a mail belong to? All evidence is weighed; nothing is guessed between two.

Source: DOMAIN.md 5.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mailtick.incidents.actions import Candidate
from mailtick.incidents.incident import Incident
from mailtick.incidents.lookup import Lookup, OpenHandover, SentMail
from mailtick.incidents.trust import Sender
from mailtick.mail.message import Clue, ClueKind

# How much each kind of evidence says, 0 to 100. What we signed or sent says most, a bare number least.
TOKEN = 100
OUR_MESSAGE = 95
THEIR_REFERENCE = 90
FIRST_MAIL = 85
NUMBER = 75
ONLY_HANDOVER = 50
BODY_NUMBER = 40


@dataclass(frozen=True, slots=True)
class Belonging:
    """The candidates, best first. `handover` is the one that a provider writes on, where it is plain."""

    candidates: tuple[Candidate, ...] = ()
    handover: OpenHandover | None = None
    is_ambiguous: bool = False
    stranger_cites: str = ""

    @property
    def best(self) -> int | None:
        return self.candidates[0].incident if self.candidates and not self.is_ambiguous else None


def cited_mails(clues: Iterable[Clue], lookup: Lookup) -> tuple[SentMail, ...]:
    """Return the mails of ours that a mail answers: by the tag of the address, then by Message-ID."""
    clues = tuple(clues)
    tokens = (clue.value.rpartition(".")[2] for clue in clues if clue.kind is ClueKind.ADDRESS_TAG)
    by_token = tuple(sent for token in tokens if (sent := lookup.sent_with_token(token)))
    return by_token + lookup.sent(_values(clues, ClueKind.MESSAGE_ID))


def find_belonging(
    clues: Sequence[Clue], cited: Sequence[SentMail], sender: Sender, lookup: Lookup, prefix: str
) -> Belonging:
    """Return the candidates for a mail, with their scores, and whether two of them are equally good."""
    weigher = _Weigher(lookup)
    for sent in cited:
        is_token = any(clue.kind is ClueKind.ADDRESS_TAG for clue in clues) and sent is cited[0]
        evidence = "answers to the address that we gave" if is_token else "answers a mail of ours"
        weigher.add(sent.incident, TOKEN if is_token else OUR_MESSAGE, evidence)
    handover = _weigh_provider(weigher, clues, cited, sender, lookup)
    for incident in lookup.filed(_values(clues, ClueKind.MESSAGE_ID)):
        weigher.add(incident, FIRST_MAIL, "answers a mail that was filed there")
    stranger_cites = _weigh_numbers(weigher, clues, sender, lookup, prefix)
    candidates = weigher.best_first()
    tied = len(candidates) > 1 and candidates[0].score == candidates[1].score
    return Belonging(candidates, handover, tied, "" if candidates else stranger_cites)


def _weigh_provider(
    weigher: _Weigher, clues: Sequence[Clue], cited: Sequence[SentMail], sender: Sender, lookup: Lookup
) -> OpenHandover | None:
    if sender.provider is None:
        return None
    references = _values(clues, ClueKind.PROVIDER_REFERENCE)
    known = lookup.handover_with_reference(sender.provider, references) if references else None
    if known:
        weigher.add(known.incident, THEIR_REFERENCE, f"{sender.provider.name} names their job {known.reference}")
        return known
    waiting = lookup.open_handovers(sender.provider)
    answered = [each for each in waiting if any(sent.incident == each.incident for sent in cited)]
    if answered:
        return answered[0]
    numbers = _values(clues, ClueKind.NUMBER) + _values(clues, ClueKind.BODY_NUMBER)
    named = [each for each in waiting if each.incident_reference in numbers]
    for each in named:
        weigher.add(each.incident, NUMBER, f"names {each.incident_reference}, which {sender.provider.name} has")
    if named:
        return named[0]
    # A job that already carries another reference of theirs is not what a new reference is about.
    free = [each for each in waiting if not each.reference or not references]
    for each in free:
        words = "the only job" if len(free) == 1 else f"one of {len(free)} jobs"
        weigher.add(each.incident, ONLY_HANDOVER, f"{words} that {sender.provider.name} has of ours")
    return free[0] if len(free) == 1 else None


def _weigh_numbers(weigher: _Weigher, clues: Sequence[Clue], sender: Sender, lookup: Lookup, prefix: str) -> str:
    """Weigh our own numbers; return the number that a stranger cites, if one does."""
    stranger_cites = ""
    for kind, score in ((ClueKind.NUMBER, NUMBER), (ClueKind.BODY_NUMBER, BODY_NUMBER)):
        for reference in _values(clues, kind):
            digits = reference.removeprefix(f"{prefix}-")
            incident = lookup.incident_numbered(int(digits)) if digits.isdecimal() and len(digits) < 10 else None
            if incident is None:
                continue
            if _takes_part(sender, incident):
                weigher.add(incident.id, score, f"names {incident.reference} and takes part in it")
            elif kind is ClueKind.NUMBER and sender.provider is None:
                stranger_cites = incident.reference
    return stranger_cites


def _takes_part(sender: Sender, incident: Incident) -> bool:
    if sender.person is None:
        return False
    return sender.person.is_team or any(sender.person.address == person.address for person in incident.affected)


def _values(clues: Iterable[Clue], kind: ClueKind) -> list[str]:
    return [clue.value for clue in clues if clue.kind is kind]


class _Weigher:
    """Keeps the best evidence for each incident."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._found: dict[int, Candidate] = {}

    def add(self, incident: int | None, score: int, because: str) -> None:
        if incident is None:
            return
        present = self._found.get(incident)
        if present is None:
            known = self._lookup.incident(incident)
            reference = known.reference if known else ""
            self._found[incident] = Candidate(incident, reference, score, because)
        elif score > present.score:
            joined = f"{because}; {present.because}"
            self._found[incident] = Candidate(incident, present.reference, score, joined)

    def best_first(self) -> tuple[Candidate, ...]:
        return tuple(sorted(self._found.values(), key=lambda candidate: -candidate.score))

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


@dataclass(frozen=True, slots=True)
class Cited:
    """The mails of ours that a mail answers: by the tag of the address, and by Message-ID, the newest first."""

    by_tag: tuple[SentMail, ...] = ()
    by_message_id: tuple[SentMail, ...] = ()

    @property
    def mails(self) -> tuple[SentMail, ...]:
        return self.by_tag + self.by_message_id


def cited_mails(clues: Sequence[Clue], lookup: Lookup) -> Cited:
    """Return the mails of ours that a mail answers. Tags of another desk, or made up, are nothing."""
    tokens = (tag.rpartition(".")[2] for tag in _values(clues, ClueKind.ADDRESS_TAG))
    by_tag = tuple(sent for token in tokens if (sent := lookup.sent_with_token(token)))
    return Cited(by_tag, lookup.sent(_values(clues, ClueKind.MESSAGE_ID)))


def find_belonging(clues: Sequence[Clue], cited: Cited, sender: Sender, lookup: Lookup, prefix: str) -> Belonging:
    """Return the candidates for a mail, with their scores, and whether two of them are equally good."""
    weigher = _Weigher(lookup)
    for sent in cited.by_tag:
        weigher.add(sent.incident, TOKEN, "answers to the address that we gave")
    weigher.add_thread([sent.incident for sent in cited.by_message_id], OUR_MESSAGE, "answers a mail of ours")
    handovers = _weigh_provider(weigher, clues, cited, sender, lookup)
    filed = lookup.filed(_values(clues, ClueKind.MESSAGE_ID))
    weigher.add_thread(filed, FIRST_MAIL, "answers a mail that was filed there")
    stranger_cites = _weigh_numbers(weigher, clues, sender, lookup, prefix)
    candidates = weigher.best_first()
    tied = len(candidates) > 1 and candidates[0].score == candidates[1].score
    handover = next((each for each in handovers if candidates and each.incident == candidates[0].incident), None)
    return Belonging(candidates, None if tied else handover, tied, "" if candidates else stranger_cites)


def _weigh_provider(
    weigher: _Weigher, clues: Sequence[Clue], cited: Cited, sender: Sender, lookup: Lookup
) -> tuple[OpenHandover, ...]:
    """Weigh what a provider writes about; return their hand-overs, the one whose job number they name first."""
    if sender.provider is None:
        return ()
    references = _values(clues, ClueKind.PROVIDER_REFERENCE)
    known = lookup.handover_with_reference(sender.provider, references) if references else None
    waiting = lookup.open_handovers(sender.provider)
    numbers = _values(clues, ClueKind.NUMBER) + _values(clues, ClueKind.BODY_NUMBER)
    if known:
        weigher.add(known.incident, THEIR_REFERENCE, f"{sender.provider.name} names their job {known.reference}")
        return (known, *waiting)
    for each in waiting:
        if each.incident_reference in numbers:
            weigher.add(each.incident, NUMBER, f"names {each.incident_reference}, which {sender.provider.name} has")
    # Whoever answers a mail or names a number means that one, also if they do not have it any more.
    if not numbers and not any(sent.incident for sent in cited.mails):
        _weigh_unnamed(weigher, sender.provider.name, waiting, has_reference=bool(references))
    return waiting


def _weigh_unnamed(weigher: _Weigher, name: str, waiting: Sequence[OpenHandover], *, has_reference: bool) -> None:
    # A job that already carries another reference of theirs is not what a new reference is about.
    free = [each for each in waiting if not each.reference or not has_reference]
    words = "the only job" if len(free) == 1 else f"one of {len(free)} jobs"
    for each in free:
        weigher.add(each.incident, ONLY_HANDOVER, f"{words} that {name} has of ours")


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

    def add_thread(self, incidents: Sequence[int | None], score: int, because: str) -> None:
        """What a mail answers directly says more than what was said earlier in the thread."""
        named = [incident for incident in incidents if incident is not None]
        for place, incident in enumerate(named):
            self.add(incident, score if place == 0 else score - 1, because)

    def best_first(self) -> tuple[Candidate, ...]:
        return tuple(sorted(self._found.values(), key=lambda candidate: -candidate.score))

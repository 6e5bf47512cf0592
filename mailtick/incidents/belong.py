"""Which incident does a mail belong to? All evidence is weighed; nothing is guessed between two.

Source: DOMAIN.md 5.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailtick.incidents.candidate import Candidate
from mailtick.incidents.incident import Incident
from mailtick.incidents.job_numbers import names_number
from mailtick.incidents.lookup import Lookup, OpenHandover, SentMail
from mailtick.incidents.people import Provider
from mailtick.incidents.thanks import is_withdrawal
from mailtick.incidents.trust import Sender
from mailtick.mail.message import Clue, ClueKind, InboundMail
from mailtick.mail.subject import leading_number

# How much each kind of evidence says, 0 to 100. What we signed or sent says most, a bare number least.
TOKEN = 100
OUR_MESSAGE = 95
THEIR_REFERENCE = 90
FIRST_MAIL = 85
NUMBER = 75
SAME_THREAD = 70
COLLEAGUES_NUMBER = 65
REFERENCE_OF_OTHERS = 60
DESCRIBED = 55
ONLY_HANDOVER = 50
BODY_NUMBER = 40
CALLED_OFF = 40
CALLED_OFF_WITHIN = timedelta(hours=1)
# What stands earlier in a thread says less than what the mail answers; and what agrees adds a little.
EARLIER = 5
AGREES = 1

_MOST_MERGED = 20
# Whoever calls something off says so at once.
_FIRST_WORDS = 6
# What firms also write to those who have a job with them; without a clue it is about none.
_NO_JOB = re.compile(
    r"\b(?:invoices?|statement|remittance|credit note|price list|newsletter|planned|scheduled maintenance"
    r"|opening hours|holiday hours|christmas hours|survey|renewal)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Belonging:
    """The candidates, best first. `handover` is the one that a provider writes on, where it is plain.

    `doubts` are what the mail names and what was not believed, each as half a sentence.
    """

    candidates: tuple[Candidate, ...] = ()
    handover: OpenHandover | None = None
    is_ambiguous: bool = False
    doubts: tuple[str, ...] = ()

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


def find_belonging(
    mail: InboundMail, new_text: str, clues: Sequence[Clue], cited: Cited, sender: Sender, lookup: Lookup, prefix: str
) -> Belonging:
    """Return the candidates for a mail, with their scores, and whether two of them are equally good."""
    weigher = _Weigher(lookup)
    for sent in cited.by_tag:
        weigher.add(_own(sent.incident, sender, lookup), TOKEN, "answers to the address that we gave")
    cited_incidents = [_own(sent.incident, sender, lookup) for sent in cited.by_message_id]
    weigher.add_thread(cited_incidents, OUR_MESSAGE, "answers a mail of ours")
    ids = _values(clues, ClueKind.MESSAGE_ID)
    weigher.add_thread(lookup.filed(ids), FIRST_MAIL, "answers a mail that was filed there")
    leading = leading_number(mail.subject, prefix)
    doubts = _forged(ids, cited, prefix) + _weigh_numbers(weigher, clues, leading, sender, lookup, prefix)
    handovers: tuple[OpenHandover, ...] = ()
    if sender.provider is not None:
        handovers = _weigh_provider(weigher, f"{mail.subject}\n{new_text}", clues, sender, sender.provider, lookup)
    else:
        doubts += _weigh_references_of_others(weigher, clues, sender, lookup)
    if not weigher.has_any:
        _weigh_thread(weigher, ids, lookup)
    candidates = weigher.best_first()
    tied = len(candidates) > 1 and candidates[0].score == candidates[1].score
    best = candidates[0].incident if candidates else None
    handover = next((each for each in handovers if end_of_chain(lookup, each.incident) == best), None)
    return Belonging(candidates, None if tied else handover, tied, doubts)


def _own(incident_id: int | None, sender: Sender, lookup: Lookup) -> int | None:
    """The incident, or their own, if the sender's report was taken off it: what we wrote about it meant that."""
    incident = lookup.incident(incident_id) if incident_id is not None else None
    if incident is None or sender.person is None or _takes_part(sender, incident):
        return incident_id
    return lookup.taken_off(incident.id, sender.person) or incident_id


def _forged(ids: Sequence[str], cited: Cited, prefix: str) -> tuple[str, ...]:
    """Ids in the form of ours that we never gave to anybody: made up, or another desk's."""
    if cited.by_message_id:
        return ()
    form = re.compile(rf"{re.escape(prefix)}-(\d{{1,9}})\.[a-z2-7]{{20}}@", re.IGNORECASE)
    named = [f"{prefix}-{found[1]}" for each in ids if (found := form.match(each))]
    return tuple(f"it answers a mail about {each} that this desk never sent" for each in dict.fromkeys(named[:5]))


def _weigh_provider(
    weigher: _Weigher, text: str, clues: Sequence[Clue], sender: Sender, provider: Provider, lookup: Lookup
) -> tuple[OpenHandover, ...]:
    """Weigh what a provider writes about; return their hand-overs, the one whose job number they name first."""
    references = _values(clues, ClueKind.PROVIDER_REFERENCE)
    known = tuple(each for each in lookup.handovers_with_reference(references) if each.provider == provider.code)
    waiting = lookup.open_handovers(provider)
    # A number whose form is none of the usual ones is known as it stands.
    known += tuple(each for each in waiting if each not in known and names_number(text, each.reference))
    for each in known:
        weigher.add(each.incident, THEIR_REFERENCE, f"{provider.name} names their job {each.reference}")
    if known:
        return (*known, *waiting)
    numbers = _values(clues, ClueKind.NUMBER) + _values(clues, ClueKind.BODY_NUMBER)
    for each in waiting:
        if each.incident_reference in numbers:
            weigher.add(each.incident, NUMBER, f"names {each.incident_reference}, which {provider.name} has")
    # Whoever answers a mail or names a number means that one, also if they do not have it any more.
    if not numbers and not weigher.has_any and not sender.is_billing and not _NO_JOB.search(text.partition("\n")[0]):
        # A job that already carries another reference of theirs is not what a new reference is about.
        free = [each for each in waiting if not each.reference or not references]
        _weigh_described(weigher, text, free, lookup)
        words = "the only job" if len(free) == 1 else f"one of {len(free)} jobs"
        for each in free:
            weigher.add(each.incident, ONLY_HANDOVER, f"{words} that {provider.name} has of ours")
    return waiting


def _weigh_described(weigher: _Weigher, text: str, jobs: Sequence[OpenHandover], lookup: Lookup) -> None:
    """Of several jobs, those whose place or equipment the mail names."""
    places = {place.name for place in lookup.places_in(text)} if len(jobs) > 1 else set()
    for each in jobs if places else ():
        incident = lookup.incident(each.incident)
        if incident and incident.place in places:
            weigher.add(each.incident, DESCRIBED, f"names {incident.shown_place or 'its place'} or something in it")


def _weigh_references_of_others(
    weigher: _Weigher, clues: Sequence[Clue], sender: Sender, lookup: Lookup
) -> tuple[str, ...]:
    """Weigh a provider's job number that somebody else names; a stranger who does may be a colleague of theirs."""
    doubts: list[str] = []
    for each in lookup.handovers_with_reference(_values(clues, ClueKind.PROVIDER_REFERENCE)):
        incident = lookup.incident(each.incident)
        if incident and _takes_part(sender, incident):
            weigher.add(each.incident, REFERENCE_OF_OTHERS, f"names the job {each.reference} and takes part in it")
        elif sender.is_stranger:
            doubts.append(f"it names {each.reference}, a provider's job for {each.incident_reference}")
    return tuple(dict.fromkeys(doubts))


def _weigh_numbers(
    weigher: _Weigher, clues: Sequence[Clue], leading: str, sender: Sender, lookup: Lookup, prefix: str
) -> tuple[str, ...]:
    """Weigh our own numbers; return what a stranger names. A number in the text alone means an open incident.

    What the subject quotes below the tag that it begins with, `leading`, says less than that tag.
    """
    doubts: list[str] = []
    for kind, score in ((ClueKind.NUMBER, NUMBER), (ClueKind.BODY_NUMBER, BODY_NUMBER)):
        for reference in _values(clues, kind):
            digits = reference.removeprefix(f"{prefix}-")
            incident = lookup.incident_numbered(int(digits)) if digits.isdecimal() and len(digits) < 10 else None
            if incident is None or (kind is ClueKind.BODY_NUMBER and not incident.is_open):
                continue
            own = _own(incident.id, sender, lookup)
            quoted = EARLIER if kind is ClueKind.NUMBER and leading not in ("", reference) else 0
            if _takes_part(sender, incident):
                weigher.add(incident.id, score - quoted, f"names {incident.reference} and takes part in it")
            elif own != incident.id:
                weigher.add(own, score - quoted, f"names {incident.reference}, off which their report was taken")
            elif kind is ClueKind.NUMBER and sender.person is not None:
                weigher.add(
                    incident.id, COLLEAGUES_NUMBER - quoted, f"names {incident.reference}, and is of the school"
                )
            elif kind is ClueKind.NUMBER and sender.is_stranger:
                doubts.append(f"it names {incident.reference}, but {sender.address.addr} takes no part in it")
    return tuple(doubts)


def _weigh_thread(weigher: _Weigher, ids: Sequence[str], lookup: Lookup) -> None:
    """What answers the same mail belongs together, though that mail never came to us; only while it is open."""
    for each in lookup.filed_with_references(ids):
        incident = lookup.incident(each)
        if incident and incident.is_open:
            weigher.add(each, SAME_THREAD, "answers the same mail as one that was filed there")
            return


def called_off(text: str, sender: Sender, lookup: Lookup, received_at: datetime) -> Belonging | None:
    """ "Cancel that", five minutes later and in a mail of its own: what the same person has just reported."""
    if sender.person is None or "?" in text or not is_withdrawal(" ".join(text.split()[:_FIRST_WORDS])):
        return None
    recent = [
        each
        for each in lookup.opened_since(received_at - CALLED_OFF_WITHIN, sender.person.address)
        if each.reporter_address == sender.person.address
    ]
    incident = lookup.incident_numbered(int(recent[0].reference.rpartition("-")[2])) if len(recent) == 1 else None
    if incident is None:
        return None
    because = f"seems to call off {incident.reference}, which {sender.name} has just reported"
    return Belonging((Candidate(incident.id, incident.reference, CALLED_OFF, because),))


def end_of_chain(lookup: Lookup, incident_id: int) -> int:
    """The incident itself, or the last one into which it was merged."""
    incident, _ = _Weigher(lookup).final(incident_id)
    return incident.id if incident else incident_id


def _takes_part(sender: Sender, incident: Incident) -> bool:
    if sender.person is None:
        return False
    address = sender.person.address
    return (
        sender.person.is_team
        or any(address == person.address for person in incident.affected)
        or any(address == each.address for each in incident.participants)
    )


def _values(clues: Iterable[Clue], kind: ClueKind) -> list[str]:
    return [clue.value for clue in clues if clue.kind is kind]


class _Weigher:
    """Keeps the best evidence for each incident; what agrees with it adds a little."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._found: dict[int, Candidate] = {}

    @property
    def has_any(self) -> bool:
        return bool(self._found)

    def add(self, incident_id: int | None, score: int, because: str) -> None:
        incident, merged = self.final(incident_id)
        if incident is None:
            return
        because = "; ".join((because, *merged))
        present = self._found.get(incident.id)
        if present is None:
            self._found[incident.id] = Candidate(incident.id, incident.reference, score, because)
        elif because not in present.because:
            first, second = (because, present.because) if score > present.score else (present.because, because)
            together = min(TOKEN, max(score, present.score) + AGREES)
            self._found[incident.id] = Candidate(incident.id, incident.reference, together, f"{first}; {second}")

    def add_thread(self, incidents: Sequence[int | None], score: int, because: str) -> None:
        """What a mail answers directly says more than what was said earlier in the thread."""
        named = dict.fromkeys(incident for incident in incidents if incident is not None)
        for place, incident in enumerate(named):
            self.add(incident, score if place == 0 else score - EARLIER, because)

    def best_first(self) -> tuple[Candidate, ...]:
        return tuple(sorted(self._found.values(), key=lambda candidate: -candidate.score))

    def final(self, incident_id: int | None) -> tuple[Incident | None, list[str]]:
        """The incident itself, or the one at the end of the chain into which it was merged; and how it got there."""
        incident = self._lookup.incident(incident_id) if incident_id is not None else None
        way: list[str] = []
        while incident and incident.merged_into is not None and len(way) < _MOST_MERGED:
            following = self._lookup.incident(incident.merged_into)
            if following is None:
                break
            way.append(f"{incident.reference} was merged into {following.reference}")
            incident = following
        return incident, way

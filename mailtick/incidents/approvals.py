"""A decision that is asked of the owner or an approver: money, a change, an account. Nothing is ordered before.

Pure: the values, the two actions, and whom a question goes to. Source: DOMAIN.md 3.5 and 5.2, RULINGS 11 and 12.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mailtick.incidents.incident import STATE_WORDS, Incident
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Person, Provider, Role
from mailtick.mail.money import pounds

# Where the reason begins: "new power board; cheaper than …", "new power board because …".
_WHY = re.compile(r"\s*[;\n]|[\s,(]+(?:because|since|as\s+the|so\s+that)\b", re.IGNORECASE)


class Answer(StrEnum):
    """What whoever decides may say."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Price:
    """What it costs, in pence; without VAT where `vat_pence` is 0."""

    net_pence: int
    vat_pence: int

    @property
    def gross_pence(self) -> int:
        return self.net_pence + self.vat_pence

    @property
    def gross_words(self) -> str:
        return pounds(self.gross_pence)

    @property
    def words(self) -> str:
        return f"{pounds(self.net_pence)} + {pounds(self.vat_pence)} VAT = {self.gross_words}"


@dataclass(frozen=True, slots=True)
class Approval:
    """One question, as it stands. `provider` is a firm's code.

    `state` is "asked", "yes", "no", "replaced" by a newer one, or "withdrawn" with the quote that it was about.
    """

    id: int
    incident: int
    what: str
    price: Price | None
    provider: str
    quote_number: str
    valid_until: date | None
    asked_of: Person
    asked_by: str
    asked_at: datetime
    state: str
    said: str = ""
    answered_at: datetime | None = None
    order_number: str = ""

    @property
    def is_open(self) -> bool:
        return self.state == "asked"

    @property
    def thing(self) -> str:
        """What a firm may read of it: not why, which is between the school and whoever decides."""
        return _WHY.split(self.what, maxsplit=1)[0].strip(" ,.:-–—(") or self.what

    @property
    def words(self) -> str:
        """As "power board, £285.00 + £57.00 VAT = £342.00 (quote Q-3318)"."""
        quote = f" (quote {self.quote_number})" if self.quote_number else ""
        return f"{self.what}{f', {self.price.words}' if self.price else ''}{quote}"


@dataclass(frozen=True, slots=True)
class JobQuote:
    """What a firm, by its code, wants for a job that it has."""

    provider: str
    number: str
    price: Price
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class AskApproval:
    """Ask somebody to decide; an older question about the incident that is open still is replaced."""

    incident: int
    what: str
    of: Person
    by: str
    because: str
    price: Price | None = None
    provider: str = ""
    quote_number: str = ""
    valid_until: date | None = None
    # What the desk knows that bears on it: what helps meanwhile, that cover ends, each a sentence.
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerApproval:
    """Somebody decided, or asks something first; `text` is what they said with it."""

    incident: int
    approval: int
    answer: Answer
    text: str
    by: Person
    because: str


@dataclass(frozen=True, slots=True)
class SendOrder:
    """Order from a firm what was approved; on the job that it has, or as a new one where `handover` is None."""

    incident: int
    approval: int
    provider: Provider
    handover: int | None
    order_number: str
    note: str
    by: str
    because: str
    # When it is expected, or, where nobody named a day, when somebody looks; None where a visit brings it.
    arrives_on: date | None = None
    is_day_named: bool = False


def whom_to_ask(
    price: Price | None,
    named: Sequence[Person],
    owners: Sequence[Person],
    approvers: Sequence[Person],
    by: Person | None = None,
) -> Person:
    """Return who decides: whoever is named, an approver whose limit suffices, else the owner.

    What has no price is the owner's. Who asks (`by`) does not decide, unless they are the owner. Raises NotAllowed, a
    sentence.
    """
    is_asking = by.address if by is not None and not by.has(Role.OWNER) else ""
    if named:
        if named[0].address == is_asking:
            raise NotAllowed(f"{named[0].name} asks for it, and somebody else has to decide")
        if because := why_not_theirs(named[0], price):
            raise NotAllowed(because)
        return named[0]
    others = [person for person in approvers if person.address != is_asking]
    fitting = [person for person in others if price is not None and not why_not_theirs(person, price)]
    for person in (*fitting, *owners):
        return person
    raise NotAllowed("nobody on the list of people is owner or may approve so much; give somebody the role first")


def why_over(incident: Incident) -> str:
    """Return why nothing of an incident is to be decided any more, or the empty string."""
    if not incident.is_open:
        return f"{incident.reference} is {STATE_WORDS[incident.state]} meanwhile, and nothing is to be decided any more"
    return ""


def why_not_decide(person: Person, approval: Approval) -> str:
    """Return why somebody may not decide a question, or the empty string. Who asks does not decide, but the owner."""
    if person.name == approval.asked_by and not person.has(Role.OWNER):
        return f"{person.name} asked for it, and somebody else has to decide"
    return why_not_theirs(person, approval.price)


def why_not_theirs(person: Person, price: Price | None) -> str:
    """Return why somebody may not decide on it, or the empty string. The owner has no limit but one that is set."""
    if not person.has(Role.OWNER, Role.APPROVER):
        return f"{person.name} is neither owner nor approver"
    limit = person.approve_limit_pence
    if limit is None:
        return "" if person.has(Role.OWNER) else f"{person.name} has no limit up to which to approve; set it first"
    if price is None:
        return "" if person.has(Role.OWNER) else f"without an amount it is for the owner, not for {person.name}"
    if price.gross_pence > limit:
        return f"{pounds(price.gross_pence)} is more than {person.name} may approve, which is {pounds(limit)}"
    return ""

"""Who writes, and how far they are believed: unknown, known address, authenticated, token.

A From line proves nothing; `deeds.py` says what each may do (RULINGS 11, 12).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from mailtick.incidents.lookup import Lookup, SentMail
from mailtick.incidents.people import Person, Provider, Role
from mailtick.incidents.policy import Policy
from mailtick.incidents.proof import Proof, Verdict, read_proof
from mailtick.mail.author import read_author
from mailtick.mail.message import Address, Author, InboundMail


class Trust(IntEnum):
    """The ladder. A forged mail stands below an unknown one: it claims to be somebody."""

    FORGED = -1
    UNKNOWN = 0
    KNOWN = 1
    AUTHENTICATED = 2
    TOKEN = 3


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote a mail: a person or a provider of ours, or nobody we know. `words` say how we know.

    `is_authenticated` is our own server's word for the From, `has_token` that the mail answers a copy that only they
    received. `claims` is whom a mail names that may be forged.
    """

    address: Address
    person: Person | None
    provider: Provider | None
    trust: Trust
    words: str
    is_authenticated: bool = False
    has_token: bool = False
    claims: str = ""

    @property
    def name(self) -> str:
        if self.person:
            return self.person.name
        if self.provider:
            return self.provider.name
        return self.address.name or self.address.addr

    @property
    def is_billing(self) -> bool:
        """Whether a provider writes from the address that it uses for bills alone."""
        provider = self.provider
        if provider is None or not provider.billing_address:
            return False
        return self.address.key == provider.billing_address.lower() != provider.address.lower()

    @property
    def is_stranger(self) -> bool:
        return self.person is None and self.provider is None


def judge_sender(
    mail: InboundMail, cited: Iterable[SentMail], lookup: Lookup, policy: Policy, *, is_vouched: bool = False
) -> Sender | None:
    """Return who wrote a mail, or None where it has no From. `cited` are the mails of ours that it answers.

    `is_vouched` says that a person has looked at it and takes it as genuine.
    """
    author = read_author(mail)
    if author is None or "@" not in author.address.addr:
        return None
    if author.is_rewritten and mail.from_ is not None and not _is_list_of_ours(mail.from_, policy):
        # Anybody can run a list that names whom it likes.
        author = Author(mail.from_, "From", is_rewritten=False)
    address = author.address
    person, provider = _known(address, lookup, policy)
    proof = _proof(mail, author, policy)
    is_somebody = person is not None or provider is not None or policy.is_own(address.addr)
    if proof.verdict is Verdict.FORGED and is_somebody and not is_vouched:
        claims = person.name if person else provider.name if provider else policy.facts.name
        return Sender(address, None, None, Trust.FORGED, f"sender verified: no, {proof.words}", claims=claims)
    if not is_somebody and proof.verdict is not Verdict.FORGED and (asked := _asked_there(address, cited, lookup)):
        words = f"sender verified: no, it answers the job that was sent to {asked.name} at this address"
        return Sender(address, None, asked, Trust.KNOWN, words)
    if person is None and provider is None:
        return Sender(address, None, None, Trust.UNKNOWN, _unknown(proof), proof.verdict is Verdict.PROVEN)
    if person and address.key != person.address and not lookup.is_verified(address.key):
        noted = f"sender verified: no, {address.key} was noted by hand as an address of theirs"
        return Sender(address, person, None, Trust.KNOWN, noted)
    theirs = {address.key, person.address if person else address.key}
    answers = any(sent.recipient.lower() in theirs for sent in cited)
    return _rung(address, person, provider, proof, answers=answers)


def _asked_there(address: Address, cited: Iterable[SentMail], lookup: Lookup) -> Provider | None:
    """The provider to whom a job was sent at this address, once, in a mail of ours that the mail answers."""
    jobs = (sent.handover for sent in cited if sent.recipient.lower() == address.key and sent.handover is not None)
    return next((provider for job in jobs if (provider := lookup.provider_of_handover(job))), None)


def _is_list_of_ours(list_address: Address, policy: Policy) -> bool:
    return (
        list_address.domain in policy.staff_domains
        or policy.is_own(list_address.addr)
        or policy.is_list(list_address.addr)
    )


def signed_in(person: Person) -> Sender:
    """Return who writes on the web desk: whoever signed in there has shown that their mail reaches them."""
    words = "sender verified: yes, signed in at the web desk"
    address = Address(person.address, person.name)
    return Sender(address, person, None, Trust.TOKEN, words, is_authenticated=True, has_token=True)


def newcomer(address: Address) -> Person:
    """Return somebody who is not on the list of people yet."""
    return Person(0, address.name or address.addr, address.key, frozenset({Role.REQUESTER}))


def _known(address: Address, lookup: Lookup, policy: Policy) -> tuple[Person | None, Provider | None]:
    if address.key.isascii() and not address.addr.isascii():
        # A letter that only looks like one of ours becomes it in lower case, such as the Kelvin sign.
        return None, None
    person = lookup.person(address.key)
    provider = None if person else lookup.provider(address.key)
    if person is None and provider is None and address.domain in policy.staff_domains:
        return newcomer(address), None
    return person, provider


def _proof(mail: InboundMail, author: Author, policy: Policy) -> Proof:
    if author.is_rewritten:
        # What the list's server proves is the list, not whoever wrote to it.
        return Proof(Verdict.UNPROVEN, author.because)
    return read_proof(mail, policy.authserv_ids)


def _unknown(proof: Proof) -> str:
    return "sender unknown" + (f"; the address is verified: {proof.words}" if proof.verdict is Verdict.PROVEN else "")


def _rung(address: Address, person: Person | None, provider: Provider | None, proof: Proof, *, answers: bool) -> Sender:
    """How far somebody we know is believed. Whoever answers a mail of ours while DMARC fails has seen it elsewhere."""
    is_authenticated = proof.verdict is Verdict.PROVEN
    has_token = answers and proof.verdict is not Verdict.FORGED
    reasons = [proof.words] if is_authenticated else []
    reasons += [f"{'it ' if reasons else ''}answers a mail that only they received"] if has_token else []
    words = f"yes, {', and '.join(reasons)}" if reasons else f"no, {proof.words}"
    trust = Trust.TOKEN if has_token else Trust.AUTHENTICATED if is_authenticated else Trust.KNOWN
    return Sender(address, person, provider, trust, f"sender verified: {words}", is_authenticated, has_token)

"""Who writes, and how far they are believed: unknown, known address, authenticated, token.

A From line proves nothing; it lets somebody comment as a requester at most (RULINGS 11, 12).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import authres  # type: ignore[import-untyped,unused-ignore]  # it ships no types

from mailtick.incidents.lookup import Lookup, SentMail
from mailtick.incidents.people import Person, Provider, Role
from mailtick.incidents.policy import Policy
from mailtick.mail.author import read_author
from mailtick.mail.message import Address, InboundMail

_COMMENT = re.compile(r"\([^()]*\)")


class Trust(IntEnum):
    """The ladder; a higher rung may do all that a lower one may."""

    UNKNOWN = 0
    KNOWN = 1
    AUTHENTICATED = 2
    TOKEN = 3


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote a mail: a person or a provider of ours, or nobody we know. `words` say how we know."""

    address: Address
    person: Person | None
    provider: Provider | None
    trust: Trust
    words: str

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

    @property
    def may_command(self) -> bool:
        return self.person is not None and self.person.is_team and self.trust >= Trust.AUTHENTICATED


def judge_sender(mail: InboundMail, cited: Iterable[SentMail], lookup: Lookup, policy: Policy) -> Sender | None:
    """Return who wrote a mail, or None where it has no From. `cited` are the mails of ours that it answers."""
    author = read_author(mail)
    if author is None or "@" not in author.address.addr:
        return None
    address = author.address
    person = lookup.person(address.key)
    provider = None if person else lookup.provider(address.key)
    if person is None and provider is None and address.domain in policy.staff_domains:
        person = newcomer(address)
    is_known = person is not None or provider is not None
    if author.is_rewritten:
        # What the list's server proves is the list, not whoever wrote to it.
        trust, words = (Trust.KNOWN if is_known else Trust.UNKNOWN), f"sender verified: no, {author.because}"
    else:
        trust, words = _rung(mail, address, is_known, cited, policy)
    return Sender(address, person, provider, trust, words)


def newcomer(address: Address) -> Person:
    """Return somebody who is not on the list of people yet."""
    return Person(0, address.name or address.addr, address.key, frozenset({Role.REQUESTER}))


def _rung(
    mail: InboundMail, address: Address, is_known: bool, cited: Iterable[SentMail], policy: Policy
) -> tuple[Trust, str]:
    if any(sent.recipient.lower() == address.key for sent in cited):
        return Trust.TOKEN, "sender verified: yes, answers a mail that only they received"
    method, server = authentication(mail, policy.authserv_ids)
    if method:
        return Trust.AUTHENTICATED, f"sender verified: yes, {method} by {server}"
    if is_known:
        return Trust.KNOWN, "sender verified: no, only the From address is known"
    return Trust.UNKNOWN, "sender unknown"


def authentication(mail: InboundMail, authserv_ids: Iterable[str]) -> tuple[str, str]:
    """Return (method, server) if one of our own servers proved the From domain, else two empty strings.

    Only the topmost header of a configured server counts, and only DMARC, aligned DKIM or a signed-in sender;
    SPF alone proves the envelope, not the From. Source: RFC 8601 section 5, DEPENDENCIES 3.6.
    """
    believed = {server.lower() for server in authserv_ids}
    if not believed or mail.from_ is None:
        return "", ""
    for value in mail.headers.get("authentication-results", ()):
        server = _server_named(value)
        if server in believed:
            return _proof(value, mail.from_), server
    return "", ""


def _server_named(value: str) -> str:
    """The server that a header names, also where the rest of it cannot be read: a lower one shall not speak for it."""
    words = _COMMENT.sub(" ", value.partition(";")[0]).split()
    return words[0].strip('"').lower() if words else ""


def _proof(value: str, sender: Address) -> str:
    results = _read(value)
    return next((method for each in results.results if (method := _proves(each, sender))), "") if results else ""


# Most mails of one sender carry the very same line, and reading it is slow.
@lru_cache(maxsize=1024)
def _read(value: str) -> authres.AuthenticationResultsHeader | None:
    try:
        return authres.AuthenticationResultsHeader.parse_value(value)
    except Exception:  # noqa: BLE001  authres raises many kinds on bad headers; a bad header proves nothing
        return None


def _proves(result: authres.AuthenticationResult, sender: Address) -> str:
    if result.result != "pass":
        return ""
    found = {(prop.type, prop.name): prop.value.lower() for prop in result.properties}
    match result.method:
        case "dmarc" if found.get(("header", "from"), "") == sender.domain:
            return "DMARC"
        case "dkim" if _aligned(found.get(("header", "d"), ""), sender.domain):
            return "DKIM"
        case "auth" if found.get(("smtp", "auth"), "") == sender.key:
            return "signed in"
        case _:
            return ""


def _aligned(signer: str, domain: str) -> bool:
    return bool(signer) and (domain == signer or domain.endswith(f".{signer}"))

"""An address that somebody typed after a word: it is taken as it stands, or refused with what may have been meant."""

from __future__ import annotations

import re
from difflib import get_close_matches

from mailtick.incidents.gate import nobody_reads
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.policy import Policy
from mailtick.mail.header_lines import can_be_mailed
from mailtick.mail.message import Address

# "claire@x.example", "<claire@x.example>" or "Claire Brown <claire@x.example>", and no word beside it.
_TYPED = re.compile(
    r"(?:(?P<name>[^<>@]{0,200})<(?:mailto:)?(?P<inside>[^\s<>]{1,320})>|(?P<bare>[^\s<>]{1,320}))", re.IGNORECASE
)
_SEPARATORS = re.compile(r"[-_.]")
# What schools call the address that reaches everybody; somebody on the list of people may still be called so.
_EVERYBODY = frozenset(
    {"all", "allstaff", "staff", "everyone", "everybody", "teachers", "teaching", "parents", "governors", "pupils"}
)
# How alike two addresses have to be for one to be a slip of the other.
_ALIKE, _ALIKE_DOMAIN = 0.7, 0.9


def typed_address(words: str, lookup: Lookup, policy: Policy) -> Address:
    """Return the one address that the words are. Raises NotAllowed, a sentence, where nobody can be meant by it."""
    typed = _TYPED.fullmatch(words.strip().rstrip(",;:."))
    address = Address(typed["inside"] or typed["bare"], (typed["name"] or "").strip(' "')) if typed else Address(words)
    if typed is None or "." not in address.domain or not can_be_mailed(address.addr):
        raise NotAllowed(f'"{words}" is no address that mail can be sent to; write the address alone')
    if because := reaches_nobody(address, policy) or _seems_wrong(address, lookup, policy):
        raise NotAllowed(because)
    return address


def reaches_nobody(address: Address, policy: Policy) -> str:
    """Return why no one person is reached at an address, whoever has it, or the empty string."""
    if not can_be_mailed(address.addr):
        return f"{address.addr} is no address that mail can be sent to"
    if policy.is_own(address.addr):
        return f"{address.addr} is the desk's own address"
    if policy.is_list(address.addr):
        return f"{address.addr} is a list"
    return f"nobody reads {address.addr}" if nobody_reads(address.addr) else ""


def seems_list(address: Address, lookup: Lookup) -> bool:
    """Whether an address that is not on the list of people is one for many, by its name or by what came from it."""
    local = _SEPARATORS.sub("", address.key.partition("@")[0].partition("+")[0])
    return local in _EVERYBODY or lookup.is_list(address.addr)


def _seems_wrong(address: Address, lookup: Lookup, policy: Policy) -> str:
    """Why an address that nobody has is hardly meant: everybody's, unknown in a domain of ours, or nearly in one."""
    if lookup.person(address.key) or lookup.provider(address.key):
        return ""
    if seems_list(address, lookup):
        return f"{address.addr} seems to be a list"
    local, _, domain = address.key.rpartition("@")
    ours = policy.staff_domains | {own.rpartition("@")[2] for own in policy.own_addresses}
    near_domain = domain if domain in ours else next(iter(get_close_matches(domain, ours, 1, _ALIKE_DOMAIN)), "")
    if not near_domain:
        return ""
    known = [person.address.rpartition("@")[0] for person in lookup.people_at(near_domain)]
    near = next(iter(get_close_matches(local, known, 1, _ALIKE)), "")
    meant = f"did you mean {near}@{near_domain}?" if near else "put them there first, or let them write to the desk"
    return f"nobody on the list of people has the address {address.addr}; {meant}"

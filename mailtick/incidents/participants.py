"""Who else takes part: to whom the mails of an incident went beside the desk, and who of them gets copies.

Never the desk itself, lists, outside firms, addresses that nobody reads or that mail cannot reach. Only people whom
the school knows get copies, and only of what people write. Source: DOMAIN.md 3.3, TRAPS.md 2.6 (51 to 53).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mailtick.incidents.actions import AddParticipants
from mailtick.incidents.case import Case
from mailtick.incidents.incident import Incident, Participant
from mailtick.incidents.known_person import known_person
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.opened import OPENED
from mailtick.incidents.people import Person
from mailtick.incidents.policy import Policy
from mailtick.incidents.typed_address import reaches_nobody, seems_list
from mailtick.incidents.watching import WATCH
from mailtick.mail.message import Address, InboundMail

# A mail to more people than this is a circular; who stands further down takes no part by it.
MOST = 50


def beside(case: Case, incident: Incident | None, for_: Person) -> tuple[AddParticipants, ...]:
    """Return who takes part from now on, because a mail of the school's people went to them as well.

    `incident` is what the mail is filed on, None for the one that it opens; `for_` is whose matter the mail is.
    """
    if case.sender.person is None:
        return ()
    skip: set[str] = set()
    if incident is not None:
        skip |= {person.address for person in incident.affected}
        # Who is there only because of what was merged into it takes part by this mail, too, should that be undone.
        skip -= {each.address for each in incident.came_with}
        skip |= {each.address for each in incident.participants} - incident.participants_merged
        skip |= {*incident.without}
    skip |= {case.sender.address.key, case.sender.person.address, for_.address}
    found = tuple(each for each in _addressed(case) if each.address not in skip)[:MOST]
    if not found:
        return ()
    because = case.because_of(f"a mail of {case.sender.name} went to them as well")
    return (AddParticipants(incident.id if incident else OPENED, found, because),)


def _addressed(case: Case) -> Iterable[Participant]:
    """Everybody in To and Cc who may take part, each once, as they are known; To before Cc."""
    mail, seen = case.mail, set[str]()
    written = [(address, "to") for address in mail.to] + [(address, "cc") for address in mail.cc]
    for address, field in written[: 2 * MOST]:
        if address.key in seen:
            continue
        seen.add(address.key)
        if _is_list_of(mail, address) or why_not(address, case.lookup, case.policy, case.now):
            continue
        person = case.lookup.person(address.key)
        participant = Participant(
            person.address if person else address.key, person.name if person else address.name or address.addr, field
        )
        if participant.address not in seen - {address.key}:
            seen.add(participant.address)
            yield participant


def _is_list_of(mail: InboundMail, address: Address) -> bool:
    """Whether the mail came through a list that has this address (RFC 2369, RFC 2919)."""
    named = " ".join(mail.header(name) for name in ("list-post", "list-id", "x-beenthere")).lower()
    return bool(named.strip()) and (address.key in named or address.key.replace("@", ".") in named)


def why_not(address: Address, lookup: Lookup, policy: Policy, now: datetime) -> str:
    """Return why an address can take no part, or the empty string."""
    if because := reaches_nobody(address, policy):
        return because
    stop = lookup.stop_of(address.key)
    if stop is not None and stop.holds(now):
        return f"no mail goes to {address.addr}: {stop.because}"
    if lookup.person(address.key) is not None:
        return ""
    if lookup.provider(address.key) is not None:
        return f"{address.addr} is an outside firm's"
    return f"{address.addr} seems to be a list" if seems_list(address, lookup) else ""


def copied(incident: Incident, by: Person, lookup: Lookup, policy: Policy, now: datetime) -> tuple[Person, ...]:
    """Return the participants who get a copy of what `by` writes to those an incident is for.

    A restricted matter is copied to nobody (RULINGS 15); strangers get nothing by themselves, and who watches
    hears of it otherwise.
    """
    if incident.is_restricted:
        return ()
    skip = {by.address, *(person.address for person in incident.affected)}
    found: dict[str, Person] = {}
    for each in (one for one in incident.participants if one.field != WATCH):
        address = Address(each.address, each.name)
        person = known_person(address, lookup, policy)
        if person and person.address not in skip and not why_not(address, lookup, policy, now):
            found[person.address] = person
    return tuple(found.values())

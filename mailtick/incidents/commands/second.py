"""#second: hand it over to a provider, by mail."""

import re
from dataclasses import replace

from mailtick.incidents import gate
from mailtick.incidents.actions import Action, ChangeState, HandOver, NoticeKind
from mailtick.incidents.commands.command import COORDINATION, FIRST_LEVEL, Call, Command
from mailtick.incidents.cover import no_cover
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed, check_move
from mailtick.incidents.opened import IncidentId
from mailtick.incidents.people import Provider, Role
from mailtick.incidents.typed_address import typed_address
from mailtick.mail.header_lines import can_be_mailed

# "FEN to support@x.example: why" is for this hand-over alone; the address on the list stays as it is.
_TO_ADDRESS = re.compile(r"to\s+(?P<address>[^\s@]*@\S*)(?P<why>.*)", re.DOTALL)


def second(call: Call) -> tuple[Action, ...]:
    name, _, why = call.text("to whom and why: #second FEN needs a new screen").partition(" ")
    provider = call.lookup.provider_named(name.rstrip(":,"))
    if provider is None:
        raise NotAllowed(f'no provider is called "{name}"; use the code or the name from the list of providers')
    check_in_use(provider)
    check_move(call.incident, State.WAITING_PROVIDER)
    jobs = call.lookup.handovers_of(call.incident.id)
    if any(each.provider == provider.code and not each.is_over for each in jobs):
        raise NotAllowed(f"{provider.name} has {call.incident.reference} already")
    if once := _TO_ADDRESS.fullmatch(why.strip()):
        provider, why = _at(once["address"], provider, call), once["why"]
    if not can_be_mailed(provider.address):
        raise NotAllowed(f"{provider.address} is no address that mail can be sent to; correct it in the list of firms")
    if call.incident.is_restricted and not why.strip():
        missing = f"write what {provider.name} may know of it, for no more is sent"
        raise NotAllowed(f"{call.incident.reference} is restricted; {missing}")
    if provider.is_advice and not why.strip():
        raise NotAllowed(f"write what you want to know of {provider.name}, without names; no more is sent")
    today = call.now.astimezone(call.policy.zone).date()
    incident = call.incident
    kept, place = call.lookup.registers, incident.place
    warning = "" if provider.is_advice else no_cover(incident.equipment, place, provider, kept, today)
    return (
        *hand_over(incident.id, provider, why.strip(), call.because, warning),
        *(_alert(call, provider, warning) if warning else ()),
    )


def _alert(call: Call, provider: Provider, warning: str) -> tuple[Action, ...]:
    """The coordinators hear of a likely charge, unless one of them handed it over."""
    if call.by.has(*COORDINATION):
        return ()
    readers = gate.alerted(call.lookup, call.policy, call.now) or call.lookup.team(Role.COORDINATOR)
    headline = f"{call.by.name} handed it over to {provider.name} without cover"
    lines = (
        f"{warning[:1].upper()}{warning[1:]}.",
        f"The job goes out now; if it is not wanted, tell {provider.name}.",
    )
    return gate.notify(
        NoticeKind.ALERT,
        readers,
        headline,
        call.lookup,
        call.policy,
        call.now,
        incident=call.incident.id,
        lines=lines,
    )


def _at(words: str, provider: Provider, call: Call) -> Provider:
    """The provider as it is written to for this once, at an address that is nobody else's."""
    address = typed_address(words, call.lookup, call.policy)
    if person := call.lookup.person(address.key):
        raise NotAllowed(f"{address.addr} is {person.name}'s and no address of {provider.name}")
    other = call.lookup.provider(address.key)
    if other is not None and other.code != provider.code:
        raise NotAllowed(f"{address.addr} is an address of {other.name}; #second {other.code} hands it over there")
    return replace(provider, address=address.addr)


def check_in_use(provider: Provider) -> None:
    """Raise NotAllowed, a sentence, if a firm is out of use."""
    if provider.is_retired:
        raise NotAllowed(
            f"{provider.name} is out of use; `mailtick register set providers {provider.code} retired=` takes it back"
        )


def hand_over(
    incident: IncidentId, provider: Provider, why: str, because: str, warning: str = ""
) -> tuple[Action, ...]:
    """Return the actions of a hand-over; the wait opens when the mail has really been sent."""
    return (
        ChangeState(incident, State.WAITING_PROVIDER, because),
        HandOver(incident, provider, why, because, warning),
    )


SECOND = Command("second", "<provider> [to <address>] <why>", "hand it over to an outside firm", FIRST_LEVEL, second)

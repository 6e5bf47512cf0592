"""What a mail may do, by how far its sender is believed: one table, asked wherever it matters.

`docs/trust.md` prints it. Source: RULINGS 11 to 13, TRAPS.md 2.6.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from mailtick.incidents.people import Role
from mailtick.incidents.trust import Sender, Trust


class Deed(StrEnum):
    """Something that a mail may do."""

    COMMENT = "add to a matter"
    REPORT = "report a matter"
    ASK = "ask for help, and how their own stand (status); the answer goes to their first address"
    REOPEN_OWN = "say that their own is not done (reopens it)"
    CLOSE_OWN = "say that their own is done (closes it)"
    RATE = "say how content they are with what was done, if they were asked"
    PROVIDER_NEWS = "give news of a job, with its number"
    RECORD_NEWS = "have news of a job recorded at once (unproven, it is laid before the coordinator)"
    CREDIT_FORWARD = "pass on what somebody else wrote"
    COMMAND = "use a word, such as #resolve"
    LOG_FOR = "log for somebody else (#for)"
    ANSWER_REMINDER = "answer a reminder of the registers (done, paid, snooze …)"
    STOCK_CHECK = "say what is in a room (stock check)"
    NOTE_ABSENCE = "say that they are away (out-of-office answer)"
    ANSWER_LIST = "say what becomes of held mail or of what is new, in answer to the list of it"
    CONFIRM = "confirm or decline what the desk proposes"
    APPROVE = "approve"


class Needs(StrEnum):
    """The least that has to be known of who wrote."""

    NOTHING = "nothing, if it answers a mail of ours"
    ADDRESS = "a known address"
    PROOF = "authenticated, or an answer to a mail that only they received"
    BOTH = "authenticated, and an answer to a mail that only they received"


_IS_MET: Mapping[Needs, Callable[[Sender], bool]] = MappingProxyType(
    {
        Needs.NOTHING: lambda sender: sender.trust >= Trust.UNKNOWN,
        Needs.ADDRESS: lambda sender: sender.trust >= Trust.KNOWN,
        Needs.PROOF: lambda sender: sender.is_authenticated or sender.has_token,
        Needs.BOTH: lambda sender: sender.is_authenticated and sender.has_token,
    }
)


class Who(StrEnum):
    """Who has a right at all. What a word asks of a role stands with the word."""

    ANYBODY = "anybody"
    PERSON = "anybody of the school"
    PROVIDER = "an outside firm"
    TEAM = "the team: coordinator, deputy, first level, owner"
    COORDINATION = "coordinator and deputy"
    DECIDING = "coordinator and deputy, and finance on payments"
    APPROVERS = "owner and approvers, up to their limit"


_IS_ONE: Mapping[Who, Callable[[Sender], bool]] = MappingProxyType(
    {
        Who.ANYBODY: lambda sender: True,
        Who.PERSON: lambda sender: sender.person is not None,
        Who.PROVIDER: lambda sender: sender.provider is not None,
        Who.TEAM: lambda sender: sender.person is not None and sender.person.is_team,
        Who.COORDINATION: lambda sender: sender.person is not None and sender.person.has(Role.COORDINATOR, Role.DEPUTY),
        Who.DECIDING: lambda sender: (
            sender.person is not None and sender.person.has(Role.COORDINATOR, Role.DEPUTY, Role.FINANCE)
        ),
        Who.APPROVERS: lambda sender: sender.person is not None and sender.person.has(Role.OWNER, Role.APPROVER),
    }
)


@dataclass(frozen=True, slots=True)
class Right:
    """The least trust that a deed needs, and whose it is."""

    needs: Needs
    who: Who


# Passing on makes the desk write to somebody else, in the name of whoever passed it on; a From alone shall not.
RIGHTS: Mapping[Deed, Right] = MappingProxyType(
    {
        Deed.COMMENT: Right(Needs.NOTHING, Who.ANYBODY),
        Deed.REPORT: Right(Needs.ADDRESS, Who.PERSON),
        Deed.ASK: Right(Needs.ADDRESS, Who.PERSON),
        Deed.REOPEN_OWN: Right(Needs.ADDRESS, Who.PERSON),
        Deed.CLOSE_OWN: Right(Needs.PROOF, Who.PERSON),
        Deed.RATE: Right(Needs.ADDRESS, Who.PERSON),
        Deed.PROVIDER_NEWS: Right(Needs.ADDRESS, Who.PROVIDER),
        Deed.RECORD_NEWS: Right(Needs.PROOF, Who.PROVIDER),
        Deed.CREDIT_FORWARD: Right(Needs.PROOF, Who.TEAM),
        Deed.COMMAND: Right(Needs.PROOF, Who.TEAM),
        Deed.LOG_FOR: Right(Needs.PROOF, Who.COORDINATION),
        Deed.ANSWER_REMINDER: Right(Needs.PROOF, Who.PERSON),
        Deed.STOCK_CHECK: Right(Needs.PROOF, Who.PERSON),
        Deed.NOTE_ABSENCE: Right(Needs.PROOF, Who.TEAM),
        Deed.ANSWER_LIST: Right(Needs.PROOF, Who.COORDINATION),
        Deed.CONFIRM: Right(Needs.PROOF, Who.DECIDING),
        Deed.APPROVE: Right(Needs.BOTH, Who.APPROVERS),
    }
)


def may(sender: Sender, deed: Deed) -> bool:
    """Whether this sender's mail may do this."""
    right = RIGHTS[deed]
    return _IS_ONE[right.who](sender) and _IS_MET[right.needs](sender)

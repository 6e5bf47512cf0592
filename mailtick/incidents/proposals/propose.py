"""Which proposal does a mail lead to? The first recogniser that finds something decides."""

from __future__ import annotations

from dataclasses import replace

from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.case import Case
from mailtick.incidents.commands.words import read_words
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.proposals.acts import JoinProposal, Propose
from mailtick.incidents.proposals.again import joined, told_before, told_otherwise
from mailtick.incidents.proposals.moves import propose_move
from mailtick.incidents.proposals.orders import propose_order
from mailtick.incidents.proposals.proposal import Proposal, ProposalKind
from mailtick.mail.message import Kind

# What people write themselves; an answer or a forward is about something that was there before.
_OWN = frozenset({Kind.NEW, Kind.LIST})
_ORDER = ProposalKind.IMPLEMENTATION
_TELLS_OF = {
    ProposalKind.MOVE: "a move",
    ProposalKind.IMPLEMENTATION: "an order",
    ProposalKind.PAYMENT: "something to be paid",
}


def propose(case: Case) -> tuple[Action, ...]:
    """Return the proposal that a mail is, instead of a new matter; nothing where it is none."""
    person = case.sender.person
    if case.is_before_the_desk or case.classification.is_spam or case.classification.kind not in _OWN:
        return ()
    if person is None or not may(case.sender, Deed.REPORT) or read_words(case.own_text)[0]:
        return ()
    proposal = propose_move(case) or propose_order(case)
    if proposal is None:
        return ()
    because = case.because_of(f"mail from {case.sender.name}, which tells of {_TELLS_OF[proposal.kind]}")
    noted = case.answer(NoticeKind.NOTED, person, "what they told is noted", text=proposal.title)
    return (*_first_or_again(case, proposal, because), *noted)


def _first_or_again(case: Case, proposal: Proposal, because: str) -> tuple[Action, ...]:
    """An order that was told of before is no second proposal."""
    doubts = () if case.sender.is_authenticated or case.sender.has_token else (_unproven(case.sender.name),)
    known = told_before(proposal, case.lookup.registers.orders()) if proposal.kind is _ORDER else None
    if known is None:
        return (Propose(replace(proposal, unsure=(*proposal.unsure, *doubts)), because),)
    if known.is_open:
        content = joined(known.content, proposal, case.sender.name, doubts)
        return (JoinProposal(known.proposal, content, content != known.content, because),)
    if otherwise := told_otherwise(known.content, proposal, doubts):
        return (Propose(otherwise, because),)
    return (JoinProposal(known.proposal, known.content, False, because),)


def _unproven(name: str) -> str:
    return f"nothing proves that {name} wrote it; only the From address is known"

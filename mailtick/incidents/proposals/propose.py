"""Which proposal does a mail lead to? The first recogniser that finds something decides."""

from __future__ import annotations

from dataclasses import replace

from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.case import Case
from mailtick.incidents.commands.words import read_words
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.proposals.acts import Propose
from mailtick.incidents.proposals.moves import propose_move
from mailtick.incidents.proposals.orders import propose_order
from mailtick.incidents.proposals.proposal import ProposalKind
from mailtick.mail.message import Kind

# What people write themselves; an answer or a forward is about something that was there before.
_OWN = frozenset({Kind.NEW, Kind.LIST})
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
    if not (case.sender.is_authenticated or case.sender.has_token):
        doubt = f"nothing proves that {case.sender.name} wrote it; only the From address is known"
        proposal = replace(proposal, unsure=(*proposal.unsure, doubt))
    because = case.because_of(f"mail from {case.sender.name}, which tells of {_TELLS_OF[proposal.kind]}")
    noted = case.answer(NoticeKind.NOTED, person, "what they told is noted", text=proposal.title)
    return (Propose(proposal, because), *noted)

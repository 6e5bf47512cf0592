"""What whoever has the money is asked to decide: approve, decline, or ask something first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.responses import Response

from mailtick.incidents.approvals import Approval, why_not_decide
from mailtick.incidents.belong import end_of_chain
from mailtick.incidents.incident import Incident
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Role
from mailtick.incidents.visibility import may_see
from mailtick.mail.money import pounds
from mailtick.rounds.deciding import decide_approval
from mailtick.store.approvals import all_approvals, decided_lately
from mailtick.web.visit import Visit

_WORDS = {"approve": "approve", "decline": "refuse", "ask": "ask"}
_STATES = {"yes": "approved", "no": "declined", "replaced": "asked anew", "withdrawn": "taken back"}
_MOST_DECIDED = 15


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its incident; `why_not` is why this person does not decide it, empty where they may."""

    approval: Approval
    incident: Incident
    firm: str
    is_shown: bool
    why_not: str

    @property
    def state_words(self) -> str:
        return _STATES.get(self.approval.state, "")

    @property
    def limit(self) -> str:
        """Up to how much whoever is asked may decide."""
        of = self.approval.asked_of
        if of.approve_limit_pence is not None:
            return f"may approve up to {pounds(of.approve_limit_pence)}"
        return "decides without a limit" if of.has(Role.OWNER) else ""


def show(visit: Visit) -> Response:
    with visit.reading() as session:
        found = _questions(session, visit, all_approvals(session, open_alone=True))
        decided = _questions(session, visit, decided_lately(session, _MOST_DECIDED))
    asked = [each for each in found if each.incident.is_open]
    mine = [each for each in asked if each.approval.asked_of.address == visit.person.address]
    others = [each for each in asked if each not in mine]
    return visit.page("approvals", "Approvals", questions=[*mine, *others], decided=decided)


def do(visit: Visit) -> Response:
    number, word, text = visit.path("number"), _WORDS.get(visit.said("word")), visit.said("text")
    if word is None or not number.isdecimal() or len(number) > 9:
        raise NotAllowed("say whether it is approved, declined, or what you want to know first")
    if word == "refuse" and not text:
        raise NotAllowed("say why it is declined; whoever asked is told")
    reference, done = decide_approval(visit.desk, int(number), word, text, visit.person.address)
    return visit.go("/approvals", f"{reference}: {done}.")


def _questions(session: Session, visit: Visit, questions: Iterable[Approval]) -> list[Question]:
    lookup = visit.lookup(session)
    found = []
    for each in questions:
        # What was merged is decided where it goes on.
        incident = lookup.incident(end_of_chain(lookup, each.incident))
        if incident is None:
            continue
        firm = lookup.provider_named(each.provider) if each.provider else None
        shown = may_see(visit.person, incident)
        why_not = why_not_decide(visit.person, each)
        found.append(Question(each, incident, firm.name if firm else each.provider, shown, why_not))
    return found

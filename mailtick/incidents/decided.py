"""What follows when whoever decides has said yes or no, or asks something first: the same by mail and by hand."""

from __future__ import annotations

from mailtick.incidents import gate
from mailtick.incidents.actions import Action, ChangeState, NoticeKind
from mailtick.incidents.approvals import Answer, AnswerApproval, Approval
from mailtick.incidents.commands.command import Call
from mailtick.incidents.incident import State
from mailtick.incidents.people import Person

_HEADLINES = {
    Answer.YES: "{} says yes",
    Answer.NO: "{} says no",
    Answer.ASK: "{} asks something before deciding",
}
_NEXT = {
    Answer.NO: "Nothing is ordered. #tell tells who reported it.",
    Answer.ASK: "It still waits for the answer. #ask-approval with what they want to know asks anew.",
}


def decided(call: Call, approval: Approval, answer: Answer, text: str) -> tuple[Action, ...]:
    """Return the actions of an answer: it is kept, work goes on, and those who wait for it hear of it."""
    incident = call.incident
    moves = answer is not Answer.ASK and incident.state is State.WAITING_APPROVAL
    headline = _HEADLINES[answer].format(call.by.name)
    said = (f'{call.by.name} wrote: "{" ".join(text.split())}"',) if text.strip() else ()
    told = gate.notify(
        NoticeKind.ALERT,
        _who_hears(call, approval),
        headline,
        call.lookup,
        call.policy,
        call.now,
        incident=incident.id,
        lines=(f"{approval.words[:1].upper()}{approval.words[1:]}.", *said, _next(call, approval, answer)),
    )
    return (
        AnswerApproval(incident.id, approval.id, answer, text.strip(), call.by, call.because),
        *((ChangeState(incident.id, State.IN_PROGRESS, call.because),) if moves else ()),
        *told,
    )


def _next(call: Call, approval: Approval, answer: Answer) -> str:
    if answer is not Answer.YES:
        return _NEXT[answer]
    firm = call.lookup.provider_named(approval.provider) if approval.provider else None
    if firm is not None:
        return f"#order {firm.code} <order number> sends {firm.name} the order."
    return "#order <firm> <order number> orders it by mail; #start goes on without."


def _who_hears(call: Call, approval: Approval) -> tuple[Person, ...]:
    """The coordinators, and whoever asked; not whoever decided."""
    here = gate.alerted(call.lookup, call.policy, call.now, but=call.by.address)
    assignee = call.incident.assignee
    asked = (assignee,) if assignee is not None and assignee.name == approval.asked_by else ()
    people = {person.address: person for person in (*here, *asked)}
    people.pop(call.by.address, None)
    return tuple(people.values())

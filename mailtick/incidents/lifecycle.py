"""The life of an incident: which state may follow which. Anything not in the table is refused.

Source: DOMAIN.md 5.2, RULINGS 17.
"""

from __future__ import annotations

from mailtick.incidents.incident import OPEN, STATE_WORDS, Incident, State


class NotAllowed(Exception):
    """Something that cannot be done now, or not by this person: a sentence that says what is possible."""


_FROM_ANY_OPEN = (
    State.WAITING_PROVIDER,
    State.WAITING_APPROVAL,
    State.TEMPORARY_FIX,
    State.RESOLVED,
    State.CANCELLED,
)

_FURTHER: dict[State, tuple[State, ...]] = {
    State.NEW: (State.ASSIGNED, State.IN_PROGRESS, State.WAITING_REQUESTER),
    State.ASSIGNED: (State.ASSIGNED, State.IN_PROGRESS, State.WAITING_REQUESTER, State.SCHEDULED),
    State.IN_PROGRESS: (State.ASSIGNED, State.WAITING_REQUESTER, State.SCHEDULED),
    # Back to where it was before the question.
    State.WAITING_REQUESTER: (State.NEW, State.ASSIGNED, State.IN_PROGRESS),
    State.WAITING_PROVIDER: (State.IN_PROGRESS, State.SCHEDULED),
    State.WAITING_APPROVAL: (State.IN_PROGRESS,),
    State.SCHEDULED: (State.IN_PROGRESS,),
    State.TEMPORARY_FIX: (State.IN_PROGRESS,),
    State.RESOLVED: (State.CLOSED, State.IN_PROGRESS),
    State.CLOSED: (State.IN_PROGRESS,),
    State.CANCELLED: (),
}

TRANSITIONS: dict[State, frozenset[State]] = {
    state: frozenset(further + (_FROM_ANY_OPEN if state in OPEN else ())) for state, further in _FURTHER.items()
}


def check_move(incident: Incident, to: State) -> None:
    """Raise NotAllowed, with what is possible, if an incident cannot go to this state now."""
    check_is_whole(incident)
    if to in TRANSITIONS[incident.state]:
        return
    if incident.state in (State.RESOLVED, State.CLOSED, State.CANCELLED):
        raise NotAllowed(f"{incident.reference} is {STATE_WORDS[incident.state]}; write #reopen first")
    possible = ", ".join(STATE_WORDS[state] for state in State if state in TRANSITIONS[incident.state])
    raise NotAllowed(
        f"{incident.reference} is {STATE_WORDS[incident.state]} and cannot become {STATE_WORDS[to]}; "
        f"possible now: {possible or 'nothing more'}"
    )


def check_is_whole(incident: Incident) -> None:
    """Raise NotAllowed, with what is possible, if an incident was merged into another."""
    if incident.goes_on_as:
        raise NotAllowed(
            f"{incident.reference} goes on as {incident.goes_on_as}; #unmerge {incident.reference} takes it out again"
        )


def back_to(incident: Incident) -> State:
    """Where an incident goes that has its answer, or is taken up again: to the state before (RULINGS 17)."""
    before = incident.state_before or (State.NEW if incident.state is State.CANCELLED else State.IN_PROGRESS)
    return State.ASSIGNED if before is State.NEW and incident.assignee is not None else before

"""The life of an incident: which state may follow which, who may say so, and how. Anything not in the table is refused.

`docs/lifecycle.md` prints the table. Source: DOMAIN.md 5.2, RULINGS 17.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from mailtick.incidents.incident import OPEN, STATE_WORDS, Incident, State


class NotAllowed(Exception):
    """Something that cannot be done now, or not by this person: a sentence that says what is possible."""


class By(StrEnum):
    """Who brings a transition about."""

    REQUESTER = "the person who reported it"
    COORDINATION = "coordinator and deputy"
    FIRST_LEVEL = "first level, on what is theirs"
    OWNER = "the owner, or whoever may approve so much"
    CLOCK = "the clock"
    RULE = "a rule that is sure"
    QUESTION = "a rule that asks"
    DELIVERY = "a mail of ours that comes back"


@dataclass(frozen=True, slots=True)
class Transition:
    """From some states to one. `how`: the words, or what somebody writes, that bring it about."""

    start: tuple[State, ...]
    to: State
    by: tuple[By, ...]
    how: str
    also: str = ""

    @property
    def start_words(self) -> str:
        """The states that it begins in, as people say them."""
        left_out = [STATE_WORDS[each] for each in State if each in OPEN - set(self.start)]
        if OPEN.issuperset(self.start) and len(left_out) < _FEW:
            return " but ".join(("any open state", *left_out))
        return "; ".join(STATE_WORDS[each] for each in self.start)


_FEW = 2
_TEAM = (By.COORDINATION, By.FIRST_LEVEL)
_OFFICE = (By.COORDINATION,)
_OPEN = tuple(state for state in State if state in OPEN)
_HELD_BY_US = (State.NEW, State.ASSIGNED, State.IN_PROGRESS)
_RESTS = (State.WAITING_PROVIDER, State.WAITING_APPROVAL, State.SCHEDULED, State.TEMPORARY_FIX)

# In the order of a life: to a person, into work, rest, end, and back.
TABLE: tuple[Transition, ...] = (
    Transition((State.NEW,), State.ASSIGNED, (*_OFFICE, By.RULE), "#assign", "whoever it is given to is told"),
    Transition(
        (State.ASSIGNED, State.IN_PROGRESS),
        State.ASSIGNED,
        (*_OFFICE, By.RULE),
        "#assign",
        "whoever it is given to is told",
    ),
    Transition((State.NEW, State.ASSIGNED), State.IN_PROGRESS, _TEAM, "#start"),
    Transition(
        _HELD_BY_US, State.WAITING_REQUESTER, (*_TEAM, By.QUESTION), "#wait", "they are asked; a day to look again"
    ),
    Transition(
        (State.WAITING_REQUESTER,), State.NEW, (By.REQUESTER,), "an answer", "where it was before; the team hears of it"
    ),
    Transition(
        (State.WAITING_REQUESTER,),
        State.ASSIGNED,
        (By.REQUESTER,),
        "an answer",
        "where it was before; the team hears of it",
    ),
    Transition(
        (State.WAITING_REQUESTER,),
        State.IN_PROGRESS,
        (By.REQUESTER, *_TEAM),
        "an answer, #start",
        "where it was before; the team hears of it",
    ),
    Transition(
        _OPEN, State.WAITING_PROVIDER, (*_TEAM, By.RULE), "#second", "the job goes to the firm; a day to look again"
    ),
    # What is fixed for now stays so: whoever decides is asked beside it.
    Transition(
        tuple(each for each in _OPEN if each is not State.TEMPORARY_FIX),
        State.WAITING_APPROVAL,
        _TEAM,
        "#ask-approval",
        "whoever decides is asked; a day to look again",
    ),
    Transition(
        (State.ASSIGNED, State.IN_PROGRESS, State.WAITING_PROVIDER, State.SCHEDULED),
        State.SCHEDULED,
        _TEAM,
        "#visit",
        "those it is for are told the day",
    ),
    Transition((State.WAITING_APPROVAL,), State.IN_PROGRESS, (By.OWNER,), "yes, no", "the coordinator hears of it"),
    Transition(_RESTS, State.IN_PROGRESS, _TEAM, "#start"),
    Transition(
        (State.WAITING_PROVIDER,),
        State.IN_PROGRESS,
        _OFFICE,
        "#heard, or y to what the firm writes: done, or given back",
        "whoever has it looks before anybody hears",
    ),
    Transition((State.SCHEDULED,), State.IN_PROGRESS, _OFFICE, "y to what the firm writes: done, or given back"),
    Transition((State.SCHEDULED,), State.IN_PROGRESS, (By.CLOCK,), "the agreed moment"),
    Transition((State.WAITING_PROVIDER,), State.IN_PROGRESS, (By.DELIVERY,), "a hand-over that came back"),
    Transition(
        (State.TEMPORARY_FIX,), State.IN_PROGRESS, (By.REQUESTER,), '"it has failed again"', "the clock goes on"
    ),
    Transition(
        (State.TEMPORARY_FIX,),
        State.WAITING_PROVIDER,
        (By.REQUESTER,),
        '"it has failed again" while a firm has the job',
        "the firm's wait goes on as if nothing had been",
    ),
    Transition(_OPEN, State.TEMPORARY_FIX, _TEAM, "#temp", "those it is for are told; a day for the rest"),
    Transition(_OPEN, State.RESOLVED, _TEAM, "#resolve", "those it is for are told"),
    Transition(
        (State.NEW, State.ASSIGNED),
        State.RESOLVED,
        (By.REQUESTER,),
        '"that worked", of the first checks of an article',
        "closed at once",
    ),
    Transition((State.WAITING_REQUESTER,), State.RESOLVED, (By.CLOCK,), "no answer in ten open days", "they are told"),
    Transition((State.RESOLVED,), State.CLOSED, (By.REQUESTER,), '"works now, thanks"'),
    Transition((State.RESOLVED,), State.CLOSED, _OFFICE, "#close"),
    Transition((State.RESOLVED,), State.CLOSED, (By.CLOCK,), "the end of the third open day after it"),
    Transition((State.RESOLVED,), State.IN_PROGRESS, (By.REQUESTER,), "more than thanks", "the team hears of it"),
    Transition(
        (State.CLOSED,),
        State.IN_PROGRESS,
        (By.REQUESTER,),
        "more than thanks, within five open days",
        "the team hears of it",
    ),
    Transition((State.RESOLVED, State.CLOSED), State.IN_PROGRESS, _OFFICE, "#reopen"),
    Transition(_OPEN, State.CANCELLED, _OFFICE, "#cancel, #merge", "#reopen, #unmerge: back to the state before"),
)


def _possible(table: Iterable[Transition]) -> dict[State, frozenset[State]]:
    return {start: frozenset(each.to for each in table if start in each.start) for start in State}


TRANSITIONS: Mapping[State, frozenset[State]] = MappingProxyType(_possible(TABLE))


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

"""What somebody it is for may do on the page of an incident: each says what they would write by mail."""

from __future__ import annotations

from dataclasses import dataclass

from mailtick.incidents.incident import DONE, Incident, State
from mailtick.incidents.people import Person


@dataclass(frozen=True, slots=True)
class TheirWay:
    """A button. `says` is what it writes where nothing is typed; without it something has to be."""

    key: str
    label: str
    says: str = ""
    hint: str = ""


ADD = TheirWay("add", "Send it")
ASK = TheirWay("ask", "Ask how it goes", "How is it going?")
SOLVED = TheirWay("solved", "It is solved", "Thanks, it works now.", "It is closed then.")
WORKS = TheirWay("works", "It works again", "It works again, so you can close it.", "The desk looks, and closes it.")
NOT_SOLVED = TheirWay("not-solved", "It is not solved", "It is still not working.", "It is taken up again.")
WITHDRAW = TheirWay(
    "withdraw", "I do not need it any more", "Please ignore this, it is no longer needed.", "The desk calls it off."
)


def ways_of(incident: Incident, person: Person) -> tuple[TheirWay, ...]:
    """Return what somebody may do now, what is likeliest first."""
    if incident.state is State.CANCELLED:
        return (ADD,)
    if all(each.address != person.address for each in incident.affected):
        # It is not theirs: they may add to it, and move nothing.
        return (ADD,)
    if incident.state in DONE:
        return (ADD, SOLVED, NOT_SOLVED) if incident.state is State.RESOLVED else (ADD, NOT_SOLVED)
    return (ADD, ASK, WORKS, WITHDRAW)

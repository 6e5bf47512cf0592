"""What is proposed for a new incident, and which words a line of an answer to the triage list stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mailtick.incidents.category import Route, category_called
from mailtick.incidents.commands.words import Word
from mailtick.incidents.incident import Incident
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lines import Line
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.people import Person, Role
from mailtick.incidents.presence import on_cover

_NOT_OURS = "Thank you for writing. This is nothing that the ICT desk looks after, so nothing more is done here."


@dataclass(frozen=True, slots=True)
class Proposed:
    """Who could take a new incident, and why; without anybody `because` says what there is to decide.

    `provider` is the code of the firm to which its category goes.
    """

    person: Person | None
    because: str
    provider: str = ""


def proposed_for(incident: Incident, lookup: Lookup, today: date) -> Proposed:
    """Return who could take it: of first level whoever is there and has least, unless its category goes outside."""
    category = category_called(lookup.categories(), incident.category)
    if category is not None and category.route is Route.PROVIDER and category.provider:
        because = f"{category.name} goes outside: `second {category.provider}` and why hands it over"
        return Proposed(None, because, category.provider)
    here = on_cover(Role.FIRST_LEVEL, lookup, today)
    if not here:
        return Proposed(None, "nobody of first level is there; `assign NAME` gives it to somebody")
    if len(here) == 1:
        return Proposed(here[0], "first level")
    counted = {each.address: len(lookup.open_of(each)) for each in here}
    person = min(here, key=lambda each: (counted[each.address], each.name))
    return Proposed(person, f"first level, with {counted[person.address]} open")


def words_of_line(line: Line, proposed: Person | None) -> tuple[Word, ...]:
    """Return the words that a line stands for, in their order. `proposed` is whom the list named for it.

    Raises NotAllowed, a sentence.
    """
    rest = line.rest.strip()
    if line.word == "y":
        if proposed is None:
            raise NotAllowed("nobody is proposed for it; `assign NAME` gives it to somebody")
        return (Word("assign", proposed.address),)
    if line.word == "not ict":
        return (Word("tell", f"{_NOT_OURS} {rest}".strip()), Word("cancel", rest or "no matter for the desk"))
    return (Word(line.word, rest),)

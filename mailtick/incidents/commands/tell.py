"""#tell: news in plain words to those it is for, or to one of them."""

import re

from mailtick.incidents.actions import Action, AddEntry, Event, NoticeKind, Notify
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Person

# "helen.okafor: filtering stays on"; a first word that names nobody is part of the text.
_TO_SOMEBODY = re.compile(r"(?P<name>[^\s:]+):\s+(?P<text>\S.*)", re.DOTALL)
_LOOKS_LIKE_A_NAME = re.compile(r"\S+@\S+|[A-Za-z'-]+\.[A-Za-z'-]+")


def tell(call: Call) -> tuple[Action, ...]:
    to, text = _addressed(call, call.text("what to tell them"))
    incident = call.incident
    is_for_all = to == incident.affected
    copies = call.copied() if is_for_all else ()
    return (
        # What one of several was told is not for the others.
        AddEntry(incident.id, Event.NOTE, text, call.because, is_internal=not is_for_all),
        Notify(NoticeKind.UPDATE, to, call.because, incident.id, text, call.by.name, cc=copies),
        *call.answered(*to),
    )


def _addressed(call: Call, words: str) -> tuple[tuple[Person, ...], str]:
    """Whom the first word names, and the text; without such a word everybody whom it is for."""
    everybody = call.incident.affected
    said = _TO_SOMEBODY.fullmatch(words)
    if said is None:
        return everybody, words
    name, text = said["name"], said["text"]
    if name.lower() == "all":
        return everybody, text
    person = call.lookup.person_named(name)
    if person is None and not _LOOKS_LIKE_A_NAME.fullmatch(name):
        return everybody, words
    near = (*everybody, *call.copied())
    found = next((each for each in near if person and each.address == person.address), None)
    if found is None:
        who = person.name if person else f'"{name}"'
        raise NotAllowed(f"{who} is none of those {call.incident.reference} is for; nothing was sent")
    return (found,), text


TELL = Command("tell", "[<person>:] <text>", "write to those it is for, or to one of them", FIRST_LEVEL, tell)

"""#tell: news in plain words to those it is for, or to one of them."""

import re

from mailtick.incidents.actions import Action, AddEntry, Event, NoticeKind, Notify
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.commands.parts import told_parts
from mailtick.incidents.known_person import people_meant, the_one
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Person

# "helen.okafor: filtering stays on", "Mrs Okafor: …"; what names nobody before the colon is part of the text.
_TO_SOMEBODY = re.compile(r"(?P<name>[^\s:][^:\n]{0,80}):\s+(?P<text>\S.*)", re.DOTALL)
_LOOKS_LIKE_A_NAME = re.compile(r"\S+@\S+|[A-Za-z'-]+\.[A-Za-z'-]+")


def tell(call: Call) -> tuple[Action, ...]:
    one, text = _addressed(call, call.text("what to tell them"))
    if one is not None:
        return news(call, (one,), text)
    everybody = call.incident.affected
    return (*news(call, everybody, text), *told_parts(call, text, everybody))


def news(call: Call, to: tuple[Person, ...], text: str) -> tuple[Action, ...]:
    """Write a text to those, with copies where it is for all."""
    incident = call.incident
    is_for_all = to == incident.affected
    copies = call.copied() if is_for_all else ()
    return (
        # What one of several was told is not for the others.
        AddEntry(incident.id, Event.NOTE, text, call.because, is_internal=not is_for_all),
        Notify(NoticeKind.UPDATE, to, call.because, incident.id, text, call.by.name, cc=copies),
        *call.answered(*to),
    )


def _addressed(call: Call, words: str) -> tuple[Person | None, str]:
    """Whom the words before a colon name, and the text; None for everybody whom it is for."""
    said = _TO_SOMEBODY.fullmatch(words)
    if said is None:
        return None, words
    name, text = said["name"], said["text"]
    if name.lower() == "all":
        return None, text
    meant = people_meant(name, call.lookup)
    if not meant and not _LOOKS_LIKE_A_NAME.fullmatch(name):
        return None, words
    near = {each.address: each for each in (*call.incident.affected, *call.copied())}
    theirs = [near[each.address] for each in meant if each.address in near]
    if not theirs:
        who = meant[0].name if len(meant) == 1 else f'"{name}"'
        raise NotAllowed(f"{who} is none of those {call.incident.reference} is for; nothing was sent")
    return the_one(name, theirs), text


TELL = Command("tell", "[<person>:] <text>", "write to those it is for, or to one of them", FIRST_LEVEL, tell)

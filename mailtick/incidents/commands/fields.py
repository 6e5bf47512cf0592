"""#place, #category, #priority: put right what was understood."""

import re

from mailtick.incidents.actions import Action, SetField
from mailtick.incidents.category import category_called
from mailtick.incidents.commands.command import COORDINATION, FIRST_LEVEL, Call, Command
from mailtick.incidents.incident import TITLE_CHARACTERS, Priority
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.understanding import follow_place
from mailtick.mail.accounts import hide_accounts

_EVERYWHERE = re.compile(
    r"(?:the )?(?:whole|entire|all of the) (?:school|site|building|place)|everywhere", re.IGNORECASE
)
_BECAUSE = re.compile(r"\s*because\b", re.IGNORECASE)


def place(call: Call) -> tuple[Action, ...]:
    """Where it is; equipment that was understood by the place follows it."""
    name = call.text("where it is: #place Y3, or #place whole school")
    found = call.lookup.place(name)
    if found is None and not _EVERYWHERE.fullmatch(name.strip()):
        raise NotAllowed(f'"{call.argument}" is no place of the list, or more than one; use its code')
    moved = follow_place(call.incident, found, call.lookup, call.because)
    return (SetField(call.incident.id, "place", found.name if found else "", call.because), *moved)


def title(call: Call) -> tuple[Action, ...]:
    words = " ".join(call.text("what it is, in a few words: #title Panel will not turn on").split())
    if len(words) > TITLE_CHARACTERS:
        raise NotAllowed(f"that is too long for a title; {TITLE_CHARACTERS} characters are enough")
    return (SetField(call.incident.id, "title", hide_accounts(words), call.because),)


def category(call: Call) -> tuple[Action, ...]:
    name = call.text("what it is about: #category Printing and copying")
    categories = [each for each in call.lookup.categories() if each.is_offered]
    found = category_called(categories, name)
    if found is None:
        raise NotAllowed(f'"{name}" is no category; there are: {", ".join(each.name for each in categories)}')
    chosen = SetField(call.incident.id, "category", found.name, call.because)
    if found.is_restricted and not call.incident.is_restricted:
        return (chosen, SetField(call.incident.id, "is_restricted", "yes", f"{found.name} is for few to see"))
    return (chosen,)


def restrict(call: Call) -> tuple[Action, ...]:
    word = call.text("yes or no: #restrict yes").lower()
    if word not in ("yes", "no"):
        raise NotAllowed(f'"{call.argument}" is neither yes nor no; write #restrict yes, or #restrict no')
    return (SetField(call.incident.id, "is_restricted", word, call.because),)


def priority(call: Call) -> tuple[Action, ...]:
    level, _, why = call.text("which, and why: #priority 2 because the exam is tomorrow").partition(" ")
    level = level.rstrip(",:;")
    name = level.upper() if level.upper().startswith("P") else f"P{level}"
    if name not in list(Priority):
        raise NotAllowed(f'"{level}" is no priority; write 1 to 5')
    reason = _BECAUSE.sub("", why).strip()
    if not reason:
        raise NotAllowed(f"say why as well: #priority {level} because …")
    return (SetField(call.incident.id, "priority", name, f"{call.because}: {reason}"),)


PLACE = Command("place", "<place>", "say where it is", FIRST_LEVEL, place)
TITLE = Command("title", "<a few words>", "say what it is", FIRST_LEVEL, title)
CATEGORY = Command("category", "<category>", "say what it is about", FIRST_LEVEL, category)
RESTRICT = Command(
    "restrict", "<yes or no>", "few may see it: only its category stands in lists", COORDINATION, restrict
)
PRIORITY = Command("priority", "<1 to 5> because <why>", "say how urgent it is", COORDINATION, priority)

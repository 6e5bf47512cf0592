"""#place, #category, #priority: put right what was understood."""

import re

from mailtick.incidents.actions import Action, SetField
from mailtick.incidents.category import category_called
from mailtick.incidents.commands.command import COORDINATION, FIRST_LEVEL, Call, Command
from mailtick.incidents.incident import Priority
from mailtick.incidents.lifecycle import NotAllowed

_BECAUSE = re.compile(r"\s*because\b", re.IGNORECASE)


def place(call: Call) -> tuple[Action, ...]:
    found = call.lookup.place(call.text("where it is: #place Y3"))
    if found is None:
        raise NotAllowed(f'"{call.argument}" is no place of the list, or more than one; use its code')
    return (SetField(call.incident.id, "place", found.name, call.because),)


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
CATEGORY = Command("category", "<category>", "say what it is about", FIRST_LEVEL, category)
RESTRICT = Command(
    "restrict", "<yes or no>", "few may see it: only its category stands in lists", COORDINATION, restrict
)
PRIORITY = Command("priority", "<1 to 5> because <why>", "say how urgent it is", COORDINATION, priority)

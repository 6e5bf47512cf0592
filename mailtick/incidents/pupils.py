"""Does a text name a pupil? No firm reads such a name unless a person writes it to them.

A capitalised name of nobody on the list of people counts, beside an initial ("Jaydon K") or a word for pupil ("pupil
Jaydon Kerr"). More is not promised. Source: RULINGS 30.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from mailtick.incidents.actions import AddEntry, Event
from mailtick.incidents.incident import Incident
from mailtick.incidents.opened import IncidentId

HIDDEN = "(a pupil)"

_MOST_CHARACTERS = 20_000
_NAME = r"(?:[A-Z]['’])?[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+)?"
_PUPIL = r"(?:pupil|child|student|boy|girl|kid|learner)"
_FORMS = (
    # "Jaydon K", "Jaydon K."
    re.compile(rf"(?<![\w.])(?P<name>{_NAME} [A-HJ-Z])(?![\w'’])"),
    # "pupil Jaydon Kerr", "a boy called Jaydon"
    re.compile(rf"\b(?:{_PUPIL})(?:s)?,? (?:called |named )?(?P<name>{_NAME}(?: {_NAME})?)"),
    # "Jaydon Kerr, a pupil"
    re.compile(rf"(?<![\w.])(?P<name>{_NAME}(?: {_NAME})?),? (?:is |was )?(?:an? |one of (?:my|our|the) )(?:{_PUPIL})"),
)
# They stand before a letter or a class, and are nobody's name.
_NO_NAME = re.compile(
    r"(?:"
    r"room|year|class|group|plan|drive|block|key|stage|set|table|section|port|type|page|"
    r"part|unit|level|model|office|building|floor|hall|wing|lab|suite|bay|box|rack|grade|"
    r"form|team|the|a|an|this|that|my|our|his|her|their|its|and|or|is|was|in|on|at|of|"
    r"to|for|from|with|by|as|so|if|it|he|she|they|we|you|i|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|windows|word|excel|chrome|vitamin|appendix|option|"
    r"schedule|annex|mr|mrs|ms|miss|mx|dr|sir|madam|dear|hi|hello|everyone|everybody|"
    r"somebody|nobody|all|child|children|pupil|pupils|student|students|reception|nursery|"
    r"laptop|ipad|board|panel|screen|printer|projector|computer|wifi|network|internet|"
    r"trolley|cabinet|socket|server|copier|cupboard|camera|mouse|keyboard|cable|charger|switch|speakers?|visualiser|"
    r"tablet|device|machine|account|login|password|folder|file|line|zone|channel|corridor|gate|door|studio|library|hut|"
    r"mobile|band|pod|bank|shelf|tray|ink|toner|cartridge|paper|question|test|exam|phase|cohort|site|campus|wave|point|"
    r"router|scanner|phone|telephone|monitor|desk|chair|cart|rows?|column|sheet|version|series|hepatitis|channel"
    r")"
)


def find_pupils(text: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the names in a text that are a pupil's, as far as can be told.

    `is_known` says whether a word is part of a name on the list of people, or of a firm or place.
    """
    found: dict[str, None] = {}
    for form in _FORMS:
        for match in form.finditer(text[:_MOST_CHARACTERS]):
            first, *others = match["name"].split()
            words = [first, *(word for word in others if len(word) > 1)]
            if not any(_NO_NAME.fullmatch(word.casefold()) or is_known(word) for word in words):
                found[match["name"]] = None
    return tuple(found)


def without_pupils(text: str, names: tuple[str, ...]) -> str:
    """Return a text with these names replaced, wherever they stand, the first name by itself as well."""
    for name in sorted({*names, *(name.split()[0] for name in names)}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", HIDDEN, text)
    return text


def note_pupils(incident: IncidentId, names: tuple[str, ...]) -> tuple[AddEntry, ...]:
    """Return the line in the log that says so; none where no name was found."""
    if not names:
        return ()
    said = f'it seems to name a pupil ("{names[0]}"): no firm reads the name, unless somebody writes it to them'
    return (AddEntry(incident, Event.NOTE, said, "a name of nobody on the list of people"),)


def for_firm(incident: Incident, is_known: Callable[[str], bool]) -> Incident:
    """Return an incident as a firm may read of it: without the names of pupils in its title and text."""
    names = find_pupils(f"{incident.title}\n{incident.first_text}", is_known)
    if not names:
        return incident
    return replace(
        incident,
        title=without_pupils(incident.title, names),
        first_text=without_pupils(incident.first_text, names),
    )

"""Find what rules name and the desk does not have: a category, a place, a firm, somebody. Nothing is changed."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from mailtick.incidents.category import Category, category_called
from mailtick.incidents.conditions import AtPlace, categories_named, leaves
from mailtick.incidents.further_conditions import Mailbox, UsualRoom, WordsOf
from mailtick.incidents.known_person import people_meant
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.people import Role
from mailtick.incidents.routing import Rule, Then


def unknown_names(rule: Rule, lookup: Lookup) -> Iterator[str]:
    """Each thing that a rule names and that does not exist, as a sentence."""
    then = rule.then
    asked = tuple(leaves(rule.when))
    worded = (name for each in asked if isinstance(each, WordsOf) for name in each.names)
    for name in dict.fromkeys((*categories_named(rule.when), *worded, *_set(then, "category"))):
        yield from _unknown_category(name, lookup.categories())
    places = (place for each in asked if isinstance(each, AtPlace | UsualRoom) for place in each.places)
    for name in dict.fromkeys((*places, *_set(then, "place"))):
        if lookup.place(name) is None:
            yield f'there is no place "{name}"'
    tags = {each.tag.lower() for each in lookup.registers.equipment()} if any(_set(then, "asset")) else set[str]()
    for tag in _set(then, "asset"):
        if tag.lower() not in tags:
            yield f'no equipment has the tag "{tag}"'
    if then.hand_over and lookup.provider_named(then.hand_over) is None:
        yield f'there is no provider "{then.hand_over}"'
    for who in (then.assign, *then.notify, *then.watch):
        meant = people_meant(who, lookup) if who and who not in list(Role) else None
        if meant is not None and len(meant) != 1:
            yield f'{"more than one" if meant else "nobody"} is called "{who}"'


def unknown_mailboxes(rule: Rule, names: Sequence[str]) -> Iterator[str]:
    """Each mailbox that a rule asks for and that is not read, as a sentence."""
    known = {each.casefold() for each in names}
    asked = (name for each in leaves(rule.when) if isinstance(each, Mailbox) for name in each.names)
    for name in asked:
        if name.casefold() not in known:
            yield f'there is no mailbox "{name}"; there are: {", ".join(names)}'


def _set(then: Then, field: str) -> tuple[str, ...]:
    """What a rule sets a field to, by itself or by a choice of its question."""
    choices = then.ask.choices if then.ask else ()
    chosen = (value for each in choices for name, value in each.sets if name == field)
    own = getattr(then, field)
    return (*((own,) if own else ()), *chosen)


def _unknown_category(name: str, categories: Sequence[Category]) -> Iterator[str]:
    """A rule knows a category by the name that it has now."""
    names = [each.name for each in categories if each.is_offered]
    found = category_called(categories, name)
    if name.casefold() in (each.casefold() for each in names):
        return
    if found is None:
        near = difflib.get_close_matches(name, names, 1)
        hint = f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(names) or 'none at all'}"
        yield f'there is no category "{name}"; {hint}'
    elif not found.is_offered:
        yield f'the category "{name}" is hidden or retired'
    else:
        yield f'a category is named by its name, so write "{found.name}", not "{name}"'

"""Which category a report is about: by what fails, then by the equipment, then by the words."""

from __future__ import annotations

from collections.abc import Sequence

from mailtick.incidents.category import Category
from mailtick.incidents.kept import Equipment

# What fails says more than the thing that it fails on: "cannot print from my laptop" is about printing. The first wins.
_WHAT_FAILS = ("SEC", "ACC", "FILES", "PRINT", "NET", "ADMIN", "SOFT")
_SOFTWARE = "SOFT"
# Of these the equipment says which it is.
_THINGS = ("COMP", "AV", "TEL", "INFO", "OTHER")


def suggest_category(
    suggesting: Sequence[Category], categories: Sequence[Category], equipment: Sequence[Equipment], product: str = ""
) -> tuple[Category | None, str]:
    """Return the category that a text is about, and why; none where its words fit several equally well.

    `suggesting` are those whose words the text has. A category of the organisation's own goes before those that are
    shipped. `product` is the software that is named.
    """
    found = [each for each in categories if each in suggesting or (product and each.code == _SOFTWARE)]
    own = [each for each in found if each.code not in (*_WHAT_FAILS, *_THINGS)]
    failing = sorted(
        (each for each in found if each.code in _WHAT_FAILS), key=lambda each: _WHAT_FAILS.index(each.code)
    )
    if own or failing:
        first = own[0] if len(own) == 1 else None if own else failing[0]
        return (first, f'words of "{first.name}" occur in it') if first else (None, "")
    for piece in equipment:
        of_it = [each for each in categories if each.is_suggested_by(piece.type)]
        if len(of_it) == 1:
            return of_it[0], f'{piece.tag} is of "{of_it[0].name}"'
    return (found[0], f'words of "{found[0].name}" occur in it') if len(found) == 1 else (None, "")

"""The mails that hold a numbered list, which is answered by lines such as "1 new"; as `notices.py` has the others."""

from __future__ import annotations

from collections.abc import Sequence

from mailtick.incidents.lists import Listed, ListKind
from mailtick.incidents.notices import Manner, Notice
from mailtick.incidents.people import Person
from mailtick.incidents.told_mails import HeldLine, TriageLine


def held_list(to: Person, held: Sequence[HeldLine], more: int = 0, dropped: int = 0) -> Notice:
    """Mails that wait for a person's decision, numbered as they stand here; `more` wait that are not shown.

    `dropped` is how many rules have dropped within a week.
    """
    context = {"held": tuple(held), "more": more, "dropped": dropped}
    listed = Listed(ListKind.HELD, tuple(each.id for each in held), others=tuple(each.others for each in held))
    return Notice("held_list", to, context, Manner.GENERATED, f"held:{to.address}", listed=listed)


def triage_list(to: Person, lines: Sequence[TriageLine], more: int = 0) -> Notice:
    """What is new and nobody has confirmed, numbered as it stands here; `more` is new that is not shown."""
    context = {"lines": tuple(lines), "more": more}
    ids, proposed = (each.incident.id for each in lines), (each.proposed_id for each in lines)
    listed = Listed(ListKind.TRIAGE, tuple(ids), tuple(proposed))
    return Notice("triage_list", to, context, Manner.GENERATED, f"triage:{to.address}", listed=listed)

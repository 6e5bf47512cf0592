"""M15, the visit sheet: what a firm finds in the school when it comes, by place, to be answered in one mail.

Source: DOMAIN.md, "Catalogue of outgoing mails", RULINGS 20, TRAPS.md N8.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mailtick.incidents.incident import Incident, State
from mailtick.incidents.notices import Manner, Notice, as_recipient
from mailtick.incidents.people import Provider

# The template; what is answered to such a mail is read as one line a job.
VISIT_SHEET = "visit_sheet"
# What nobody else has in hand may be looked at on the way.
_FREE = frozenset({State.NEW, State.ASSIGNED, State.IN_PROGRESS, State.TEMPORARY_FIX})


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One job on the sheet; `theirs` is their job number, and it `is_new` to them where they do not have it yet."""

    incident: Incident
    theirs: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """What a firm is told before it comes on a day: the jobs, by place."""

    firm: Provider
    on: date
    lines: tuple[SheetLine, ...]

    @property
    def by_place(self) -> tuple[tuple[str, tuple[SheetLine, ...]], ...]:
        """The lines of each place, the places by their names; what has no place stands last."""
        ordered = sorted(self.lines, key=lambda line: (not line.incident.where, line.incident.where))
        groups = groupby(ordered, key=lambda line: line.incident.where)
        return tuple((place or "Place not known", tuple(lines)) for place, lines in groups)


def may_stand(incident: Incident, covers: Sequence[str]) -> bool:
    """Whether something that the firm does not have is on its sheet: it covers such matters, and nobody waits for it.

    Nothing restricted ever is.
    """
    return not incident.is_restricted and incident.state in _FREE and is_covered(incident.category, covers)


def is_covered(category: str, covers: Iterable[str]) -> bool:
    """Whether one of the words that say what a firm does stands in the name of a category."""
    named = category.casefold()
    return any(word.strip().casefold() in named for word in covers if word.strip())


def visit_sheet(sheet: VisitSheet) -> Notice:
    """M15: we expect you; this is what there is."""
    key = f"M15:{sheet.firm.code}:{sheet.on}"
    return Notice(VISIT_SHEET, as_recipient(sheet.firm), {"sheet": sheet}, Manner.PERSON, key)

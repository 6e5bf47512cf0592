"""What recognition answers with: what is meant and why, or what is to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from mailtick.incidents.kept import Equipment
from mailtick.incidents.people import Place


class Confidence(IntEnum):
    """How sure it is: somebody wrote it, or it is the only one that fits."""

    LIKELY = 1
    SURE = 2


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where it is, and in words why that is so."""

    place: Place
    because: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class FoundEquipment:
    """One piece that is meant; of a set `members` are the numbers that were named."""

    equipment: Equipment
    because: str
    confidence: Confidence
    members: tuple[int, ...] = ()
    # It is meant because of the place: another place, and another piece is.
    is_by_place: bool = False

    @property
    def which(self) -> str:
        """Which of a set is meant: "numbers 3 and 7 of it"; empty where no number is named."""
        if not self.members:
            return ""
        return f"number{'s' if len(self.members) > 1 else ''} {listed(self.members)} of it"


@dataclass(frozen=True, slots=True)
class Open:
    """A word that may mean several: which, the sender has to say. `pieces` or `places` are what it may be."""

    word: str
    pieces: tuple[Equipment, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """All that was understood of where and what. `is_everywhere`: it says that the whole organisation is hit."""

    place: FoundPlace | None = None
    equipment: tuple[FoundEquipment, ...] = ()
    open_place: Open | None = None
    open_equipment: tuple[Open, ...] = ()
    is_everywhere: bool = False


NOTHING = Recognised()


def listed(numbers: tuple[int, ...]) -> str:
    """Numbers in a sentence: "3, 7 and 11"."""
    words = [str(each) for each in numbers]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def is_of_one_person(found: tuple[FoundEquipment, ...]) -> bool:
    """Whether all that is meant is somebody's own, or members of a set, of which there are others."""
    return bool(found) and all(each.members or each.equipment.assigned_to for each in found)

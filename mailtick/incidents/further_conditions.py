"""Further conditions of a rule: who writes from where, what it is about, and how it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from mailtick.incidents.conditions import is_one_of_places
from mailtick.incidents.incident import IncidentType, Priority
from mailtick.incidents.kept import Equipment
from mailtick.incidents.pattern import Pattern
from mailtick.incidents.people import Role
from mailtick.incidents.rule_matter import MailKind, Matter


@dataclass(frozen=True, slots=True)
class HasRole:
    """Roles of the sender; everybody on the list of people is at least a requester."""

    roles: frozenset[Role]

    def holds(self, matter: Matter) -> bool:
        return not self.roles.isdisjoint(matter.roles)


@dataclass(frozen=True, slots=True)
class Domain:
    """Domains that the sender writes from, those below them included."""

    names: tuple[str, ...]

    def holds(self, matter: Matter) -> bool:
        domain = matter.sender.rpartition("@")[2]
        return any(domain == name or domain.endswith(f".{name}") for name in self.names)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Names of [[mailbox]] through which it came."""

    names: tuple[str, ...]

    def holds(self, matter: Matter) -> bool:
        return matter.mailbox.casefold() in (name.casefold() for name in self.names)


@dataclass(frozen=True, slots=True)
class WordsOf:
    """Categories whose words occur, also where those of others do, too."""

    names: tuple[str, ...]

    def holds(self, matter: Matter) -> bool:
        return any(name.lower() in matter.suggested for name in self.names)


@dataclass(frozen=True, slots=True)
class Language:
    """Languages by their ISO 639-1 codes."""

    codes: frozenset[str]

    def holds(self, matter: Matter) -> bool:
        return matter.further.language() in self.codes


@dataclass(frozen=True, slots=True)
class UsualRoom:
    """Codes or names of places where whoever it is for usually is."""

    places: tuple[str, ...]

    def holds(self, matter: Matter) -> bool:
        return is_one_of_places(matter.usual_room, self.places)


@dataclass(frozen=True, slots=True)
class OfType:
    type: IncidentType

    def holds(self, matter: Matter) -> bool:
        return matter.type is self.type


@dataclass(frozen=True, slots=True)
class OfPriority:
    """The priority as it would be if no further rule said anything."""

    priorities: frozenset[Priority]

    def holds(self, matter: Matter) -> bool:
        return matter.priority() in self.priorities


@dataclass(frozen=True, slots=True)
class About:
    """Equipment that it is about; all that is given holds of one and the same piece. Nothing given: any piece."""

    tags: frozenset[str] = frozenset()
    providers: frozenset[str] = frozenset()
    contracts: frozenset[str] = frozenset()
    words: Pattern | None = None
    is_wanted: bool = True

    def holds(self, matter: Matter) -> bool:
        return any(map(self._fits, matter.equipment)) == self.is_wanted

    def _fits(self, each: Equipment) -> bool:
        return (
            (not self.tags or each.tag.lower() in self.tags)
            and (not self.providers or each.provider.lower() in self.providers)
            and (not self.contracts or each.contract.lower() in self.contracts)
            and (self.words is None or self.words.found_in(" ".join((each.type, each.make_model, *each.aliases))))
        )


@dataclass(frozen=True, slots=True)
class SeveralRooms:
    """Open matters of the same category came from at least so many places within so much time."""

    at_least: int
    within: timedelta

    def holds(self, matter: Matter) -> bool:
        return bool(matter.category) and matter.further.rooms(matter.category, self.within) >= self.at_least


@dataclass(frozen=True, slots=True)
class FirmReference:
    """Whether a number stands in it that looks like a firm's, or one that begins like one of these."""

    wanted: bool
    beginnings: tuple[str, ...] = ()

    def holds(self, matter: Matter) -> bool:
        found = [each.casefold() for each in matter.references]
        if self.beginnings:
            return any(each.startswith(begin.casefold()) for each in found for begin in self.beginnings)
        return bool(found) == self.wanted


@dataclass(frozen=True, slots=True)
class OfKind:
    """What sent it. A rule that asks for lists or machines is the only one that hears of what they send."""

    kinds: frozenset[MailKind]

    def holds(self, matter: Matter) -> bool:
        return not self.kinds.isdisjoint(matter.kinds)


@dataclass(frozen=True, slots=True)
class Header:
    """A header of the mail, by its name, and what stands in it; without a pattern, that it is there."""

    name: str
    pattern: Pattern | None = None

    def holds(self, matter: Matter) -> bool:
        value = matter.further.header(self.name)
        return bool(value) if self.pattern is None else self.pattern.found_in(value)

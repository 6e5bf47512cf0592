"""Which place and which equipment a report is about: what stands in its words, else what is the only one that fits.

Two that fit are asked about, never guessed. Source: TRAPS.md N14. What is meant by a word stands in
`nouns.py`, what the organisation calls its things in its registers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from mailtick.incidents.kept import Equipment
from mailtick.incidents.people import Place
from mailtick.incidents.recognition import nouns
from mailtick.incidents.recognition.found import Confidence, FoundEquipment, FoundPlace, Open, Recognised
from mailtick.incidents.recognition.mentions import Is, Mention, find_mentions, is_located, numbers_in_sentence, of
from mailtick.incidents.recognition.premises import Premises, Resident, described
from mailtick.incidents.recognition.text import Word, words_of
from mailtick.incidents.recognition.tone import without_wishes

# A place stands so many words behind its thing at most: "the panel over there in Mrs Finch's class".
_NEAR = 6
# "… only 14 of them in the trolley".
_FAR = 16
_MOST_OPEN = 4


def recognise(subject: str, text: str, premises: Premises, sender: Resident | None) -> Recognised:
    """Return what a report is about; `sender` is who reports, with the place where they usually are."""
    words = words_of(without_wishes(f"{subject}\n{text}"))
    mentions = find_mentions(words, premises)
    return _Reading(words, mentions, premises, sender).answer()


@dataclass(slots=True)
class _Reading:
    words: Sequence[Word]
    mentions: tuple[Mention, ...]
    premises: Premises
    sender: Resident | None
    found: list[FoundEquipment] = field(default_factory=list)
    open: list[Open] = field(default_factory=list)
    # Nothing of the kind is where the sender usually is: so the place is open, too.
    is_elsewhere: bool = False

    def answer(self) -> Recognised:
        for mention in of(self.mentions, Is.MARK):
            self._add(mention.pieces, f'"{mention.name[0].upper()}" stands in it', Confidence.SURE, mention)
        for thing in self._things():
            self._resolve(thing)
        place, open_place = self._place()
        return Recognised(place, self._pieces(), open_place, tuple(self.open), self._is_everywhere())

    # --- Things ---

    def _things(self) -> Iterator[Mention]:
        """The things that are meant themselves: no parts of others, nor what only says which one another is."""
        things = list(of(self.mentions, Is.THING))
        for at, thing in enumerate(things):
            is_word_of_next = at + 1 < len(things) and things[at + 1].start == thing.end and not thing.numbers
            is_where = at > 0 and self._holds(thing, things[at - 1])
            if not (is_word_of_next or is_where or self._is_beside(thing, things)):
                yield thing

    def _is_beside(self, thing: Mention, things: Sequence[Mention]) -> bool:
        """Whether it is a part of what else is named, or the network that something else does not reach."""
        if thing.name[0] in nouns.OF_ONE_PLACE:
            return any(each.name[0] not in nouns.OF_ONE_PLACE for each in things)
        if thing.name[-1] not in nouns.PARTS or len(thing.name) > 1 or self._place_before(thing):
            return False
        others = any(each is not thing and each.name[-1] not in nouns.PARTS for each in things)
        is_called = self._fits_modifier(thing) or self._place_of(thing) is not None or self.usual is not None
        return others or any(of(self.mentions, Is.MARK)) or not is_called

    def _holds(self, trolley: Mention, before: Mention) -> bool:
        """Whether "trolley" only says where a thing is kept: "laptop 14 from the trolley"."""
        is_in_it = trolley.name[-1] == "trolley" and is_located(trolley, self.words)
        return is_in_it and trolley.start - before.end <= _FAR

    def _resolve(self, thing: Mention) -> None:
        around = tuple(self._words_around(thing))
        tiers = tuple(self._narrowed(tier, around) for tier in self.premises.tiers(thing.name))
        if not thing.numbers and (numbers := numbers_in_sentence(thing.end, self.words)):
            thing = replace(thing, numbers=numbers)
        if thing.numbers and self._resolve_members(thing, tiers):
            return
        if (owner := self._owner_of(thing)) and self._resolve_owned(thing, tiers, owner):
            return
        if where := self._place_of(thing):
            self._resolve_at(thing, tiers, where, f"the only {{}} in {where.name}", Confidence.SURE)
            return
        if self._is_said_elsewhere(thing):
            self._ask_where(thing, tiers)
            return
        usual = self.usual
        if usual and any(each.place == usual.code for tier in tiers for each in tier):
            because = f"the only {{}} in {usual.name}, where {self._sender_name} usually is"
            self._resolve_at(thing, tiers, usual, because, Confidence.LIKELY)
            return
        everywhere = list({each.tag: each for tier in tiers for each in tier}.values())
        if not everywhere or set(thing.name) & nouns.OF_ONE_PLACE or thing.name[-1] in nouns.PARTS:
            return
        if len(everywhere) == 1:
            self._add(tuple(everywhere), "the only {} there is", Confidence.LIKELY, thing)
            return
        self.is_elsewhere = True
        self._ask(thing, everywhere)

    def _ask_where(self, thing: Mention, tiers: Sequence[Sequence[Equipment]]) -> None:
        """What it would be in each of the places that a word may mean."""
        pieces: list[Equipment] = []
        for place in {place.code: place for each in self._strong() for place in each.places}.values():
            here = next((some for tier in tiers if (some := [each for each in tier if each.place == place.code])), [])
            pieces += here if len(here) == 1 else []
        if pieces:
            self._ask(thing, pieces)

    def _resolve_members(self, thing: Mention, tiers: Sequence[Sequence[Equipment]]) -> bool:
        """A member of a set: the only set of the kind, or the only one in the place that is said."""
        sets = list({each.tag: each for tier in tiers for each in tier if each.quantity > 1}.values())
        if not sets:
            return False
        fitting = [each for each in sets if each.quantity >= max(thing.numbers)]
        if where := self._place_of(thing):
            fitting = [each for each in fitting if each.place == where.code]
        if len(fitting) == 1:
            which = "the only such set there is" if len(sets) == 1 else "the only such set that is meant"
            self._add(tuple(fitting), f"{which}, and its numbers go so far", Confidence.SURE, thing, thing.numbers)
        else:
            self.is_elsewhere = not fitting
            self._ask(thing, fitting or sets)
        return True

    def _resolve_owned(self, thing: Mention, tiers: Sequence[Sequence[Equipment]], owner: Resident) -> bool:
        """What is somebody's own, or the only one in their place."""
        own = [each for tier in tiers for each in tier if each.assigned_to.lower() == owner.address.lower()]
        # Of several nobody has one for himself.
        theirs = [] if thing.is_plural else own
        theirs = list({each.tag: each for each in theirs}.values())
        if len(theirs) == 1:
            self._add(tuple(theirs), f"it is assigned to {owner.name}", Confidence.SURE, thing)
            return True
        if len(theirs) > 1:
            self._ask(thing, theirs)
            return True
        place = self.premises.place(owner.place)
        if place is None or not any(each.place == place.code for tier in tiers for each in tier):
            return False
        because = f"the only {{}} in {place.name}, where {owner.name} usually is"
        self._resolve_at(thing, tiers, place, because, Confidence.LIKELY)
        return True

    def _resolve_at(
        self,
        thing: Mention,
        tiers: Sequence[Sequence[Equipment]],
        where: Place,
        because: str,
        confidence: Confidence,
    ) -> None:
        for tier in tiers:
            here = [each for each in tier if each.place == where.code]
            if thing.is_plural and (sets := [each for each in here if each.quantity > 1]):
                here = sets
            if len(here) == 1:
                self._add(tuple(here), because, confidence, thing, is_by_place=True)
                return
            if here:
                self._ask(thing, here)
                return

    def _narrowed(self, tier: Sequence[Equipment], around: Sequence[str]) -> tuple[Equipment, ...]:
        """Those of a tier that the words around the thing fit, where they fit any: "old", "ipad", "trolley A"."""
        found = list(tier)
        for word in around:
            found = [each for each in found if word in described(each)] or found
        return tuple(found)

    def _words_around(self, thing: Mention) -> Iterator[str]:
        before = self.words[max(0, thing.start - 2) : thing.start]
        yield from (each.text for each in before if len(each.text) > 2)
        for at, word in enumerate(self.words):
            if word.text == "trolley" and (thing.start <= at <= thing.end + 3 or at == thing.start - 2):
                after = self.words[at + 1].text if at + 1 < len(self.words) else ""
                yield f"trolley {after}" if len(after) == 1 else "trolley"

    def _fits_modifier(self, thing: Mention) -> bool:
        before = {each.text for each in self.words[max(0, thing.start - 1) : thing.start] if len(each.text) > 2}
        return any(before & described(each) for tier in self.premises.tiers(thing.name) for each in tier)

    def _add(
        self,
        pieces: tuple[Equipment, ...],
        because: str,
        confidence: Confidence,
        mention: Mention,
        members: tuple[int, ...] = (),
        *,
        is_by_place: bool = False,
    ) -> None:
        if len(pieces) > 1:
            self._ask(mention, pieces)
        elif pieces:
            why = because.replace("{}", pieces[0].type, 1)
            self.found.append(FoundEquipment(pieces[0], why, confidence, members, is_by_place))

    def _ask(self, mention: Mention, pieces: Sequence[Equipment]) -> None:
        tags = {each.tag for each in pieces}
        if not any({each.tag for each in one.pieces} == tags for one in self.open):
            self.open.append(Open(" ".join(mention.name), tuple(pieces)))

    def _pieces(self) -> tuple[FoundEquipment, ...]:
        merged: dict[str, FoundEquipment] = {}
        for each in self.found:
            had = merged.get(each.equipment.tag)
            members = tuple(dict.fromkeys((*(had.members if had else ()), *each.members)))
            merged[each.equipment.tag] = replace(had or each, members=members)
        return tuple(merged.values())

    # --- Places ---

    @property
    def usual(self) -> Place | None:
        """The place where the sender usually is."""
        return self.premises.place(self.sender.place) if self.sender else None

    @property
    def _sender_name(self) -> str:
        return self.sender.name if self.sender else ""

    def _place_before(self, thing: Mention) -> Place | None:
        """The place that stands directly before a thing: "the hall projector"."""
        for place in of(self.mentions, Is.PLACE):
            if 0 <= thing.start - place.end <= 1 and len(place.places) == 1 and not self._is_first(place.end, thing):
                return place.places[0]
        return None

    def _is_first(self, start: int, thing: Mention) -> bool:
        """Whether a sentence begins between."""
        return any(self.words[at].is_first for at in range(start, thing.start + 1) if at > 0)

    def _place_of(self, thing: Mention) -> Place | None:
        """The place that is said of a thing: before it, behind it, or the only one that is said at all."""
        if self._is_of_several():
            return None
        if place := self._place_before(thing):
            return place
        for each in of(self.mentions, Is.PLACE, Is.OWN):
            is_near = 0 < each.start - thing.end <= _NEAR and is_located(each, self.words)
            if is_near and not self._between(thing, each):
                return self.usual if each.of is Is.OWN else _only(each.places)
        said = {place for each in self._strong() for place in each.places}
        return said.pop() if len(said) == 1 else None

    def _is_of_several(self) -> bool:
        """Whether two places are named in one breath: "in maths 1 and maths 2"."""
        places = list(of(self.mentions, Is.PLACE))
        return any(
            0 <= two.start - one.end <= 2
            and one.places != two.places
            and any(each.text in ("and", "or", "plus") for each in self.words[one.end : two.start])
            for one, two in pairwise(places)
        )

    def _between(self, thing: Mention, place: Mention) -> bool:
        """Whether another thing stands between, to which the place belongs rather, or a sentence ends there."""
        return any(self.words[at].is_first for at in range(thing.end, place.start)) or any(
            thing.end <= each.start < place.start and each.name[-1] not in (*nouns.PARTS, "trolley")
            for each in of(self.mentions, Is.THING)
            if each.name[0] not in nouns.OF_ONE_PLACE
        )

    def _is_said_elsewhere(self, thing: Mention) -> bool:
        """Whether a place is said that is none of the list, or that may be several."""
        return any(of(self.mentions, Is.ELSEWHERE)) or any(self._strong())

    def _strong(self) -> Iterator[Mention]:
        """The places that are said to be places, and are no words of something else."""
        for each in of(self.mentions, Is.PLACE, Is.OWN):
            if each.of is Is.OWN:
                usual = self.usual
                yield replace(each, places=(usual,) if usual else ())
            elif self._is_strong(each):
                yield each

    def _is_strong(self, place: Mention) -> bool:
        after = self.words[place.end] if place.end < len(self.words) else None
        is_numbered = any(any(sign.isdecimal() for sign in word) for word in place.name)
        is_year = place.name[0] == "year"
        if is_located(place, self.words) or self._is_before_thing(place):
            return True
        if after is None or (after.is_first and self.words[place.start].is_first):
            return True
        if (is_numbered and not is_year) or len(place.name) > 2:
            return True
        at = place.start
        begins = self.words[at].is_first or (
            at > 0 and self.words[at - 1].is_first and self.words[at - 1].text == "the"
        )
        return begins and (after.text in nouns.AFTER_A_SUBJECT or len(place.places) > 1)

    def _is_before_thing(self, place: Mention) -> bool:
        return any(0 <= each.start - place.end <= 1 for each in of(self.mentions, Is.THING))

    def _owner_of(self, thing: Mention) -> Resident | None:
        for owner in of(self.mentions, Is.OWNER):
            if 0 <= thing.start - owner.end <= 2:
                return owner.owner
        before = [each.text for each in self.words[max(0, thing.start - 3) : thing.start]]
        return self.sender if nouns.OWN & set(before) else None

    def _place(self) -> tuple[FoundPlace | None, Open | None]:
        """Where it is, or what is to be asked about it."""
        strong = list(self._strong())
        unclear = next((each for each in strong if len(each.places) > 1), None)
        # What is kept as a set is carried about: it does not say where it is now.
        standing = [each for each in self.found if not each.members]
        codes = {each.equipment.place for each in standing if each.equipment.place in self.premises.places}
        if len(codes) == 1 and (unclear is None or standing[0].confidence is Confidence.SURE):
            place = self.premises.places[codes.pop()]
            return FoundPlace(place, f"{standing[0].equipment.tag} stands there", standing[0].confidence), None
        if unclear is not None:
            return self._unless_usual(unclear)
        if len(codes) > 1 or any(of(self.mentions, Is.ELSEWHERE)):
            return None, Open("", places=tuple(self.premises.places[code] for code in sorted(codes)))
        said = list(dict.fromkeys(place for each in strong for place in each.places))
        if len(said) == 1:
            return FoundPlace(said[0], "it is named in it", Confidence.SURE), None
        if said or self.is_elsewhere:
            return None, Open("", places=tuple(said))
        if self._is_everywhere() or self.usual is None or (self.open and any(of(self.mentions, Is.OWNER))):
            return None, None
        return FoundPlace(self.usual, f"{self._sender_name} usually is there", Confidence.LIKELY), None

    def _unless_usual(self, unclear: Mention) -> tuple[FoundPlace | None, Open | None]:
        """ "My lab" is the sender's own, where that is one of those that it may be."""
        before = self.words[unclear.start - 1].text if unclear.start else ""
        if before in nouns.OWN and self.usual in unclear.places and self.usual:
            return FoundPlace(self.usual, f"{self._sender_name} usually is there", Confidence.LIKELY), None
        return None, Open(" ".join(unclear.name), places=unclear.places)

    def _is_everywhere(self) -> bool:
        return any(not self.words[each.start].asks for each in of(self.mentions, Is.EVERYWHERE))


def _only(places: tuple[Place, ...]) -> Place | None:
    return places[0] if len(places) == 1 else None

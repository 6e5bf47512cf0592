"""Ask whoever reported a matter one question, with choices to pick from, and read which one they pick.

A rule asks so, and whatever finds two places where one is meant. The answer ends the wait, whatever it says
(RULINGS 17); where it picks a choice by its number or in words, what the choice sets is set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailtick.incidents.actions import Action, AddEntry, ChangeState, Event, NoticeKind, Notify, SetField, StartWait
from mailtick.incidents.case import Case
from mailtick.incidents.choice import Choice, Question
from mailtick.incidents.equipment import LinkEquipment
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.kept import Equipment
from mailtick.incidents.opened import OPENED
from mailtick.incidents.people import Person
from mailtick.incidents.understanding import understand_answer

_FOLLOW_UP_DAYS = 2
_SEARCHED_CHARACTERS = 1000
_MOST_WORDS_OF_NUMBER = 8
_NUMBER = re.compile(r"\(?\b(number\s*|no\.?\s*|option\s*|choice\s*)?(\d{1,2})\b\)?(?!\s*[:/]\s*\d)", re.IGNORECASE)
# A number among other words is a room's, or a class's: "it is in room 2".
_POLITE = """
hi hello dear it it's its i think that would be the one number no option choice please thanks thank you many kind
regards best cheers ta x answer my definitely sorry
"""
_BESIDE_A_NUMBER = frozenset(_POLITE.split())
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# These tell no choice from another.
_SMALL = "the a an of in at on to my our your is it its and or mr mrs ms miss dr"
_EMPTY = frozenset(_SMALL.split())
_NOT = re.compile(r"\b(?:not|isn't|isnt|neither|none)\b", re.IGNORECASE)


def ask_reporter(case: Case, reporter: Person, question: Question, because: str) -> tuple[tuple[Action, ...], str]:
    """Return the actions that ask about the matter being opened, and rest it until the answer.

    Where no mail may go to them, nothing is asked: the question is left to a person, in words that name it.
    """
    choices = tuple(each.words for each in question.choices)
    asked = case.answer(NoticeKind.QUESTION, reporter, because, OPENED, text=question.text, lines=choices)
    if not any(isinstance(each, Notify) for each in asked):
        left = f"{because} asks {reporter.name}, and no mail may go there now: {question.in_one_line}"
        return (*asked, AddEntry(OPENED, Event.NOTE, left, because)), left
    service = case.policy.service_time(case.lookup.registers.school_days())
    look_at = service.opening_of_day(case.now, _FOLLOW_UP_DAYS)
    return (
        ChangeState(OPENED, State.WAITING_REQUESTER, because),
        StartWait(OPENED, "requester", question.in_one_line, look_at, because, question.choices),
        *asked,
    ), ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an answer to our question does, what the team should know, and what was understood, for who answered."""

    actions: tuple[Action, ...] = ()
    facts: tuple[str, ...] = ()
    words: str = ""


def take_answer(case: Case, incident: Incident, person: Person) -> Taken:
    """Return what an answer to our question sets: the choice that it picks, else the place that its own words name."""
    choices = case.lookup.choices(incident.id)
    if not choices:
        return Taken()
    chosen = chosen_in(case.own_text, choices)
    if chosen is not None and chosen.sets:
        because = f'{person.name} chose "{chosen.words}"'
        set_, unknown = _set(case, incident, chosen, because)
        note = () if set_ else (AddEntry(incident.id, Event.NOTE, because, "they answered our question"),)
        return Taken((*set_, *note), (f"They chose: {chosen.words}.", *unknown), chosen.words)
    if understood := _in_own_words(case, incident, person, choices):
        return understood
    if chosen is not None:
        entry = AddEntry(incident.id, Event.NOTE, f'{person.name} chose "{chosen.words}"', "they answered our question")
        return Taken((entry,), (f"They chose: {chosen.words}.",))
    return Taken((), (f"Which of these they mean is for you to say: {', '.join(each.words for each in choices)}.",))


def _in_own_words(case: Case, incident: Incident, person: Person, choices: Sequence[Choice]) -> Taken | None:
    if not any(field == "place" for each in choices for field, _ in each.sets):
        return None
    understood = understand_answer(case, incident, person)
    if not understood.actions:
        return None
    return Taken(understood.actions, (f"Understood of their answer: {understood.words}.",), understood.words)


def _set(case: Case, incident: Incident, chosen: Choice, because: str) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    actions, unknown = list[Action](), list[str]()
    for field, value in chosen.sets:
        if field == "asset":
            found = [each for each in case.lookup.registers.equipment() if each.tag.lower() == value.lower()]
            actions += [LinkEquipment(incident.id, each, because) for each in found]
            unknown += [] if found else [f"{value} is no tag of the list of equipment."]
            actions += _where_it_stands(case, incident, chosen, found, because)
        else:
            place = case.lookup.place(value) if field == "place" else None
            actions.append(SetField(incident.id, field, place.name if place else value, because))
    return tuple(actions), tuple(unknown)


def _where_it_stands(
    case: Case, incident: Incident, chosen: Choice, found: Sequence[Equipment], because: str
) -> tuple[SetField, ...]:
    """The place of the equipment that they chose, unless the choice says another."""
    if "place" in dict(chosen.sets) or not found or not found[0].place:
        return ()
    place = case.lookup.place(found[0].place)
    return (SetField(incident.id, "place", place.name, because),) if place and place.name != incident.place else ()


def chosen_in(text: str, choices: Sequence[Choice]) -> Choice | None:
    """Return the choice that an answer picks: by its number, by its words, or by words that only it has."""
    said = text[:_SEARCHED_CHARACTERS].replace("’", "'").strip()
    numbers = {number for line in said.split("\n") if (number := _number_in(line, len(choices)))}
    if numbers:
        return choices[numbers.pop() - 1] if len(numbers) == 1 else None
    if _NOT.search(said):
        return None
    words = _words(said)
    named = [each for each in choices if _has(words, _words(each.words))]
    # "the hall" stands in "the hall store", too.
    named = [each for each in named if not any(_is_part(each, one) for one in named)]
    if named:
        return named[0] if len(named) == 1 else None
    telling = [each for each in choices if not _own_words(each, choices).isdisjoint(words)]
    return telling[0] if len(telling) == 1 else None


def _is_part(one: Choice, other: Choice) -> bool:
    """Whether a choice stands in another, as "the hall" does in "the hall store"."""
    return one is not other and _has(_words(other.words), _words(one.words))


def _number_in(line: str, most: int) -> int:
    """The number that a line says and nothing else; 0 for none."""
    found = _NUMBER.findall(line)
    if len(found) != 1 or not 0 < int(found[0][1]) <= most:
        return 0
    words = [word for word in _words(line) if not word.isdecimal()]
    is_number = bool(found[0][0]) or _BESIDE_A_NUMBER.issuperset(words)
    return int(found[0][1]) if is_number and len(words) <= _MOST_WORDS_OF_NUMBER else 0


def _own_words(choice: Choice, choices: Sequence[Choice]) -> frozenset[str]:
    others = {word for each in choices if each is not choice for word in _words(each.words)}
    return frozenset(_words(choice.words)) - others - _EMPTY


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in _WORD.findall(text.casefold().replace("’", "'"))]


def _has(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether these words stand in those, next to each other."""
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))

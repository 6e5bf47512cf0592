"""The stock check: who is asked about which room, what they saw, and how it stands.

Each room that is asked about has a task, "stock check Y3", until it is answered. What was seen stands in the register
of stock checks and, as the day of the last check, on the equipment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from mailtick.incidents.checklist_acts import StockLine, StockWord
from mailtick.incidents.people import Role
from mailtick.registers.assets import ASSETS
from mailtick.registers.changing import Author, NotKept, add_values, change_values, find, next_key
from mailtick.registers.formats import words_in
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.people import PEOPLE
from mailtick.registers.records import list_records, records_with
from mailtick.registers.register import Values
from mailtick.registers.stock_checks import STOCK_CHECKS
from mailtick.registers.tasks import TASKS
from mailtick.registers.vocabulary import AssetStatus, CheckResult
from mailtick.store.calendar import school_days
from mailtick.store.registers import changes_of

ABOUT = "stock check "
ANSWER_WITHIN = timedelta(days=7)
YEAR = timedelta(days=365)
_GONE = (AssetStatus.DISPOSED, AssetStatus.STOLEN, AssetStatus.EXPECTED)
_ACCEPTED = "write `all here`, `37 missing`, `37 here` or `extra 41`"
# So many tags are named where one of them is meant.
_MOST_TAGS = 12
_KEEPERS = frozenset({Role.COORDINATOR.value, Role.DEPUTY.value})


@dataclass(frozen=True, slots=True)
class Asked:
    """A room whose list goes to somebody; `task` is empty where nobody answers for it, or it is asked about already."""

    place: Values
    person: str
    equipment: tuple[Values, ...]
    task: str = ""
    why_not: str = ""


@dataclass(slots=True)
class Seen:
    """What an answer said: a line each for the writer, and what the keeper has to look at."""

    said: list[tuple[str, bool, str]] = field(default_factory=list)
    to_look_at: list[str] = field(default_factory=list)


def start_check(session: Session, places: Sequence[str], by: Author, today: date) -> list[Asked]:
    """Ask whoever answers for each room with equipment, or for some of them. Returns all rooms. Raises NotKept."""
    codes = {str(find(session, LOCATIONS, each)[1]["code"]) for each in places}
    asked = []
    for room in list_records(session, LOCATIONS):
        equipment = equipment_in(session, room.key)
        if equipment and (not codes or room.key in codes):
            asked.append(_ask(session, Asked(room.values, "", equipment), by, today))
    return asked


def _ask(session: Session, asked: Asked, by: Author, today: date) -> Asked:
    about = f"{ABOUT}{asked.place['code']}"
    open_ones = [each for _, each in records_with(session, TASKS, "about", about) if _is_open(each)]
    if open_ones:
        return replace(asked, why_not=f"asked already, {open_ones[0]['ref']}")
    person = answers_for(session, asked.place, today)
    if not person:
        set_it = f"`mailtick register set locations {asked.place['code']} responsible=ADDRESS`"
        return replace(asked, why_not=f"nobody answers for it; {set_it} names somebody")
    ref, due = next_key(session, TASKS, "T"), school_days(session).on_or_after(today + ANSWER_WITHIN)
    what = f"Stock check: {asked.place['name']}, {len(asked.equipment)} on the list"
    add_values(session, TASKS, [{"ref": ref, "about": about, "what": what, "person": person, "due_on": due}], by)
    return replace(asked, person=person, task=ref)


def answers_for(session: Session, place: Values, today: date) -> str:
    """The address of whoever answers for a room: as the list says, else whose room it is; the keeper only at last."""
    named = [values for _, values in records_with(session, PEOPLE, "address", place["responsible"])]
    there = [values for _, values in records_with(session, PEOPLE, "usual_place", place["code"])]
    there.sort(key=is_keeper)
    return next((str(each["address"]) for each in (*named, *there) if not _has_left(each, today)), "")


def is_keeper(person: Values) -> bool:
    """Whether somebody keeps the register; the yearly check is for others."""
    return not _KEEPERS.isdisjoint(words_in(person["roles"]))


def equipment_in(session: Session, code: str) -> tuple[Values, ...]:
    """The equipment that the list has in a room, by tag."""
    found = (values for _, values in records_with(session, ASSETS, "location", code))
    present = [each for each in found if each["retired_on"] is None and each["status"] not in _GONE]
    return tuple(sorted(present, key=lambda each: str(each["tag"])))


def open_checks(session: Session) -> list[Values]:
    """The rooms that are asked about and not answered for, as their tasks."""
    return [each.values for each in list_records(session, TASKS, ABOUT.strip()) if _is_open(each.values)]


def record_answer(session: Session, ref: str, lines: Sequence[StockLine], by: Author, who: Values, today: date) -> Seen:
    """Write what somebody saw in a room: of each line what could be read.

    Once an answer is wholly readable, what neither it nor an earlier one names is there, and the room is done. Raises
    NotKept.
    """
    row, task = find(session, TASKS, ref)
    if not str(task["about"]).startswith(ABOUT):
        raise NotKept(f"{ref} is no stock check")
    if who["address"] != task["person"] and not is_keeper(who):
        raise NotKept(f"{task['person']} was asked about this room")
    place = find(session, LOCATIONS, str(task["about"]).removeprefix(ABOUT))[1]
    seen, results = Seen(), dict[str, tuple[Values, CheckResult]]()
    listed = equipment_in(session, str(place["code"]))
    for line in lines:
        seen.said.append(_read(session, line, listed, place, results, seen))
    if not lines or not all(is_done for _, is_done, _ in seen.said):
        _write(session, results.values(), place, by, str(who["address"]), today)
        if not lines:
            seen.said.append(("your answer", False, f"it says nothing that could be read; {_ACCEPTED}"))
        return seen
    before = _noted_before(session, ref, place, listed)
    unnamed = [each for each in listed if each["tag"] not in before]
    results = {str(each["tag"]): (each, CheckResult.FOUND) for each in unnamed} | results
    _write(session, results.values(), place, by, str(who["address"]), today)
    if task["done_on"] is None:
        change_values(session, TASKS, [(row, task, {"done_on": today, "done_by": who["address"]})], by)
    kept = {tag: each for tag, each in before.items() if tag not in results}
    seen.said.append(("your answer", True, _summed_up([*kept.values(), *(each for _, each in results.values())])))
    if missing := [tag for tag, each in kept.items() if each is CheckResult.MISSING]:
        as_before = f"missing: {', '.join(missing)}; write `{missing[0]} here` if it is there after all"
        seen.said.append(("what you wrote before", True, as_before))
    return seen


def _noted_before(session: Session, ref: str, place: Values, listed: Sequence[Values]) -> dict[str, CheckResult]:
    """What earlier answers to the same task said of the equipment of a room."""
    asked_on = min(each.at for each in changes_of(session, TASKS.name, ref)).date()
    return {
        str(asset["tag"]): CheckResult(str(check["result"]))
        for asset in listed
        for _, check in records_with(session, STOCK_CHECKS, "asset", asset["tag"])
        if check["location"] == place["code"] and isinstance(check["on"], date) and check["on"] >= asked_on
    }


def _read(
    session: Session,
    line: StockLine,
    listed: Sequence[Values],
    place: Values,
    results: dict[str, tuple[Values, CheckResult]],
    seen: Seen,
) -> tuple[str, bool, str]:
    """Note what a line says, and return what became of it; what is clear in it counts, whatever else stands there."""
    if line.word is None:
        return line.shown, False, f"it could not be read; {_ACCEPTED}"
    if line.word is StockWord.ALL:
        return line.shown, True, "what you do not name is there"
    everything = [each.values for each in list_records(session, ASSETS)] if line.word is StockWord.EXTRA else listed
    names, unclear = [], []
    for word in line.tags:
        meant = _meant(word, everything)
        if len(meant) != 1 and line.word is StockWord.EXTRA:
            seen.to_look_at.append(f"{word} is in {place['name']}, and {_not_one(meant)}")
            names.append(f"{word} (not on the list)")
        elif len(meant) != 1:
            unclear.append(f"{word}: {_not_one(meant)} of this room")
        else:
            [asset] = meant
            results[str(asset["tag"])] = (asset, _result(line.word, asset, place))
            names.append(f"{asset['tag']} {asset['type']}")
            seen.to_look_at += _for_the_keeper(line.word, asset, place)
    noted = [f"{line.word.value}: {', '.join(names)}"] if names else []
    if unclear:
        return line.shown, False, "; ".join([*noted, *unclear, f"write one of {_some_tags(listed)}"])
    return line.shown, True, "; ".join(noted)


def _some_tags(listed: Sequence[Values]) -> str:
    tags = [str(each["tag"]) for each in listed]
    return ", ".join(tags[:_MOST_TAGS]) + (" …" if len(tags) > _MOST_TAGS else "")


def _result(word: StockWord, asset: Values, place: Values) -> CheckResult:
    if word is StockWord.MISSING:
        return CheckResult.MISSING
    return CheckResult.FOUND if asset["location"] == place["code"] else CheckResult.ELSEWHERE


def _for_the_keeper(word: StockWord, asset: Values, place: Values) -> list[str]:
    what = f"{asset['tag']} {asset['type']}"
    if word is StockWord.MISSING:
        return [f"{what} is missing in {place['name']}"]
    if asset["location"] == place["code"]:
        return []
    moves = f"`mailtick register set assets {asset['tag']} location={place['code']}`"
    return [f"{what} is in {place['name']}, and the list has it in {asset['location'] or 'no place'}: {moves}"]


def _meant(word: str, among: Sequence[Values]) -> list[Values]:
    """The equipment whose tag is this, or whose tag ends in this number."""
    exact = [each for each in among if str(each["tag"]).casefold() == word.casefold()]
    if exact or not word.isdecimal():
        return exact
    numbers = ((each, re.search(r"([0-9]+)$", str(each["tag"]))) for each in among)
    return [each for each, found in numbers if found and int(found[1]) == int(word)]


def _not_one(meant: Sequence[Values]) -> str:
    return f"it may be {' or '.join(str(each['tag']) for each in meant)}" if meant else "no tag ends so on the list"


def _write(
    session: Session,
    results: Iterable[tuple[Values, CheckResult]],
    place: Values,
    by: Author,
    who: str,
    today: date,
) -> None:
    for asset, result in results:
        tag = str(asset["tag"])
        said = {"location": place["code"], "result": result.value, "by": who}
        today_s = [each for each in records_with(session, STOCK_CHECKS, "asset", tag) if each[1]["on"] == today]
        if today_s:
            news = {name: value for name, value in said.items() if today_s[0][1][name] != value}
            change_values(session, STOCK_CHECKS, [(*today_s[0], news)], by)
        else:
            add_values(session, STOCK_CHECKS, [{"asset": tag, "on": today, **said}], by)
        row, before = find(session, ASSETS, tag)
        if result is not CheckResult.MISSING and before["checked_on"] != today:
            change_values(session, ASSETS, [(row, before, {"checked_on": today})], by)


def _summed_up(results: Sequence[CheckResult]) -> str:
    counted = [(result, results.count(result)) for result in CheckResult]
    return "noted: " + ", ".join(f"{count} {result.value.replace('_', ' ')}" for result, count in counted if count)


def _is_open(task: Values) -> bool:
    return str(task["about"]).startswith(ABOUT) and task["done_on"] is None and task["retired_on"] is None


def _has_left(person: Values, today: date) -> bool:
    until = person["active_to_on"]
    return person["retired_on"] is not None or (isinstance(until, date) and until < today)

"""What raises a matter by itself, whoever writes and however loudly: the floors of DOMAIN.md 5.3.

One table says what a mail must say and what follows (`FLOORS`); `grade` applies it. What a rule has set stays as the
rule set it (RULINGS 24), each of impact, urgency and priority for itself; what a category proposes may be raised.
Nothing lowers anything, and neither tone nor rank raises.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from mailtick.incidents import floor_words as words
from mailtick.incidents.incident import Grade, Priority, priority_of
from mailtick.incidents.kept import DiaryLine, Registers
from mailtick.incidents.presence import day_words
from mailtick.incidents.prose import is_stated, sentences
from mailtick.incidents.routing import Routing
from mailtick.incidents.school_days import SchoolDays
from mailtick.incidents.soon import due_on, is_within, needed_by, soon

_EVENT = re.compile(
    r"\b(?:assembl(?:y|ies)|(?:charity|football|netball|cricket|hockey|rugby|tennis|home|cup) match(?:es)?|concerts?"
    r"|performances?|discos?|fetes?|exams?(?! board)|examinations?|sats|mocks?|inspections?|inspectors?|ofsted"
    r"|visitors?(?! (?:sign|book|badge|wi-?fi|log|entry|management|system|pass|accounts?))"
    r"|(?:the|a|an|our|author'?s?|school|governors?'?|parents?'?|open|class|police|nurse|theatre|mayor'?s?)\s+visits?"
    r"(?! from\b| by\b)"
    r"|visit (?:from|by) (?:the |an? |our )?(?:mayor|author|governors?|inspectors?|bishop|mp|police|nurse|parents)"
    r"|(?:author|governors?|parents|mayor|nurse|police|mp|bishop|school)\s+(?:is\s+|are\s+|'s\s+)?"
    r"(?:visiting|coming))\b",
    re.IGNORECASE,
)
_OF_EVENT = (
    *("assembl", "exam", "sats", "mock", "inspect", "ofsted", "visit", "coming", "match", "concert", "performance"),
    *("disco", "fete"),
)
_RETURN = re.compile(r"\b(census|payroll|pay ?run|bacs)\b", re.IGNORECASE)
# Registers are taken from a session's start on; who cannot take them tells it shortly before, too.
_BEFORE_SESSION, _OF_SESSION = timedelta(minutes=60), timedelta(minutes=45)
_DEADLINE_DAYS = 3
_REQUEST_DAYS = 5
_BREACH_HOURS = timedelta(hours=72)
_LONGEST_QUOTE = 60


class Raised(StrEnum):
    """What a floor does, in the words of the document."""

    IMPACT = "how much of the school it hits: high"
    URGENCY = "how soon it hurts: high"
    STEP = "how soon it hurts: one step up"
    P1 = "P1"


@dataclass(frozen=True, slots=True)
class Told:
    """What a floor looks at: what its writer wrote, and when; `at` is local."""

    subject: str
    sentences: tuple[str, ...]
    at: datetime
    days: SchoolDays
    sessions: tuple[time, ...]
    registers: Registers

    @property
    def today(self) -> date:
        return self.at.date()

    @property
    def all_of_it(self) -> tuple[str, ...]:
        return (self.subject, *self.sentences)


def told_in(
    subject: str, text: str, at: datetime, days: SchoolDays, sessions: tuple[time, ...], registers: Registers
) -> Told:
    """Return what floors look at in a mail."""
    return Told(" ".join(sentences(subject)), sentences(text), at, days, sessions, registers)


@dataclass(frozen=True, slots=True)
class Floor:
    """When a mail says `when`, what it raises. `said` returns the words that say it, or nothing.

    `note` is what the coordinator has to know beside it.
    """

    when: str
    then: Raised
    said: Callable[[Told], str]
    note: Callable[[Told], str] | None = None


def _safeguarding(told: Told) -> str:
    return words.safeguarding_away(told.subject, told.sentences)


def _clicked(told: Told) -> str:
    return words.clicked(told.subject, told.sentences)


def _malware(told: Told) -> str:
    return words.malware(told.subject, told.sentences)


def _device_gone(told: Told) -> str:
    return words.device_gone(told.subject, told.sentences)


def _breach(told: Told) -> str:
    until = told.at + _BREACH_HOURS
    return (
        f"If it holds personal data, 72 hours run from when it was noticed, at the latest until {until:%A} {until.day} "
        f"{until:%B} {until:%H:%M}: by then the school tells the ICO, if it has to. Tell whoever looks after data "
        "protection now."
    )


def _filtering(told: Told) -> str:
    return words.filtering_off(told.subject, told.sentences)


def _registers(told: Told) -> str:
    is_time = told.days.is_open(told.today) and any(
        start - _BEFORE_SESSION <= told.at.replace(tzinfo=None) < start + _OF_SESSION
        for start in (datetime.combine(told.today, each) for each in told.sessions)
    )
    return words.registers_away(told.subject, told.sentences) if is_time else ""


def _deadline(told: Told) -> str:
    """A census or a payroll is named, with a day that is near, or a line of the diary that has one."""
    if not words.has_any(told.subject, told.sentences, "census", "payroll", "pay run", "payrun", "bacs"):
        return ""
    named = next((found[0].lower() for each in told.all_of_it if (found := _RETURN.search(each))), "")
    if not named:
        return ""
    days = (due_on(each, told.today) for each in told.all_of_it)
    near = [day for day in days if day and is_within(day, told.today, _DEADLINE_DAYS, told.days)]
    if near:
        return f"{named}, {day_words(min(near))}"
    last = told.today + timedelta(days=60)
    line = next((each for each in told.registers.diary(told.today, last) if _is_due(each, named, told)), None)
    return f"the diary has {line.what}, {day_words(line.on)}" if line else ""


def _is_due(line: DiaryLine, named: str, told: Told) -> bool:
    return named in line.what.lower() and is_within(line.on, told.today, _DEADLINE_DAYS, told.days)


def _event(told: Told) -> str:
    if not words.has_any(told.subject, told.sentences, *_OF_EVENT):
        return ""
    return next((each for each in told.all_of_it if _is_named(each) and soon(each, told.at)), "")


def _is_named(sentence: str) -> bool:
    return any(is_stated(sentence, found.start()) for found in _EVENT.finditer(sentence))


FLOORS: tuple[Floor, ...] = (
    Floor("somebody clicked what they suspect now, or gave a password away there", Raised.P1, _clicked),
    Floor("there is malware on a computer", Raised.P1, _malware),
    Floor("a device is lost or stolen", Raised.P1, _device_gone, _breach),
    Floor("the web is not filtered", Raised.P1, _filtering),
    Floor("somebody cannot use the system for concerns about children", Raised.IMPACT, _safeguarding),
    Floor("registers cannot be taken, an hour before a session or in its first 45 minutes", Raised.URGENCY, _registers),
    Floor("an assembly, exam, visit or inspection is still to come today, or tomorrow", Raised.URGENCY, _event),
    Floor("a census or payroll is due within three open days, by the mail or the diary", Raised.STEP, _deadline),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Graded:
    """How urgent a matter is, because of what, and what the coordinator has to know."""

    impact: Grade
    urgency: Grade
    priority: Priority
    because: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    # A floor says that it is a P1, whatever a rule says.
    is_alarming: bool = False


@dataclass(slots=True)
class _Grading:
    """The grades as they are raised, and which of the three a rule has settled."""

    routing: Routing
    impact: Grade
    urgency: Grade
    priority: Priority | None
    because: list[str] = field(default_factory=list)

    def is_settled(self, name: str) -> bool:
        return self.routing.reason(name).startswith("rule ")

    def raise_(self, floor: Floor, said: str) -> None:
        """Raise what the floor raises, as far as no rule has settled it; the reason stands only where that changes."""
        before = (self.impact, self.urgency, self.priority)
        if floor.then in (Raised.IMPACT, Raised.P1) and not self.is_settled("impact"):
            self.impact = Grade.HIGH
        if floor.then in (Raised.URGENCY, Raised.P1) and not self.is_settled("urgency"):
            self.urgency = Grade.HIGH
        if floor.then is Raised.STEP and not self.is_settled("urgency"):
            self.urgency = Grade.MEDIUM if self.urgency is Grade.LOW else Grade.HIGH
        is_p1 = self.priority or priority_of(self.impact, self.urgency)
        if floor.then is Raised.P1 and not self.is_settled("priority") and is_p1 is not Priority.P1:
            self.priority = Priority.P1
        if (self.impact, self.urgency, self.priority) != before:
            self.because.append(f'{floor.then}: {floor.when} ("{_short(said)}")')


def grade(told: Told | None, routing: Routing, *, is_request: bool) -> Graded:
    """Return how urgent a matter is by rules, category and floors; without anything told, no floor is asked."""
    then = routing.then
    start = Grade.LOW if is_request else Grade.MEDIUM
    grading = _Grading(routing, then.impact or start, then.urgency or start, then.priority)
    if is_request and not (then.impact and then.urgency) and then.priority is None:
        grading.because.append("a request starts at P5")
    if told is not None and is_request and then.urgency is None and grading.impact is Grade.LOW:
        _needed(told, grading)
    floors = [(each, said) for each in FLOORS if told is not None and (said := each.said(told))]
    for floor, said in floors:
        grading.raise_(floor, said)
    return Graded(
        grading.impact,
        grading.urgency,
        grading.priority or priority_of(grading.impact, grading.urgency),
        tuple(grading.because),
        tuple(floor.note(told) for floor, _ in floors if told is not None and floor.note is not None),
        any(floor.then is Raised.P1 for floor, _ in floors),
    )


def alarms(told: Told) -> tuple[str, ...]:
    """Return what in a mail would make a new matter a P1, each a sentence with the words that say it."""
    alarming = [(each, said) for each in FLOORS if each.then is Raised.P1 and (said := each.said(told))]
    notes = (floor.note(told) for floor, _ in alarming if floor.note is not None)
    return (*(f'It says that {floor.when} ("{_short(said)}").' for floor, said in alarming), *notes)


def _needed(told: Told, grading: _Grading) -> None:
    """A request that is needed soon is a P4."""
    days: Sequence[date] = [day for each in told.all_of_it if (day := needed_by(each, told.today))]
    near = [day for day in days if is_within(day, told.today, _REQUEST_DAYS, told.days)]
    if near:
        grading.urgency = Grade.MEDIUM
        grading.because.append(f"P4: it is needed by {day_words(min(near))}, within five open days")


def _short(said: str) -> str:
    return said if len(said) <= _LONGEST_QUOTE else f"{said[: _LONGEST_QUOTE - 1].rpartition(' ')[0]}…"

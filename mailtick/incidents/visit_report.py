"""The answer to a visit sheet: one mail, a line a job ("1047 fixed", "1051 part ordered 2 weeks", "1056 temp fix").

Each line is news of its job, as a mail of its own would be (RULINGS 19). Lines that belong nowhere come back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mailtick.incidents.actions import Action, AddEntry, Event, NoticeKind, ProviderAnswered
from mailtick.incidents.case import Case
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.grammar import plain_line, word_at
from mailtick.incidents.incident import Incident
from mailtick.incidents.lookup import OpenHandover
from mailtick.incidents.news.facts import Fact, NewsKind
from mailtick.incidents.news.noting import note_facts
from mailtick.incidents.news.read import read_news
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.people import Person, Provider

_MOST_LINES = 60
_NUMBERED = re.compile(
    r"\s*(?:[-*•>]\s*|\d{1,2}[.)]\s+)?(?:[A-Z]{2,6}-)?#?(?P<number>\d{3,7})\b(?:\s*\([^)\n]{1,40}\))?"
    r"\s*[:.,;)–—-]*\s*(?P<text>.*)",
    re.IGNORECASE,
)
DONE_WORDS = dict.fromkeys(
    [
        "fixed",
        "done",
        "complete",
        "completed",
        "sorted",
        "repaired",
        "replaced",
        "resolved",
        "mended",
        "working",
        "ok",
        "all done",
        "all fixed",
        "all sorted",
        "all working",
    ],
    "done",
)
_FOR_NOW = re.compile(
    r"\b(?:temp(?:orary|orarily)?\s*(?:fix(?:ed)?)?|for\s+now|work[- ]?around|loan(?:er)?)\b", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:not|no|never|could\s*n.t|can.?t|cannot|unable|still|yet|n.t)\b", re.IGNORECASE)
_SAY_SO = "They write that it works for now: #temp <what they did> until <day> says so."
_CLOSING = re.compile(r"\s*(?:regards|thanks|thank\s+you|cheers|best\s+wishes|kind\s+regards)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of a report: the number of the incident, None where there is none, and what they did."""

    number: int | None
    text: str

    @property
    def shown(self) -> str:
        return f"{self.number} {self.text}".strip() if self.number is not None else self.text


def read_report(text: str) -> tuple[ReportLine, ...]:
    """Return the lines of a report. What stands below a line without a number goes on with it, up to a blank line."""
    found: list[ReportLine] = []
    is_open = False
    for line in text.split("\n")[:_MOST_LINES]:
        said = plain_line(line)
        if not said or _CLOSING.match(said):
            is_open = False
        elif match := _NUMBERED.fullmatch(said):
            found.append(ReportLine(int(match["number"]), match["text"].strip()))
            is_open = True
        elif is_open:
            found[-1] = replace(found[-1], text=f"{found[-1].text} {said}".strip())
        elif not found or any(sign.isdigit() for sign in said):
            found.append(ReportLine(None, said))
    return tuple(found)


def answer_visit_sheet(case: Case) -> tuple[Action, ...]:
    """Return what a firm's report does; nothing where the mail has no line that names a job."""
    firm = case.sender.provider
    lines = read_report(case.own_text)
    if firm is None or not any(line.number is not None for line in lines):
        return ()
    actions: list[Action] = []
    told: list[TranscriptLine] = []
    jobs = {each.incident: each for each in case.lookup.open_handovers(firm)}
    for line in lines:
        done, became = _one(case, firm, jobs, line)
        actions += done
        told.append(became)
    back = [each for each in told if not each.is_done and each.word]
    # Who is greeted, and a line about the weather, is nothing that they have to put right.
    wrong = [each for each in back if any(sign.isdigit() for sign in each.word)]
    to = Person(0, case.sender.name, case.sender.address.key, frozenset())
    answered = case.answer(NoticeKind.TRANSCRIPT, to, "their report", transcript=tuple(told)) if wrong else ()
    return (*actions, *answered)


def _one(
    case: Case, firm: Provider, jobs: dict[int, OpenHandover], line: ReportLine
) -> tuple[tuple[Action, ...], TranscriptLine]:
    incident = case.lookup.incident_numbered(line.number) if line.number is not None else None
    if incident is None or not line.text:
        return (), TranscriptLine(line.shown, False, _why_nothing(line, incident))
    if incident.is_restricted and incident.id not in jobs:
        return (), TranscriptLine(line.shown, False, "there is no such job")
    because = case.because_of(f"the report of a visit of {firm.name}")
    entry = AddEntry(incident.id, Event.MAIL, line.text, because)
    job = jobs.get(incident.id)
    if job is None:
        if not incident.is_open:
            return (), TranscriptLine(line.shown, False, "it is not open any more")
        return (entry, *_to_team(case, firm, incident, line)), TranscriptLine(line.shown, True, "passed to the school")
    noted = note_facts(case, incident, firm, job, _facts(case, line.text), line.text)
    answered = ProviderAnswered(job.id, True, "", because)
    leaves = not noted.lines or noted.is_for_team or _is_for_now(line.text)
    told = _to_team(case, firm, incident, line, noted.lines) if leaves else ()
    return (entry, answered, *noted.actions, *told), TranscriptLine(line.shown, True, "noted")


def _why_nothing(line: ReportLine, incident: Incident | None) -> str:
    if line.number is None:
        return "it names no job"
    return "there is no such job" if incident is None else "say what you did"


def _facts(case: Case, text: str) -> tuple[Fact, ...]:
    """What a line says: a word at its top that it is done, and whatever else is news."""
    local = case.received_at.astimezone(case.policy.zone)
    facts = tuple(fact for fact in read_news("", text, local, school=case.policy.facts.name).facts)
    if _is_for_now(text):
        return tuple(fact for fact in facts if fact.kind is not NewsKind.DONE)
    if word_at(text, DONE_WORDS) and not _NOT.search(text) and not any(fact.kind is NewsKind.DONE for fact in facts):
        return (*facts, Fact(NewsKind.DONE, text))
    return facts


def _is_for_now(text: str) -> bool:
    return bool(_FOR_NOW.search(text))


def _to_team(
    case: Case, firm: Provider, incident: Incident, line: ReportLine, facts: tuple[str, ...] = ()
) -> tuple[Action, ...]:
    """Who has it reads the line, and how it becomes true where a person has to say so."""
    unreached = case.unreachable(incident.assignee, incident.id) if incident.assignee else ""
    to = (incident.assignee,) if incident.assignee and not unreached else case.coordinators()
    how = (
        ("They write that it works for now: #temp <what they did> until <day> says so.",)
        if _is_for_now(line.text)
        else ()
    )
    proof = () if may(case.sender, Deed.RECORD_NEWS) else (f"Nothing proves that {firm.name} sent it.",)
    lines = (*facts, *how, *proof)
    return case.notify(NoticeKind.PROVIDER_NEWS, to, f"{firm.name} wrote", incident.id, line.text, firm.name, lines)

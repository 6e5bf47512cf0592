"""The weekly summary: facts in, figures and the words of the mail out. Source: DOMAIN.md 4."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mailtick.incidents.incident import IncidentType
from mailtick.reports.facts import IncidentFacts, WeekFacts
from mailtick.reports.mail_balance import PART_WORDS, MailPart, balance
from mailtick.reports.needs import needs
from mailtick.reports.open_list import OpenIncident, list_open
from mailtick.reports.providers import ProviderWeek, count_providers
from mailtick.reports.volume import Volume, count_volume
from mailtick.reports.week import Week, day_words

# What fits on two screens; the rest is counted.
_LONGEST = 12
_LONGEST_OPEN = 30


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of the volume as plain numbers, for the mail's first lines."""

    open_at_start: int
    opened: int
    resolved: int
    open_at_end: int
    incidents: int
    requests: int
    reopened: int
    closed: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the mail: a title and lines that are complete sentences or nearly."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeeklySummary:
    """What happened, what needs somebody, and what is coming; `figures` is their JSON form (RULINGS 26)."""

    week: Week
    headline: str
    volume: Counts
    sections: tuple[Section, ...]
    open_incidents: tuple[OpenIncident, ...]
    figures: Mapping[str, Mapping[str, object]]

    @property
    def week_words(self) -> str:
        return self.week.words

    def as_json(self) -> dict[str, object]:
        """Return the week's key and each figure with its value and the incidents behind it."""
        return {"week": self.week.key, "figures": {code: dict(figure) for code, figure in self.figures.items()}}


def summarise_week(facts: WeekFacts) -> WeeklySummary:
    """Work out the summary of one week; the same facts always give the same summary."""
    volume = count_volume(facts)
    providers = count_providers(facts)
    open_incidents = list_open(volume.open_at_end, facts)
    mails = balance(facts.mails)
    red = needs(facts, volume.open_at_end)
    counts = _counts(volume)
    sections = (
        Section("Needs somebody", _cut(red) or ("Nothing needs anybody.",)),
        Section("The week", _week_lines(volume, facts)),
        Section("Providers", tuple(_provider_line(each) for each in providers)),
        Section("Open", _open_lines(open_incidents)),
        Section("Mail", _mail_lines(mails)),
        Section("Coming up", _cut([f"{day_words(each.on)}: {each.what}" for each in facts.coming])),
    )
    return WeeklySummary(
        week=facts.week,
        headline=_headline(counts, red),
        volume=counts,
        sections=tuple(section for section in sections if section.lines),
        open_incidents=open_incidents[:_LONGEST_OPEN],
        figures=_figures(volume, providers, open_incidents, mails),
    )


def _counts(volume: Volume) -> Counts:
    return Counts(
        open_at_start=len(volume.open_at_start),
        opened=len(volume.logged),
        resolved=len(volume.resolved),
        open_at_end=len(volume.open_at_end),
        incidents=volume.logged_of(IncidentType.INCIDENT),
        requests=volume.logged_of(IncidentType.REQUEST),
        reopened=len(volume.came_back),
        closed=len(volume.closed),
        cancelled=len(volume.cancelled),
    )


def _headline(counts: Counts, red: Sequence[str]) -> str:
    figures = f"{counts.opened} in, {counts.resolved} done, {counts.open_at_end} open"
    if not red:
        return f"{figures}. Nothing needs anybody"
    return f"{figures}. {len(red)} {'thing needs' if len(red) == 1 else 'things need'} somebody"


def _week_lines(volume: Volume, facts: WeekFacts) -> tuple[str, ...]:
    joined = sum(volume.joined.values())
    lines = (
        ("What", _listed(volume.logged_by(_category))),
        ("Where", _listed(volume.logged_by(_place))),
        ("How urgent", _listed(dict(sorted(volume.logged_by(_priority).items())))),
        ("Reported again by others", f"{joined} times" if joined > 1 else "once" if joined else ""),
        ("Came back", _references(volume.came_back, facts)),
        ("Cancelled", _references(volume.cancelled, facts)),
        ("Came and was cancelled", _references(volume.logged_and_cancelled, facts)),
    )
    said = tuple(f"{title}: {text}" for title, text in lines if text)
    return said or ("Nothing was reported.",)


def _provider_line(week: ProviderWeek) -> str:
    had = ((week.open_at_start, "from before"), (week.sent, "given in the week"), (week.came_back, "came back"))
    told = ", ".join(f"{count} {words}" for count, words in had if count)
    return f"{week.name}: {told}, {week.done} done, {week.open_at_end} with them"


def _open_lines(incidents: Sequence[OpenIncident]) -> tuple[str, ...]:
    if not incidents:
        return ("Nothing is open.",)
    oldest = max(each.age_days for each in incidents)
    days = "1 working day" if oldest == 1 else f"{oldest} working days"
    first = f"{len(incidents)} open, the oldest for {days} (Monday to Friday, holidays counted too)"
    more = len(incidents) - _LONGEST_OPEN
    return (first, f"Shown are the {_LONGEST_OPEN} most urgent, and {more} more are open") if more > 0 else (first,)


def _mail_lines(mails: Mapping[MailPart, int]) -> tuple[str, ...]:
    total = sum(mails.values())
    parts = ", ".join(f"{count} {PART_WORDS[part]}" for part, count in mails.items() if count)
    return (f"{total} in: {parts}",) if total else ("No mail came in.",)


def _figures(
    volume: Volume,
    providers: Iterable[ProviderWeek],
    open_incidents: Sequence[OpenIncident],
    mails: Mapping[MailPart, int],
) -> dict[str, Mapping[str, object]]:
    by = {
        "category": volume.logged_by(_category),
        "location": volume.logged_by(_place),
        "priority": volume.logged_by(_priority),
        "channel": volume.logged_by(lambda each: each.channel),
    }
    kinds = {kind.value: volume.logged_of(kind) for kind in IncidentType}
    return {
        "A1": _figure(volume.open_at_start),
        "A2": {**_figure(volume.logged), "type": kinds, "priority": by["priority"], "channel": by["channel"]},
        "A3": {"value": sum(volume.joined.values()), "incidents": list(volume.joined)},
        "A4": _figure(volume.came_back),
        "A5": _figure(volume.resolved),
        "A6": _figure(volume.closed),
        "A7": {**_figure(volume.cancelled), "logged_and_cancelled": _numbers(volume.logged_and_cancelled)},
        "A8": _figure(volume.open_at_end),
        "C2": {"value": {each.code: _provider_figure(each) for each in providers}},
        "D1": {"value": by, "incidents": _numbers(volume.logged)},
        "E": {
            "value": {str(each.number): {"age_days": each.age_days} for each in open_incidents},
            "incidents": [each.number for each in open_incidents],
        },
        "N": {"value": {"in": sum(mails.values()), **{part.value: count for part, count in mails.items()}}},
    }


def _figure(incidents: Sequence[IncidentFacts]) -> dict[str, object]:
    return {"value": len(incidents), "incidents": _numbers(incidents)}


def _provider_figure(week: ProviderWeek) -> dict[str, object]:
    return {
        "open_at_start": week.open_at_start,
        "sent": week.sent,
        "came_back": week.came_back,
        "done": week.done,
        "open_at_end": week.open_at_end,
        "incidents": list(week.incidents),
    }


def _numbers(incidents: Iterable[IncidentFacts]) -> list[int]:
    return [each.number for each in incidents]


def _references(incidents: Sequence[IncidentFacts], facts: WeekFacts) -> str:
    return ", ".join(facts.reference(each.number) for each in incidents)


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _cut(lines: Sequence[str]) -> tuple[str, ...]:
    """At most so many lines; the rest is counted."""
    if len(lines) <= _LONGEST:
        return tuple(lines)
    return (*lines[: _LONGEST - 1], f"and {len(lines) - _LONGEST + 1} more")


def _category(incident: IncidentFacts) -> str:
    return incident.category or "No category"


def _place(incident: IncidentFacts) -> str:
    return incident.shown_place or "No place named"


def _priority(incident: IncidentFacts) -> str:
    return incident.priority.value

"""What a firm promised in its contract, and how it keeps it: its own clock, on top of ours.

Pure: the words of the contract and what happened to the job go in, what is due when comes out. It is counted in the
firm's own hours, which go on through school holidays. Source: DOMAIN.md 5.4, rule 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mailtick.incidents.incident import Priority
from mailtick.incidents.service_time import ServiceTime
from mailtick.incidents.targets import Target, read_target


class Promised(StrEnum):
    """What may be promised. An answer of a machine is no reply."""

    REPLY = "reply"
    ON_SITE = "on site"
    FIX = "fix"


Promises = Mapping[Promised, Target]

_PART = re.compile(r"[;\n]+|,?\s+(?=P[1-5]\s*:?\s*\d)", re.IGNORECASE)
_PRIORITY = re.compile(r"\s*P([1-5])\b[\s:]*", re.IGNORECASE)
_SPAN = re.compile(
    r"(?<![\d.,-])(\d{1,4})\s*(?:(?:provider|working|business|service|open)\s+)?(minutes?|mins?|m|hours?|hrs?|h|days?|d)\b",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"\b(?:(?P<reply>repl(?:y|ies)|respon[ds]\w*|answers?)|(?P<on_site>on[ -]?site|visit|attend\w*|engineer)"
    r"|(?P<fix>fix\w*|resol\w+|repair\w*|restor\w+))\b",
    re.IGNORECASE,
)
# Nobody promises to be done in more than a year; it is a slip of the pen.
_MOST = {"m": 9999, "h": 2000, "d": 366}
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """What a contract promises: by priority, and for whatever has no line of its own.

    `unread` are the parts of its words that say no time, or say it in a way that is not understood.
    """

    by_priority: Mapping[Priority, Promises] = field(default_factory=dict)
    otherwise: Promises = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    def of(self, priority: Priority) -> Promises:
        return self.by_priority.get(priority, self.otherwise)


def read_service_level(words: str) -> ServiceLevel:
    """Return what "P1 1h reply/4h fix; P2 4h/8h (provider hours)" or "on site in 8 provider hours" promises.

    Two times without a word are reply and fix, as in the part before.
    """
    by_priority: dict[Priority, Promises] = {}
    otherwise: dict[Promised, Target] = {}
    unread: list[str] = []
    for part in filter(str.strip, _PART.split(_BRACKETS.sub(" ", words))):
        match = _PRIORITY.match(part)
        found = dict(_times(part[match.end() :] if match else part))
        if not found:
            unread.append(part.strip())
        elif match:
            by_priority[Priority(f"P{match[1]}")] = found
        else:
            otherwise |= found
    return ServiceLevel(by_priority, otherwise, tuple(unread))


def _times(part: str) -> Iterator[tuple[Promised, Target]]:
    pieces = [piece for piece in part.split("/") if _SPAN.search(piece)]
    for place, piece in enumerate(pieces):
        span, what = _SPAN.search(piece), _WHAT.search(piece)
        if span is None or not 0 < int(span[1]) <= _MOST[span[2][0].lower()]:
            continue
        if what is not None:
            promised = Promised[str(what.lastgroup).upper()]
        elif len(pieces) == 2:
            promised = (Promised.REPLY, Promised.FIX)[place]
        else:
            continue
        yield promised, read_target(f"{span[1]} {span[2][0]}")


@dataclass(frozen=True, slots=True)
class Job:
    """A hand-over as the firm's clock sees it. `ended_at`: done, returned or withdrawn."""

    handed_at: datetime
    priority: Priority
    replied_at: datetime | None = None
    on_site_at: datetime | None = None
    done_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """One promise of a job: by when, when it was kept, and whether it was, or is by now, broken."""

    what: Promised
    due_at: datetime
    kept_at: datetime | None
    is_late: bool


def read_provider_clock(job: Job, level: ServiceLevel, service: ServiceTime, now: datetime) -> tuple[Due, ...]:
    """Return how a firm stands with each of its promises at a moment; `service` is of the firm's own hours.

    Where it came on site, or was done, it has answered as well. What ended before it was kept is not late later.
    """
    start = service.opening(job.handed_at)
    kept = {
        Promised.REPLY: _first(job.replied_at, job.on_site_at, job.done_at),
        Promised.ON_SITE: _first(job.on_site_at, job.done_at),
        Promised.FIX: job.done_at,
    }
    return tuple(
        Due(what, due_at, kept[what], is_late=(kept[what] or job.ended_at or now) > due_at)
        for what, target in level.of(job.priority).items()
        for due_at in (target.moment(start, service),)
    )


def _first(*moments: datetime | None) -> datetime | None:
    return min((each for each in moments if each), default=None)

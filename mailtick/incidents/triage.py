"""Nobody looks at what is new: who hears of it, and when. Source: DOMAIN.md SEED-4."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailtick.incidents.people import Role
from mailtick.incidents.service_time import STILL_THERE, ServiceTime


@dataclass(frozen=True, slots=True)
class Rung:
    """After so much service time without a look, this role hears of it."""

    after: timedelta
    to: Role


RUNGS = (Rung(timedelta(minutes=60), Role.DEPUTY), Rung(timedelta(minutes=90), Role.OWNER))


def unlooked(
    since: datetime,
    came: Collection[datetime],
    now: datetime,
    service: ServiceTime,
    told: Mapping[Role, datetime | None],
) -> Iterator[Rung]:
    """Yield the rungs that are due: nobody has looked `since` then, and nobody was told after it.

    `told` is when each role was told last. A role is told once until somebody looks, and again only when something has
    come since, counted from then: what is left lying on purpose is named once. `came` is when each of what is new came
    in. While the desk is shut nobody is told.
    """
    if not (service.is_open(now) or service.is_open(now - STILL_THERE)):
        return
    for rung in RUNGS:
        last = told.get(rung.to)
        unsaid = [each for each in came if last is None or each > last]
        if not unsaid or (last is not None and last >= since):
            continue
        start = since if last is None else max(since, min(unsaid))
        if service.between(start, now) >= rung.after:
            yield rung

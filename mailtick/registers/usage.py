"""How many of a licence are in use, counted from its seats or typed by hand: red, amber or green."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from mailtick.incidents.usage import Usage
from mailtick.registers.formats import expect
from mailtick.registers.page import day_words
from mailtick.registers.register import Values
from mailtick.registers.vocabulary import Metric
from mailtick.store.records import has_seats, seats_of

# Where a licence does not say when to warn. Source: DOMAIN.md SEED-7.
_WARN_DAYS = 60


class Light(StrEnum):
    RED = "red"
    AMBER = "amber"
    GREEN = "green"


def usage_of(session: Session, licence: Values, today: date) -> Usage:
    """Count the seats that are taken today; where none are written down, the number typed by hand counts."""
    ref = str(licence["ref"])
    is_counted = has_seats(session, ref)
    taken = sum(seat.quantity for seat in seats_of(session, ref, today))
    return Usage(
        owned=expect(int, licence["quantity"]),
        in_use=taken if is_counted else expect(int, licence["in_use"]),
        kept_free=expect(int, licence["minimum_free"]),
        is_for_all=licence["metric"] == Metric.SITE,
        is_counted=is_counted,
    )


def light_of(usage: Usage, licence: Values, today: date) -> tuple[Light, str]:
    """Return the colour of a licence and why. More in use than owned stays red until it is explained, with a date."""
    end, until = licence["end_on"], licence["overuse_until_on"]
    if isinstance(end, date) and end < today:
        return Light.RED, f"it ended on {day_words(end)}"
    if usage.too_many and not usage.is_for_all:
        if licence["overuse_explained"] and isinstance(until, date) and until >= today:
            why = f"{licence['overuse_explained']}, until {day_words(until)}"
            return Light.AMBER, f"{usage.too_many} more in use than owned: {why}"
        return Light.RED, f"{usage.too_many} more in use than owned"
    days = expect(int, licence["warn_days"]) if licence["warn_days"] is not None else _WARN_DAYS
    if isinstance(end, date) and end <= today + timedelta(days=days):
        return Light.AMBER, f"it ends on {day_words(end)}"
    if not usage.is_for_all and not usage.free:
        return Light.AMBER, "none is free"
    return Light.GREEN, ""

"""What somebody has to see to whatever the day: disputes, over-used licences, spares that run out, warranties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy.orm import Session

from mailtick.registers.agenda import Entry
from mailtick.registers.assets import ASSETS
from mailtick.registers.formats import expect
from mailtick.registers.licences import LICENCES
from mailtick.registers.payments import PAYMENTS
from mailtick.registers.records import list_records
from mailtick.registers.spares import SPARES
from mailtick.registers.usage import Light, light_of, usage_of
from mailtick.registers.vocabulary import AssetStatus, PaymentState

# The day of what has none; two standing entries of one record are told apart by their kind.
NO_DAY = date(2000, 1, 1)
OVER_USE = "over_use"
DISPUTED = "disputed"
_WARRANTY_AHEAD = timedelta(days=30)
_SHOWN = 5


def standing(session: Session, today: date) -> list[Entry]:
    """Return what has to be seen to whatever the day. Source: DOMAIN.md SEED-7 (M19b) and 3.6."""
    return [*_disputed(session), *_overused(session, today), *_running_out(session), *_warranties(session, today)]


def _disputed(session: Session) -> Iterator[Entry]:
    """Payments that are not paid as they stand, until somebody settles them."""
    for record in list_records(session, PAYMENTS):
        values = record.values
        if values["disputed"] and values["paid_on"] is None and values["state"] != PaymentState.CANCELLED:
            what = f"{values['what']}, disputed: {values['disputed']}"
            net, vat = expect(int, values["net_pence"]), expect(int, values["vat_pence"])
            yield Entry(PAYMENTS.name, record.key, DISPUTED, NO_DAY, what, net_pence=net, vat_pence=vat)


def _overused(session: Session, today: date) -> Iterator[Entry]:
    """Licences of which more are in use than owned, until that is put right or explained with a date."""
    for record in list_records(session, LICENCES):
        usage = usage_of(session, record.values, today)
        light, why = light_of(usage, record.values, today)
        if light is Light.RED and usage.too_many:
            what = f"{record.values['product']}: {why} ({usage.in_use} of {usage.owned})"
            yield Entry(LICENCES.name, record.key, OVER_USE, NO_DAY, what)


def _running_out(session: Session) -> Iterator[Entry]:
    for record in list_records(session, SPARES):
        quantity, minimum = expect(int, record.values["quantity"]), expect(int, record.values["minimum"])
        if quantity < minimum:
            what = f"{record.values['what']}: {quantity} left, there should be at least {minimum}"
            yield Entry(SPARES.name, record.key, "running_out", NO_DAY, what)


def _warranties(session: Session, today: date) -> Iterator[Entry]:
    """Warranties that end within the next thirty days, one entry for all of a day."""
    ending: dict[date, list[str]] = defaultdict(list)
    for record in list_records(session, ASSETS):
        end = record.values["warranty_end_on"]
        is_there = record.values["status"] != AssetStatus.DISPOSED
        if is_there and isinstance(end, date) and today <= end <= today + _WARRANTY_AHEAD:
            ending[end].append(record.key)
    for end, tags in sorted(ending.items()):
        more = f" and {len(tags) - _SHOWN} more" if len(tags) > _SHOWN else ""
        what = f"The warranty of {', '.join(tags[:_SHOWN])}{more} ends on {end:%A} {end.day} {end:%B %Y}"
        yield Entry(ASSETS.name, tags[0], "warranty_end", end, what)

"""The page of a contract: how it stands, the last day for notice, its jobs, what it covers, its payments."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

from mailtick.mail.money import pounds
from mailtick.registers.cover import covered_equipment, without_cover
from mailtick.registers.deadlines import current_end, goes_on, instalments, notice_deadline, trigger_date
from mailtick.registers.page import Around, Content, Section, day_words, listed, weekday_words
from mailtick.registers.pages.lines import (
    asset_words,
    diary_section,
    equipment_count,
    handover_sections,
    payments_section,
)
from mailtick.registers.register import Values
from mailtick.registers.usage import Light, light_of, usage_of
from mailtick.registers.values import plain_row
from mailtick.store.belonging import handovers_to
from mailtick.store.equipment import equipment_of
from mailtick.store.records import records_where
from mailtick.store.tables import HandoverRow, IncidentRow, LicenceRow, LocationRow, PaymentRow

# From when on a day that is coming shows. Source: DOMAIN.md SEED-11.
_AHEAD = timedelta(days=90)


def contract_page(around: Around, values: Values) -> Content:
    ref = str(values["ref"])
    light, why = contract_light(values, around.today)
    is_near = current_end(values, around.today) <= around.today + _AHEAD
    gap = without_cover(around.session, values, around.today) if is_near else ""
    equipment = covered_equipment(around.session, ref)
    return Content(
        warnings=tuple(each for each in (why and f"{light}: {why}", gap) if each),
        sections=(
            Section("Days", tuple(_days(around, values))),
            *handover_sections(around, _jobs(around, ref, str(values["provider"]))),
            Section(
                f"Covers {equipment_count(len(equipment))}",
                tuple(
                    listed(
                        asset_words(row),
                        around.named(LocationRow, row.location),
                    )
                    for row in equipment
                ),
            ),
            Section("Licences", tuple(_licence(around, row) for row in _licences(around, ref))),
            payments_section(around, records_where(around.session, PaymentRow, "contract", ref)),
            Section("Instalments to come", tuple(_instalments(around, values))),
            diary_section(around, ref),
        ),
    )


def contract_light(contract: Values, today: date) -> tuple[Light, str]:
    """Return the traffic light of a contract and why. Source: DOMAIN.md SEED-11."""
    end, deadline = current_end(contract, today), notice_deadline(contract, today)
    if contract["is_draft"]:
        return Light.AMBER, "it is a draft; nothing is agreed before it is signed"
    if end < today:
        followed = contract["successor"]
        words = f"it ended on {day_words(end)}"
        return (Light.GREEN, f"{words}, followed by {followed}") if followed else (Light.RED, words)
    if not goes_on(contract) and not contract["successor"] and end <= today + _AHEAD:
        return Light.RED, f"it ends on {day_words(end)} and nothing follows it"
    if deadline is None or contract["notice_given_on"] is not None or contract["successor"]:
        return Light.GREEN, ""
    if deadline < today:
        renews = f"; it renews itself on {day_words(end)}" if goes_on(contract) else ""
        return Light.AMBER, f"the last day for notice was {day_words(deadline)}{renews}"
    if deadline <= today + _AHEAD:
        return Light.AMBER, f"notice must be given by {day_words(deadline)}"
    return Light.GREEN, ""


def _days(around: Around, contract: Values) -> list[str]:
    end = current_end(contract, around.today)
    if goes_on(contract):
        lines = [f"renews itself on {weekday_words(end)}, unless notice is given"]
    else:
        lines = [f"{'ended' if end < around.today else 'ends'} on {weekday_words(end)}"]
    deadline = notice_deadline(contract, around.today)
    if deadline is not None and contract["notice_given_on"] is None:
        is_past = deadline < around.today
        shown = f"was {weekday_words(deadline)}" if is_past else f"is {_acted_by(around, deadline)}"
        lines.append(f"the last day for notice {shown}")
    begin = trigger_date(contract, around.today)
    if begin is not None:
        lines.append(f"buying anew begins on {_acted_by(around, begin)}")
    return lines


def _acted_by(around: Around, day: date) -> str:
    """A day, and where the office is closed then, the last one on which it is open."""
    open_day = around.open_days().on_or_before(day)
    if open_day == day:
        return weekday_words(day)
    return f"{weekday_words(day)}; act by {weekday_words(open_day)}, the last day the office is open"


def _jobs(around: Around, ref: str, provider: str) -> list[tuple[HandoverRow, IncidentRow]]:
    """What the provider got, but for equipment that is under another contract."""
    return [
        (handover, incident)
        for handover, incident in handovers_to(around.session, provider)
        if {each.contract for each in equipment_of(around.session, incident.id) if each.contract} <= {ref}
    ]


def _licences(around: Around, ref: str) -> list[LicenceRow]:
    return sorted(records_where(around.session, LicenceRow, "contract", ref), key=lambda row: row.ref)


def _licence(around: Around, row: LicenceRow) -> str:
    licence = plain_row(row)
    usage = usage_of(around.session, licence, around.today)
    light, why = light_of(usage, licence, around.today)
    return f"{row.ref}  {row.product} ({listed(f'{usage.owned} owned, {usage.in_use} in use', light, why)})"


def _instalments(around: Around, contract: Values) -> list[str]:
    rows = records_where(around.session, PaymentRow, "contract", str(contract["ref"]))
    known = {row.due_on for row in rows}
    coming = (pair for pair in instalments(contract, around.today) if pair[0] >= around.today and pair[0] not in known)
    return [f"{weekday_words(due)}: {pounds(net)} before VAT" for due, net in islice(coming, 4)]

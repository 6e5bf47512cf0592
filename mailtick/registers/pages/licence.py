"""The page of a licence: owned, in use, free, and who has the seats."""

from __future__ import annotations

from datetime import date

from mailtick.incidents.usage import Usage
from mailtick.registers.page import Around, Content, Section, counted, day_words, listed
from mailtick.registers.pages.lines import diary_section, payments_section
from mailtick.registers.register import Values
from mailtick.registers.usage import Light, light_of, usage_of
from mailtick.store.records import record_called, records_where, seats_of
from mailtick.store.tables import AssetRow, LocationRow, PaymentRow, PersonRow, SeatRow


def licence_page(around: Around, values: Values) -> Content:
    ref = str(values["ref"])
    usage = usage_of(around.session, values, around.today)
    light, why = light_of(usage, values, around.today)
    return Content(
        warnings=(f"{light}: {why}",) if light is not Light.GREEN else (),
        sections=(
            Section("Use", (_use(usage, light), *_how_counted(usage, values))),
            Section("Seats", tuple(_seat(around, seat) for seat in seats_of(around.session, ref, around.today))),
            payments_section(around, records_where(around.session, PaymentRow, "licence", ref)),
            diary_section(around, ref),
        ),
    )


def _use(usage: Usage, light: Light) -> str:
    if usage.is_for_all:
        return f"for the whole site ({light})"
    kept = f"{usage.kept_free} kept free" if usage.kept_free else ""
    beyond = f"{usage.too_many} too many" if usage.too_many else ""
    words = listed(f"{usage.owned} owned", f"{usage.in_use} in use", f"{usage.free} free", kept, beyond)
    return f"{words} ({light})"


def _how_counted(usage: Usage, values: Values) -> tuple[str, ...]:
    if usage.is_for_all:
        return ()
    counted_on, typed = values["in_use_checked_on"], values["in_use"]
    when = f", on {day_words(counted_on)}" if isinstance(counted_on, date) else ", nobody wrote when"
    if not usage.is_counted:
        return (f"the number in use was typed by hand{when}",)
    # Seats come and go by themselves, what was typed does not: both are shown where they say different things.
    differs = f"; the {typed} typed by hand{when}, {'do' if typed != 1 else 'does'} not count any more"
    counted = "counted from the seats below" if usage.in_use else "counted from its seats, of which none is open"
    return (f"{counted}{differs if typed != usage.in_use else ''}",)


def _seat(around: Around, seat: SeatRow) -> str:
    until = f"until {day_words(seat.to_on)}" if seat.to_on else ""
    several = counted(seat.quantity, "seat") if seat.quantity > 1 else ""
    return listed(_holder(around, seat.holder), several, f"since {day_words(seat.from_on)}", until)


def _holder(around: Around, holder: str) -> str:
    """A person, a piece of equipment or a place; what is none of them stays as it is."""
    if "@" in holder:
        return around.named(PersonRow, holder)
    row = AssetRow if record_called(around.session, AssetRow, "tag", holder) else LocationRow
    return around.named(row, holder)

"""One page on the stock check, for the governors: what was seen in each room, and whether the yearly check is met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from mailtick.registers.locations import LOCATIONS
from mailtick.registers.people import PEOPLE
from mailtick.registers.records import list_records
from mailtick.registers.register import Values
from mailtick.registers.stock import YEAR, equipment_in, is_keeper, open_checks
from mailtick.registers.stock_checks import STOCK_CHECKS
from mailtick.registers.vocabulary import CheckResult


@dataclass(frozen=True, slots=True)
class RoomStock:
    """How a room stands: how many the list has there, and how many of them were seen within a year by others."""

    place: str
    listed: int
    seen: int
    missing: int
    elsewhere: int
    asked: str = ""


@dataclass(frozen=True, slots=True)
class StockReport:
    """`seen` were seen within a year by somebody other than the keeper; `lost` are missing at their last check."""

    on: date
    rooms: tuple[RoomStock, ...]
    listed: int
    seen: int
    lost: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        """Whether all equipment was seen within a year by somebody other than the keeper, or found to be missing."""
        return self.listed > 0 and self.seen + len(self.lost) >= self.listed


def stock_report(session: Session, today: date) -> StockReport:
    """Return how the stock check stands. Only what somebody other than the keeper saw within a year counts."""
    keepers = {each.values["address"] for each in list_records(session, PEOPLE) if is_keeper(each.values)}
    last = _last_checks(session, today, {str(each) for each in keepers})
    asked = {str(each["about"]): f"{each['person']}, by {each['due_on']}" for each in open_checks(session)}
    rooms, lost = [], []
    for room in list_records(session, LOCATIONS):
        tags = [str(each["tag"]) for each in equipment_in(session, room.key)]
        if not tags:
            continue
        results = [last[tag] for tag in tags if tag in last]
        lost += [tag for tag in tags if last.get(tag) == CheckResult.MISSING]
        rooms.append(
            RoomStock(
                str(room.values["name"]),
                len(tags),
                sum(each in (CheckResult.FOUND, CheckResult.ELSEWHERE) for each in results),
                sum(each == CheckResult.MISSING for each in results),
                sum(each == CheckResult.ELSEWHERE for each in results),
                asked.get(f"stock check {room.key}", ""),
            )
        )
    listed, seen = sum(each.listed for each in rooms), sum(each.seen for each in rooms)
    return StockReport(today, tuple(rooms), listed, seen, tuple(lost))


def _last_checks(session: Session, today: date, keepers: set[str]) -> dict[str, str]:
    """The last result of each piece of equipment, of the checks within a year that the keeper did not make."""
    checks: list[Values] = [each.values for each in list_records(session, STOCK_CHECKS)]
    counted = [each for each in checks if isinstance(each["on"], date) and today - each["on"] <= YEAR]
    counted.sort(key=lambda each: str(each["on"]))
    return {str(each["asset"]): str(each["result"]) for each in counted if each["by"] not in keepers}

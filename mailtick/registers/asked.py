"""One word about one record, as people answer reminders, and what can be said of which record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from mailtick.incidents.certain import is_uncertain
from mailtick.mail.accounts import find_accounts
from mailtick.registers.changing import Author, NotKept, change
from mailtick.registers.deadlines import months_after
from mailtick.registers.register import Register, Values
from mailtick.registers.standing import DISPUTED, OVER_USE

# Whoever is reminded of the same answers within this time.
ONE_ANSWER = timedelta(days=30)

SPAN = re.compile(r"(\d{1,3})\s*(d|day|days|w|week|weeks|m|month|months|y|year|years)", re.IGNORECASE)
_BECAUSE = re.compile(r"(?:because|since)\b[\s:,]*(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One word about one record, said by somebody on a day."""

    session: Session
    register: Register
    key: str
    values: Values
    argument: str
    by: Author
    today: date

    def change(self, **cells: str) -> dict[str, str]:
        return change(self.session, self.register, self.key, cells, self.by)

    def require_certain(self, word: str) -> None:
        """Raise NotKept where what stands behind a word may mean that it is not so."""
        if is_uncertain(self.argument):
            raise NotKept(f'"{word} {self.argument}" may mean that it is not {word}; write "{word}" alone once it is')

    def reason(self, word: str) -> str:
        """Return what stands behind "because". Raises NotKept where nothing does."""
        found = _BECAUSE.fullmatch(self.argument)
        if found is None:
            raise NotKept(f'say why, such as "{self.key} {word} because two were not delivered"')
        if find_accounts(found[1]):
            raise NotKept("there is a bank account in it, and those are kept nowhere; say why without it")
        return found[1]


# What can be said of a record, for whoever is reminded of it.
_POSSIBLE: Mapping[str, tuple[str, ...]] = {
    "payments": ("paid 240.00", "passed on", "disputed because …", "cancelled because …", "snooze 1w"),
    "diary": ("done", "snooze 1w"),
    "tasks": ("done", "snooze 1w"),
    "loans": ("done", "snooze 1w"),
    "contracts": ("renew 1y", "cancel sent", "ask owner", "snooze 1w"),
    "licences": ("renew 1y", "ask owner", "snooze 1w"),
    "spares": ("ask owner", "snooze 1w"),
    "assets": ("ask owner", "snooze 1w"),
}
# What can be said of it where something special stands of it: to renew a licence gives it no more seats.
_POSSIBLE_OF: Mapping[str, tuple[str, ...]] = {
    OVER_USE: ("ask owner", "snooze 1w"),
    DISPUTED: ("settled", "paid 240.00", "cancelled because …", "snooze 1w"),
}


def possible_words(register: str, kind: str = "", amount: str = "") -> tuple[str, ...]:
    """Return examples of what can be answered for a record of a register, for its own kind of entry and amount."""
    words = _POSSIBLE_OF.get(kind) or _POSSIBLE.get(register, ())
    return tuple(f"paid {amount}" if amount and each.startswith("paid") else each for each in words)


def possible(register: Register) -> str:
    return f"possible: {', '.join(possible_words(register.name))}"


def later(day: date, count: int, unit: str) -> date:
    """Return the day that is so many days, weeks, months or years after another."""
    match unit[0].lower():
        case "d":
            return day + timedelta(days=count)
        case "w":
            return day + timedelta(weeks=count)
        case "m":
            return months_after(day, count)
        case _:
            return months_after(day, count * 12)


def short_day(day: object) -> str:
    """Return a day as it stands in an answer: "Tue 17 Nov 2026"."""
    return f"{day:%a} {day.day} {day:%b %Y}" if isinstance(day, date) else str(day)

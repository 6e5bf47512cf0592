"""A letter of the story: who writes what and when, and with which program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from mailtick.demo.school import DOMAIN
from mailtick.mail.message import Address

ZONE = ZoneInfo("Europe/London")


class Program(StrEnum):
    """What somebody writes with; it decides how an answer is headed and what it quotes."""

    OFFICE = "office"
    TELEPHONE = "telephone"
    MACHINE = "machine"
    # Passes an old thread on: that stands on top, what is new below it.
    FORWARD = "forward"
    # A mail server that could not deliver a mail.
    POSTMASTER = "postmaster"
    # Sends one mail to many.
    MAILING = "mailing"


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF of one page, in plain lines."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as a telephone takes it (HEIC)."""

    name: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to the desk.

    `answers` are words from the subject of the desk's mail that it answers, the newest that its sender has got, or
    that came to `mailbox`; the mail program then makes the subject, unless `subject` says it. `days` fill the places
    in text and papers that speak of a day: "Tues {0:%o}" is "Tues 17th".
    """

    name: str
    at: datetime
    sender: Address
    text: str
    subject: str = ""
    answers: str = ""
    program: Program = Program.OFFICE
    days: tuple[date, ...] = ()
    attached: tuple[Paper | Photo, ...] = ()
    mailbox: str = ""

    @property
    def words(self) -> str:
        """The text with its days."""
        return with_days(self.text, self.days)


def with_days(text: str, days: Iterable[date]) -> str:
    """Fill "{0:%e %B}" with the first day, and so on; %o is the day with its ending, as in "17th"."""
    return text.format(*(_Day(each.year, each.month, each.day) for each in days))


class _Day(date):
    def __format__(self, form: str) -> str:
        return self.strftime(form.replace("%o", f"{self.day}{_ending(self.day)}").replace("%e", str(self.day)))


def _ending(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def november(day: int, hour: int, minute: int) -> datetime:
    """A moment of the demo's month, November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def staff(name: str) -> Address:
    """A member of the school's staff, by their whole name."""
    return Address(f"{name.lower().replace(' ', '.')}@{DOMAIN}", name)


BRIGHTBOARD = Address("jobs@brightboard.example", "BrightBoard AV Jobs")
COUNTY = Address("schools@countybb.example", "County Broadband Schools Desk")
ANGLIA = Address("service@angliaprint.example", "Anglia Print Service")
FENLAND_ACCOUNTS = Address("accounts@fenlandict.example", "Fenland ICT Accounts")
HORIZON = Address("casedesk@horizonmis.example", "Horizon Case Desk")

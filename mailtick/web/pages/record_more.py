"""What the pages of some registers have beside the columns: what can be added or moved, how a firm keeps its word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from mailtick.incidents.kept_promises import kept_promises
from mailtick.registers.assets import ASSETS
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.page import day_words
from mailtick.registers.problems import PROBLEMS
from mailtick.registers.providers import PROVIDERS
from mailtick.registers.records import records_with
from mailtick.registers.register import Register, Values
from mailtick.registers.suspected import suspected_problems
from mailtick.store.firm_jobs import jobs_of_firm
from mailtick.web.access import Access, may_open, may_write
from mailtick.web.fields import place_groups
from mailtick.web.visit import Visit

_YEAR = timedelta(days=365)
# What is added to a record of a register: what the link says, the other register, its column that names the record.
_ADDS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "locations": (("Add equipment here", "assets", "location"),),
    "assets": (("Lend it", "loans", "asset"), ("Note a stock check", "stock_checks", "asset")),
    "contracts": (
        ("Add a payment", "payments", "contract"),
        ("Add a licence", "licences", "contract"),
        ("Put something in the diary", "diary", "about"),
    ),
    "licences": (("Add a seat", "seats", "licence"), ("Add a payment", "payments", "licence")),
    "providers": (("Add somebody there", "contacts", "provider"), ("Add a contract", "contracts", "provider")),
    "implementations": (
        ("Add a step", "tasks", "about"),
        ("Add a payment", "payments", "about"),
        ("Put something in the diary", "diary", "about"),
    ),
    "people": (("Add an absence", "absences", "person"), ("Add cover", "cover", "person")),
    "problems": (("Put something in the diary", "diary", "about"),),
}


@dataclass(frozen=True, slots=True)
class Link:
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Suspect:
    """What may be a problem, and the form that writes it down."""

    what: str
    incidents: tuple[str, ...]
    href: str


def adds_of(visit: Visit, register: Register, values: Values) -> list[Link]:
    """What can be added to a record, each as a form that names it already."""
    if not may_write(visit.person):
        return []
    key = register.key_text(values)
    adds = _ADDS.get(register.name, ())
    return [Link(words, f"/registers/{other}/new?{urlencode({column: key})}") for words, other, column in adds]


def more_of(visit: Visit, session: Session, register: Register, values: Values) -> tuple[str, Mapping[str, object]]:
    """The template of a record's page, and what it shows beside all that every page has."""
    if register is LOCATIONS and may_write(visit.person):
        here = [values for _, values in records_with(session, ASSETS, "location", values["code"])]
        types = sorted({str(each["type"]) for each in here if each["retired_on"] is None})
        return "record_place", {"groups": place_groups(session), "types": types, "code": str(values["code"])}
    if register is PROVIDERS:
        return "record_firm", _firm(visit, session, str(values["code"]))
    return "record", {}


def _firm(visit: Visit, session: Session, code: str) -> Mapping[str, object]:
    """How a firm has kept its promises in a year."""
    zone = visit.desk.policy.zone
    jobs, taken_back = jobs_of_firm(session, code, visit.now - _YEAR, visit.prefix)
    return {
        "kept": kept_promises(jobs, zone, visit.now),
        "job_count": len(jobs),
        "taken_back": taken_back,
        "since": day_words((visit.now - _YEAR).astimezone(zone).date()),
    }


def links_of(visit: Visit, register: Register) -> Sequence[Link]:
    """Other pages about what a register holds."""
    money = may_open(Access.MONEY, visit.person)
    desk = may_write(visit.person)
    match register.name:
        case "payments" | "budgets" | "contracts" if money:
            return [Link("What has to be paid", "/spending")]
        case "people" if desk:
            return [Link("Somebody comes or leaves", "/staffing")]
        case "absences" | "cover" | "calendar" if desk:
            return [Link("Who is there", "/cover")]
        case "diary" | "tasks" if desk:
            return [Link("The diary", "/diary")]
        case "licences" if desk:
            return [Link("Seats", "/registers/seats")]
        case "assets" if desk:
            return [Link("Loans", "/registers/loans"), Link("Stock check", "/stock-check"), Link("Labels", "/labels")]
        case "locations" if desk:
            return [Link("Labels", "/labels")]
        case "assets":
            return [Link("Loans", "/registers/loans"), Link("Stock checks", "/registers/stock_checks")]
        case "providers":
            return [Link("People at firms", "/registers/contacts")]
        case "articles":
            return [Link("As everybody reads it", "/knowledge")]
    return []


def suspects_of(visit: Visit, session: Session, register: Register) -> list[Suspect]:
    """What may be a problem and is not written down."""
    if register is not PROBLEMS:
        return []
    found = suspected_problems(session, visit.prefix, visit.now.astimezone(visit.desk.policy.zone))
    return [
        Suspect(
            each.what,
            each.incidents,
            "/registers/problems/new?" + urlencode({"title": each.what, "incidents": ";".join(each.incidents)}),
        )
        for each in found
    ]

"""Gather what stands in the desk's charter."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from mailtick.incidents.people import Person, Role
from mailtick.incidents.policy import Policy
from mailtick.registers.calendar import CALENDAR
from mailtick.registers.formats import expect
from mailtick.registers.records import list_records
from mailtick.reports.charter import CalendarDay, Charter, make_charter
from mailtick.store.categories import all_categories
from mailtick.store.people import people_with_role

_NAMED = (Role.COORDINATOR, Role.DEPUTY, Role.FIRST_LEVEL, Role.OWNER, Role.SAFEGUARDING_LEAD)


def charter_of(session: Session, policy: Policy, today: date) -> Charter:
    """Return the charter as configuration and registers stand today."""
    team: dict[Role, list[Person]] = {role: people_with_role(session, role) for role in _NAMED}
    values = (each.values for each in list_records(session, CALENDAR))
    days = [
        CalendarDay(str(each["kind"]), str(each["name"]), expect(date, each["from_on"]), expect(date, each["to_on"]))
        for each in values
    ]
    coming = sorted((each for each in days if each.last >= today), key=lambda each: each.first)
    return make_charter(policy, team, coming, [each for each in all_categories(session) if each.is_offered])

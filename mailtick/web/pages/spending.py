"""What has to be paid in the next twelve months, and how the year stands against its plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from starlette.responses import Response

from mailtick.registers.spending import BudgetLine, Outlay, budget, forecast, year_of, year_words
from mailtick.store.registers import keys_like
from mailtick.web.linked import record_path
from mailtick.web.register_words import BY_NAME
from mailtick.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    outlays: tuple[Outlay, ...]
    net_pence: int
    gross_pence: int


def show(visit: Visit) -> Response:
    begins = visit.plan.year_begins
    with visit.reading() as session:
        today = visit.around(session).today
        outlays = forecast(session, today)
        this_year = year_of(today, begins)
        asked = visit.asked("year")
        year = int(asked) if re.fullmatch(r"20\d\d", asked) else this_year
        lines = budget(session, year, begins)
        keys = {
            name: {*keys_like(session, BY_NAME[name].row, "ref", "")} for name in ("payments", "contracts", "licences")
        }
    months = [_month(name, tuple(some)) for name, some in groupby(outlays, key=lambda each: f"{each.on:%B %Y}")]
    paths = {
        each.key: next((record_path(name, each.key) for name in keys if each.key in keys[name]), "") for each in outlays
    }
    return visit.page(
        "spending",
        "What has to be paid",
        months=months,
        paths=paths,
        net=sum(each.net_pence for each in outlays),
        gross=sum(each.net_pence + each.vat_pence for each in outlays),
        lines=lines,
        total=_total(lines),
        year=year,
        year_words=year_words(year, begins),
        years=[(each, year_words(each, begins)) for each in range(this_year - 2, this_year + 3)],
    )


def _month(name: str, outlays: tuple[Outlay, ...]) -> Month:
    net = sum(each.net_pence for each in outlays)
    return Month(name, outlays, net, net + sum(each.vat_pence for each in outlays))


def _total(lines: list[BudgetLine]) -> BudgetLine:
    planned = [each.planned_pence for each in lines if each.planned_pence is not None]
    return BudgetLine(
        "In all",
        sum(planned) if planned else None,
        sum(each.paid_pence for each in lines),
        sum(each.due_pence for each in lines),
    )

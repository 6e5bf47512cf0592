from __future__ import annotations

from datetime import date

import pytest

from mailtick.registers.formats import Day, Format, Pounds, Value, Whole, WordList
from mailtick.registers.quantities import kind_of, split_quantity, state_of
from mailtick.registers.sheets import Cell
from mailtick.registers.written import months_later, order_of_days, read_written, warranty_months


@pytest.mark.parametrize(
    ("cell", "day", "remark"),
    [
        pytest.param("03/12/2025", date(2025, 12, 3), "read day first: 3 December 2025", id="day first"),
        pytest.param("31/12/2025", date(2025, 12, 31), "", id="day first without a doubt"),
        pytest.param("3.12.25", date(2025, 12, 3), "read day first: 3 December 2025", id="points and a short year"),
        pytest.param("03-12-1999 00:00", date(1999, 12, 3), "read day first: 3 December 1999", id="with a time"),
        pytest.param("7/7/24", date(2024, 7, 7), "", id="the same either way"),
        pytest.param("2025/12/3", date(2025, 12, 3), "", id="year first"),
        pytest.param("2025-12-03 00:00:00", date(2025, 12, 3), "", id="a database's"),
        pytest.param("3rd December 2025", date(2025, 12, 3), "", id="in words"),
        pytest.param("Wed 3 Dec 25", date(2025, 12, 3), "", id="with a weekday"),
        pytest.param("3-Dec-25", date(2025, 12, 3), "", id="as Excel shows it"),
        pytest.param("Sun Sep 01, 2024", date(2024, 9, 1), "", id="as Snipe-IT shows it"),
        pytest.param("Sept 2021", date(2021, 9, 1), "no day is given; read as 1 September 2021", id="a month"),
        pytest.param("Sep-21", date(2021, 9, 1), "no day is given; read as 1 September 2021", id="a month and a year"),
        pytest.param("09/2021", date(2021, 9, 1), "no day is given; read as 1 September 2021", id="a month in figures"),
        pytest.param(2019.0, date(2019, 1, 1), "only the year is given; read as 1 January 2019", id="a year"),
        pytest.param(
            45994.0, date(2025, 12, 3), "the number 45994 is how a spreadsheet keeps 3 December 2025", id="a number"
        ),
        pytest.param(
            45994.75, date(2025, 12, 3), "the number 45994.75 is how a spreadsheet keeps 3 December 2025", id="at six"
        ),
        pytest.param(date(2025, 12, 3), date(2025, 12, 3), "", id="a day"),
    ],
)
def test_a_day_is_read_as_people_write_it(cell: Cell, day: date, remark: str) -> None:
    written = read_written(Day(), cell)
    assert (written.value, written.remark) == (day, remark)


@pytest.mark.parametrize(
    ("cell", "order", "says"),
    [
        pytest.param("12/25/2025", "", "the day comes first: 30/11/2026", id="month first in a column of days first"),
        pytest.param("31/02/2025", "day", "not in the calendar", id="no such day"),
        pytest.param("03/12/2025", "mixed", "may be 3 December 2025 or 12 March 2025", id="a column with both orders"),
        pytest.param("last year", "", "write it as 2026-11-30 or 30/11/2026", id="words"),
        pytest.param("Foo 2021", "", "is no date", id="no month"),
        pytest.param("31/12/9999", "", "too far away to be meant", id="the end of all days"),
        pytest.param(date(1601, 1, 1), "", "too far away to be meant", id="the first day of a database"),
    ],
)
def test_a_day_that_may_be_two_or_none_is_named(cell: Cell, order: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_written(Day(), cell, order)


def test_a_column_that_can_only_be_month_first_is_read_so() -> None:
    assert [order_of_days(cell) for cell in ("12/25/2025", "25/12/2025", "03/12/2025", 45994.0)] == [
        "month",
        "day",
        "",
        "",
    ]
    assert read_written(Day(), "03/12/2025", "month").value == date(2025, 3, 12)


@pytest.mark.parametrize(
    ("format_", "cell", "value"),
    [
        pytest.param(Pounds(), "£1,200", 120_000, id="pounds with a comma"),
        pytest.param(Pounds(), "£ 1,234,567.80", 123_456_780, id="many pounds"),
        pytest.param(Pounds(), "GBP 412.5", 41_250, id="in words"),
        pytest.param(Pounds(), "(12.50)", -1250, id="a credit in brackets"),
        pytest.param(Pounds(), "-£12.50", -1250, id="a credit"),
        pytest.param(Pounds(), 598.1, 59_810, id="a number"),
        pytest.param(Pounds(), 0.1 + 0.2, 30, id="a number that a computer worked out"),
        pytest.param(Pounds(), "free", 0, id="nothing to pay"),
        pytest.param(Whole(), "3 x", 3, id="three of it"),
        pytest.param(Whole(), "x15", 15, id="times fifteen"),
        pytest.param(Whole(), 12.0, 12, id="a number of a workbook"),
        pytest.param(WordList(), "oak, year 3\nY3", ("oak", "year 3", "Y3"), id="words between commas"),
    ],
)
def test_amounts_and_numbers_are_read_as_people_write_them(format_: Format, cell: Cell, value: Value) -> None:
    assert read_written(format_, cell).value == value


@pytest.mark.parametrize("cell", ["1.200,50", "12,50", "£598 each", "about 500", "1,2,3"])
def test_an_amount_that_is_not_plain_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r"such as 1140.00 or £1,140.00"):
        read_written(Pounds(), cell)


def test_parts_of_a_penny_are_rounded_with_a_word() -> None:
    written = read_written(Pounds(), 12.345)
    assert (written.value, written.remark) == (1235, "12.345 is rounded to 12.35")


@pytest.mark.parametrize(
    ("text", "count", "what"),
    [
        ("3 x iPad", 3, "iPad"),
        ("3x iPad 9th gen", 3, "iPad 9th gen"),
        ("16 × Chromebook", 16, "Chromebook"),
        ("iPad (x3)", 3, "iPad"),
        ("iPad (15)", 15, "iPad"),
        ("iPad x 3", 3, "iPad"),
        ("Lenovo ThinkPad X1", 0, "Lenovo ThinkPad X1"),
        ("3D printer", 0, "3D printer"),
        ("Dell 5x20", 0, "Dell 5x20"),
        ("4K visualiser", 0, "4K visualiser"),
    ],
)
def test_how_many_stands_before_or_behind_the_name(text: str, count: int, what: str) -> None:
    assert split_quantity(text) == (count, what)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("iPad 9th generation", "Tablet"),
        ("HP EliteBook 840", "Laptop"),
        ("Promethean ActivPanel 75in", "Interactive panel"),
        ("Dell OptiPlex 7010", "Desktop"),
        ("Thing", ""),
    ],
)
def test_the_kind_of_a_thing_is_known_by_its_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("state", "ours"),
    [
        ("Ready to Deploy (deployed)", "in_use"),
        ("Ready to Deploy", "in_stock"),
        ("Lost/Stolen", "missing"),
        ("BROKEN", "in_repair"),
        ("in_use", "in_use"),
        ("on the moon", "on the moon"),
    ],
)
def test_the_state_of_a_thing_is_known_by_others_words(state: str, ours: str) -> None:
    assert state_of(state) == ours


def test_a_warranty_of_some_years_ends_the_day_before() -> None:
    assert [warranty_months(text) for text in ("3 years", "36 months", "36", "2025-11-30")] == [36, 36, 36, None]
    assert months_later(date(2022, 8, 18), 36) == date(2025, 8, 17)
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_later(date(2024, 1, 31), 1) == date(2024, 2, 29)

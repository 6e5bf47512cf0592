from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailtick.incidents.people import Role
from mailtick.registers.formats import (
    Choices,
    Day,
    Format,
    MailAddress,
    Pounds,
    StaffAddress,
    Text,
    Value,
    Whole,
    WordList,
)


@pytest.mark.parametrize(
    ("format_", "cell", "value"),
    [
        pytest.param(Text(), "see list T1", "see list T1", id="words"),
        pytest.param(Whole(), "015", 15, id="a number with a leading zero"),
        pytest.param(Day(), "2026-11-30", date(2026, 11, 30), id="a day"),
        pytest.param(Pounds(), "1140.00", 114_000, id="pounds and pence"),
        pytest.param(Pounds(), "0.29", 29, id="pence that a float would round down"),
        pytest.param(Pounds(), "250", 25_000, id="whole pounds"),
        pytest.param(Pounds(), "12.3400", 1234, id="zeros behind the pence"),
        pytest.param(Pounds(), "-12.50", -1250, id="a credit"),
        pytest.param(WordList(), " oak;  year 3 ;;Y3", ("oak", "year 3", "Y3"), id="words with spaces between"),
        pytest.param(MailAddress(), "Jobs@BrightBoard.example", "jobs@brightboard.example", id="an address"),
        pytest.param(StaffAddress("s.example"), "Amir.Shah", "amir.shah@s.example", id="the part before the @"),
        pytest.param(StaffAddress("s.example"), "mo@other.example", "mo@other.example", id="somebody from elsewhere"),
        pytest.param(Choices(Role), "approver;finance", ("finance", "approver"), id="roles in any order"),
    ],
)
def test_a_cell_is_read(format_: Format, cell: str, value: Value) -> None:
    assert format_.read(cell) == value


@pytest.mark.parametrize(
    ("format_", "cell", "says"),
    [
        pytest.param(Text(), "a\x00b", "cannot be shown", id="a NUL"),
        pytest.param(Whole(), "-1", "in figures", id="below 0"),
        pytest.param(Whole(), "3 x", "in figures", id="a number with words"),
        pytest.param(Whole(), "99999999999", "in figures", id="more than the database can hold"),
        pytest.param(Whole(), "٣", "in figures", id="figures of another script"),
        pytest.param(Day(), "30/11/2026", "such as 2026-11-30", id="day first"),
        pytest.param(Day(), "20261130", "such as 2026-11-30", id="a day without dashes"),
        pytest.param(Day(), "2026-02-29", "not in the calendar", id="a day that is not"),
        pytest.param(Day(), "9999-12-31", "too far away to be meant", id="the end of all days"),
        pytest.param(Day(), "0001-01-01", "a year from 1900 to 2199", id="the first day of all"),
        pytest.param(Whole(240), "99999", "write 240 or less", id="more than is likely"),
        pytest.param(Whole(), "9" * 5000, "in figures", id="more than anybody counts"),
        pytest.param(Pounds(), "12.345", "parts of a penny", id="parts of a penny"),
        pytest.param(Pounds(), "1e3", "such as 1140.00", id="scientific notation"),
        pytest.param(Pounds(), "NaN", "such as 1140.00", id="not a number"),
        pytest.param(Pounds(), "99999999999", "more than a register", id="more than the database can hold"),
        pytest.param(MailAddress(), "Kev at BrightBoard", "name@example.org", id="no address"),
        pytest.param(StaffAddress(), "amir.shah", "name@example.org", id="no domain known"),
        pytest.param(Choices(Role), "finance;chef", "first_level", id="a role that does not exist"),
    ],
)
def test_a_faulty_cell_is_refused_with_what_would_be_accepted(format_: Format, cell: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        format_.read(cell)


@pytest.mark.parametrize(
    ("digits", "pence", "cell"),
    [
        pytest.param(2, 41_200, "412.00", id="always two places"),
        pytest.param(1, 540_000, "5400.0", id="one place where there are no pence"),
        pytest.param(1, 540_055, "5400.55", id="two places where there are pence"),
        pytest.param(0, 25_000, "250", id="no places where there are no pence"),
        pytest.param(0, 25_050, "250.5", id="as many places as are needed"),
        pytest.param(2, -5, "-0.05", id="a few pence below 0"),
    ],
)
def test_an_amount_is_written_as_its_file_writes_it(digits: int, pence: int, cell: str) -> None:
    assert Pounds(digits).write(pence) == cell


@given(pence=st.integers(-(2**31) + 1, 2**31 - 1), digits=st.integers(0, 2))
def test_every_amount_comes_back_to_the_penny(pence: int, digits: int) -> None:
    assert Pounds(digits).read(Pounds(digits).write(pence)) == pence

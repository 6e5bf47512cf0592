"""A council's term dates and the bank holidays of gov.uk come in as the calendar files that they publish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from mailtick.registers.assets import ASSETS
from mailtick.registers.calendar import CALENDAR
from mailtick.registers.changing import Author
from mailtick.registers.files import Options, Prepared, carry_out, prepare_import, prepare_map
from mailtick.registers.importing import Imported
from mailtick.registers.not_readable import NotReadable
from mailtick.store.database import Database

KEMP = Author("Mrs Sandra Kemp", "import of terms.ics", datetime(2026, 11, 23, tzinfo=UTC))
OPTIONS = Options(zone=ZoneInfo("Europe/London"), today=date(2026, 11, 23))
MAY_DAY = ("DTSTART;VALUE=DATE:20270503", "DTEND;VALUE=DATE:20270504", "SUMMARY:Early May bank holiday")


def calendar(*events: Sequence[str]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Saltmarsh County Council//EN"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def days(summary: str, first: str, behind: str = "", *more: str) -> tuple[str, ...]:
    """An entry of whole days; `behind` is the first day after it."""
    end = (f"DTEND;VALUE=DATE:{behind}",) if behind else ()
    return (f"DTSTART;VALUE=DATE:{first}", *end, f"SUMMARY:{summary}", *more)


def prepared(database: Database, content: bytes, options: Options = OPTIONS) -> Prepared:
    with database.reading() as session:
        return prepare_import(session, CALENDAR, content, options)


def read(database: Database, *events: Sequence[str]) -> list[str]:
    """The records that would be there, each in a line."""
    return sorted(
        f"{line.values['kind']} {line.values['from_on']} {line.values['to_on']} {line.values['name']}"
        for line in prepared(database, calendar(*events)).lines
    )


@pytest.mark.parametrize(
    ("event", "record"),
    [
        (MAY_DAY, "bank_holiday 2027-05-03 2027-05-03 Early May bank holiday"),
        (days("New Year’s Day", "20270101"), "bank_holiday 2027-01-01 2027-01-01 New Year’s Day"),
        (days("Autumn term 1", "20260901", "20261024"), "term 2026-09-01 2026-10-23 Autumn 1"),
        (days("Spring half term 2", "20270222", "20270326"), "term 2027-02-22 2027-03-25 Spring half term 2"),
        (days("INSET day - schools closed to pupils", "20270104"), "inset 2027-01-04 2027-01-04 INSET day"),
        (days("Non-pupil day", "20270104", "20270106"), "inset 2027-01-04 2027-01-05 Non-pupil day"),
        (days("School closed: polling station", "20270506"), "closure 2027-05-06 2027-05-06 School closed"),
        (
            ("DTSTART:20270503T230000Z", "DTEND:20270504T230000Z", "SUMMARY:Staff training"),
            "inset 2027-05-04 2027-05-04 Staff training",
        ),
        (
            ("DTSTART;TZID=Europe/London:20270104T090000", "DURATION:PT6H", "SUMMARY:INSET"),
            "inset 2027-01-04 2027-01-04 INSET",
        ),
        (
            ("DTSTART:20270104T000000", "DTEND:20270106T000000", "SUMMARY:INSET"),
            "inset 2027-01-04 2027-01-05 INSET",
        ),
    ],
)
def test_words_and_days_say_what_an_entry_is(database: Database, event: Sequence[str], record: str) -> None:
    kind, first, last, *name = record.split()
    [found] = read(database, event)
    assert found.split()[:3] == [kind, first, last]
    assert all(word in found for word in name)


def test_a_start_and_an_end_are_one_term_and_the_half_term_in_it_is_shut(database: Database) -> None:
    assert read(
        database,
        days("Last day of autumn term", "20261218"),
        days("Half term", "20261026", "20261031"),
        days("Autumn term starts", "20260901"),
    ) == ["closure 2026-10-26 2026-10-30 Half term", "term 2026-09-01 2026-12-18 Autumn term"]


def test_what_is_not_taken_in_is_listed_with_the_reason(database: Database) -> None:
    content = calendar(
        days("Sports day", "20270618"),
        days("Summer holiday", "20280722", "20280901"),
        days("Spring term begins", "20280104"),
        days("INSET", "20270104", "", "STATUS:CANCELLED"),
        ("DTSTART:2027", "SUMMARY:INSET"),
        ("DTSTART:20270610T140000", "DTEND:20270610T153000", "SUMMARY:Office closed"),
        days("Boxing Day", "20261226", "", "RRULE:FREQ=SECONDLY"),
    )
    whys = {f"{each.where}, {each.text}": each.why for each in prepared(database, content).not_read}
    assert whys == {
        "line 4, Sports day (2027-06-18)": (
            "its words do not say what it is; `--set kind=closure` takes what is not known in as that"
        ),
        "line 9, Summer holiday (2028-07-22 to 2028-08-31)": (
            "it lies in no term, so that the desk is shut then anyway"
        ),
        "line 15, Spring term begins (2028-01-04)": "no end follows it",
        "line 20, INSET": "it is cancelled",
        "line 26, INSET": "it names no day that is in the calendar",
        "line 31, Office closed (2027-06-10)": "it is for some hours, and the calendar keeps whole days",
        "line 37, Boxing Day": "it repeats by a rule that cannot be read; write its days into the register",
    }


def test_set_kind_says_what_the_unknown_ones_are_and_leaves_the_others(database: Database) -> None:
    content = calendar(days("Sports day", "20270618"), MAY_DAY)
    found = prepared(database, content, Options(fixed={"kind": "closure"}))
    assert [line.values["kind"] for line in found.lines] == ["bank_holiday", "closure"]
    with pytest.raises(NotReadable, match="--set kind=holiday: "):
        prepared(database, content, Options(fixed={"kind": "holiday"}))
    with pytest.raises(NotReadable, match="only --set kind=… can be said of it"):
        prepared(database, content, Options(fixed={"name": "x"}))


def test_what_repeats_is_taken_in_for_two_years_without_what_is_left_out_or_moved(database: Database) -> None:
    christmas = days("Christmas Day", "20151225", "", "RRULE:FREQ=YEARLY;UNTIL=20400101T000000Z")
    weekly = days("INSET", "20270104", "", "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;VALUE=DATE:20270111")
    moved = ("UID:1", "RECURRENCE-ID;VALUE=DATE:20270118", *days("INSET", "20270119"))
    content = calendar(christmas, weekly, moved[1:]).replace(b"UID:2\r\n", b"UID:1\r\n")
    found = [str(line.values["from_on"]) for line in prepared(database, content).lines]
    assert sorted(found) == ["2025-12-25", "2026-12-25", "2027-01-04", "2027-01-19", "2027-01-25"]


def test_a_second_import_adds_nothing(school: Database) -> None:
    content = calendar(MAY_DAY, days("Half term", "20270215", "20270220"), days("Term 7", "20270901", "20271021"))
    done = []
    for _ in range(2):
        with school.writing() as session:
            done.append(carry_out(session, prepare_import(session, CALENDAR, content, OPTIONS), KEMP))
    # The school has the May day under a shorter name.
    assert done == [Imported(1, 1, 0), Imported(0, 0, 2)]


def test_two_entries_of_one_kind_and_day_are_one(database: Database) -> None:
    found = prepared(database, calendar(days("INSET", "20270104"), days("Staff training", "20270104", "20270106")))
    assert [str(line.values["to_on"]) for line in found.lines] == ["2027-01-05"]
    assert [each.why for each in found.not_read] == ["it is the same as INSET, on line 4"]


@pytest.mark.parametrize(
    "content",
    [
        calendar(MAY_DAY)[:-25],
        calendar(MAY_DAY)[:120],
        b"BEGIN:VCALENDAR",
        b"BEGIN:VCALENDAR\r\n\x00\xff;;;\r\nEND:VCALENDAR\r\n",
    ],
    ids=["its end is gone", "cut in an entry", "its first line alone", "no lines of a calendar"],
)
def test_a_damaged_file_is_said_to_be_one(database: Database, content: bytes) -> None:
    with pytest.raises(NotReadable, match=r"this calendar file is damaged \(.+\); download it again"):
        prepared(database, content)


def test_a_calendar_file_is_for_the_calendar_alone(database: Database) -> None:
    with database.reading() as session:
        with pytest.raises(NotReadable, match="it is brought in with `mailtick register import calendar`"):
            prepare_import(session, ASSETS, calendar(MAY_DAY), OPTIONS)
        with pytest.raises(NotReadable, match="a calendar file has no columns"):
            prepare_map(session, CALENDAR, calendar(MAY_DAY), OPTIONS)

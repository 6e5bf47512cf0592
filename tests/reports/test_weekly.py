from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from mailtick.incidents import notices
from mailtick.incidents.incident import Priority, State
from mailtick.incidents.people import Person
from mailtick.incidents.samples import DESK
from mailtick.reports.facts import Coming, IncidentFacts, NotDelivered, WeekFacts
from mailtick.reports.weekly import WeeklySummary, summarise_week
from mailtick.templating import Templates
from tests.reports.saltmarsh import FACTS, WEEK, at, incident, moves

QUIET = WeekFacts(WEEK, "ICT", "Mrs Sandra Kemp")


def lines_of(summary: WeeklySummary, title: str) -> tuple[str, ...]:
    return next((section.lines for section in summary.sections if section.title == title), ())


def needs_of(facts: WeekFacts) -> tuple[str, ...]:
    return lines_of(summarise_week(facts), "Needs somebody")


def test_the_golden_week_is_told_in_a_headline() -> None:
    summary = summarise_week(FACTS)
    assert summary.week_words == "16-22 November"
    assert summary.headline == "14 in, 11 done, 6 open. 2 things need somebody"
    assert (summary.volume.incidents, summary.volume.requests, summary.volume.closed) == (11, 3, 7)


def test_the_golden_week_has_its_golden_counts() -> None:
    figures = summarise_week(FACTS).figures
    assert figures["A2"]["priority"] == {"P4": 5, "P3": 4, "P1": 2, "P2": 2, "P5": 1}
    assert figures["A3"] == {"value": 3, "incidents": [1045]}
    value = figures["D1"]["value"]
    assert isinstance(value, dict)
    assert value["category"] == {
        "Computers and tablets": 3,
        "Accounts and passwords": 2,
        "Display and AV": 2,
        "Network and internet": 2,
        "Files and backup": 1,
        "Information": 1,
        "Printing and copying": 1,
        "Security": 1,
        "Software and online services": 1,
    }
    assert value["location"]["Mrs Finch's class"] == 3


def test_the_open_list_runs_from_the_urgent_to_the_old() -> None:
    listed = [(each.reference, each.age_days, each.with_whom) for each in summarise_week(FACTS).open_incidents]
    assert listed == [
        ("ICT-1052", 3, "Mr Amir Shah"),
        ("ICT-1056", 1, "Fenland ICT Support"),
        ("ICT-1047", 4, "Fenland ICT Support"),
        ("ICT-1051", 3, "Fenland ICT Support"),
        ("ICT-1042", 9, "Mr Amir Shah"),
        ("ICT-1048", 4, "Fenland ICT Support"),
    ]


def test_the_json_holds_each_figure_with_its_incidents() -> None:
    told = json.loads(json.dumps(summarise_week(FACTS).as_json()))
    assert told["week"] == "2026-W47"
    assert told["figures"]["A1"] == {"value": 3, "incidents": [1041, 1042, 1044]}
    assert told["figures"]["A8"] == {"value": 6, "incidents": [1042, 1047, 1048, 1051, 1052, 1056]}
    assert told["figures"]["C2"]["value"]["FEN"]["open_at_end"] == 4
    assert told["figures"]["E"]["value"]["1042"] == {"age_days": 9}
    assert told["figures"]["N"]["value"] == {
        "in": 31,
        "incidents": 12,
        "added": 12,
        "joined": 3,
        "commands": 0,
        "registers": 0,
        "automatic": 3,
        "spam": 1,
        "held": 0,
        "waiting": 0,
        "unexplained": 0,
    }


def test_a_quiet_week_needs_nobody() -> None:
    summary = summarise_week(QUIET)
    assert summary.headline == "0 in, 0 done, 0 open. Nothing needs anybody"
    assert {section.title: section.lines for section in summary.sections} == {
        "Needs somebody": ("Nothing needs anybody.",),
        "The week": ("Nothing was reported.",),
        "Open": ("Nothing is open.",),
        "Mail": ("No mail came in.",),
    }


URGENT = incident(1, at(19, "09:00"), title="No internet", priority=Priority.P1, place="Hall")


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        pytest.param(
            replace(QUIET, held_since=(at(18, "11:15"), at(17, "14:02"))),
            "2 mails are held, the oldest since Tuesday 17 November. Mrs Sandra Kemp: say what each is about",
            id="held mail",
        ),
        pytest.param(
            replace(QUIET, not_delivered=(NotDelivered("suport@fenlandict.example", 1056),)),
            "A mail about ICT-1056 to suport@fenlandict.example could not be delivered. "
            "Mrs Sandra Kemp: correct the address or telephone",
            id="a mail that did not arrive",
        ),
        pytest.param(
            replace(QUIET, incidents=(URGENT,)),
            "ICT-1 (No internet, Hall) is P1 and open. Mr Amir Shah: see it through",
            id="an urgent one",
        ),
        pytest.param(
            replace(QUIET, incidents=(replace(URGENT, assignee=""),)),
            "ICT-1 (No internet, Hall) is P1 and open; nobody has it. Mrs Sandra Kemp: give it to somebody",
            id="an urgent one that nobody has",
        ),
        pytest.param(
            replace(QUIET, incidents=(incident(2, at(19, "09:00"), assignee=""),)),
            "ICT-2 (Matter 2) has nobody. Mrs Sandra Kemp: give it to somebody",
            id="one that nobody has",
        ),
        pytest.param(
            replace(QUIET, incidents=(incident(3, at(12, "09:00"), moves((13, "09:00", State.IN_PROGRESS))),)),
            "ICT-3 (Matter 3): nothing was noted for 5 working days. Mr Amir Shah: say how it stands",
            id="one that nobody has touched",
        ),
        pytest.param(
            replace(QUIET, coordinator="", held_since=(at(20, "09:00"),)),
            "1 mail is held, the oldest since Friday 20 November. The desk: say what each is about",
            id="no coordinator is known",
        ),
    ],
)
def test_what_needs_somebody_ends_with_a_person_and_a_verb(facts: WeekFacts, line: str) -> None:
    assert needs_of(facts) == (line,)


def test_an_urgent_one_with_a_provider_is_chased() -> None:
    [census] = [each for each in FACTS.incidents if each.number == 1044]
    waiting = replace(census, changes=census.changes[:1], state=State.WAITING_PROVIDER)
    assert needs_of(replace(QUIET, incidents=(waiting,))) == (
        "ICT-1044 (Matter 1044) is P2 and open. Mrs Sandra Kemp: chase Horizon MIS Support",
    )


def test_a_restricted_title_is_never_told() -> None:
    secret = incident(
        7, at(20, "09:00"), priority=Priority.P1, title="Phishing link clicked", category="Security", is_restricted=True
    )
    summary = summarise_week(replace(QUIET, incidents=(secret,)))
    told = repr(summary.sections) + repr(summary.open_incidents) + json.dumps(summary.as_json())
    assert "ICT-7 (Security)" in told
    assert "Phishing" not in told


def test_a_week_with_hundreds_of_open_incidents_stays_short() -> None:
    many: tuple[IncidentFacts, ...] = tuple(
        incident(number, at(17, "09:00"), priority=Priority.P2) for number in range(300)
    )
    summary = summarise_week(replace(QUIET, incidents=many))
    assert lines_of(summary, "Needs somebody")[-1] == "and 289 more"
    assert len(summary.open_incidents) == 30
    assert "Shown are the 30 most urgent, and 270 more are open" in lines_of(summary, "Open")
    assert summary.volume.open_at_end == 300


def test_what_is_coming_is_told_by_day() -> None:
    facts = replace(QUIET, coming=(Coming(date(2026, 11, 30), "contract C4 with BrightBoard AV ends"),))
    assert lines_of(summarise_week(facts), "Coming up") == ("Monday 30 November: contract C4 with BrightBoard AV ends",)


def test_the_same_facts_give_the_same_summary() -> None:
    assert summarise_week(FACTS) == summarise_week(replace(FACTS, incidents=tuple(reversed(FACTS.incidents))))


def test_the_mail_reads_well_as_plain_text() -> None:
    to = Person(1, "Mrs Helen Okafor", "helen.okafor@saltmarshprimary.example", frozenset())
    notice = notices.weekly_summary(to, WEEK.key, summarise_week(FACTS))
    rendered = Templates().render(notice.template, {**notice.context, "desk": DESK, "to": to})
    assert rendered.subject == "ICT week 16-22 November: 14 in, 11 done, 6 open. 2 things need somebody"
    assert "Fenland ICT Support: 6 given in the week, 2 done, 4 with them" in rendered.text
    assert all(f"ICT-{number}" in rendered.text for number in (1042, 1047, 1048, 1051, 1052, 1056))

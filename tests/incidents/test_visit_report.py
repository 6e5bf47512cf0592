"""A firm's report of a visit, as technicians write it on a phone in the car park: a line a job."""

from __future__ import annotations

import pytest

from mailtick.incidents.visit_report import read_report


def read(text: str) -> list[tuple[int | None, str]]:
    return [(line.number, line.text) for line in read_report(text)]


@pytest.mark.parametrize(
    "line",
    [
        "1047 fixed",
        "1047: fixed",
        "1047 - fixed",
        "1047. fixed",
        "ICT-1047 fixed",
        "ict-1047 fixed",
        "[ICT-1047] fixed".replace("[", "").replace("]", ""),
        "#1047 fixed",
        "- 1047 fixed",
        "1) 1047 fixed",
        "* 1047 – fixed",
        "1047 (FIS-20961) fixed",
        "  1047   fixed",
    ],
)
def test_the_number_stands_before_what_was_done(line: str) -> None:
    assert read(line) == [(1047, "fixed")]


def test_several_lines_each_with_its_own_and_prose_that_goes_on_below() -> None:
    text = """Hi all,

1047 fixed
1051 part ordered 2 weeks
1056 temp fix - moved the access point to the other
socket, will look at the switch next time

Thanks
Dave
"""
    assert read(text) == [
        (None, "Hi all,"),
        (1047, "fixed"),
        (1051, "part ordered 2 weeks"),
        (1056, "temp fix - moved the access point to the other socket, will look at the switch next time"),
    ]


@pytest.mark.parametrize("text", ["", "All done, thanks", "See you on Tuesday at 9", "Fixed the panel in room 5"])
def test_what_names_no_job_is_no_report(text: str) -> None:
    assert not [number for number, _ in read(text) if number is not None]

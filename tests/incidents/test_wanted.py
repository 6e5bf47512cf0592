"""A request that names a licence and how many says what is free and what has to be bought; talk and faults do not."""

from __future__ import annotations

import pytest

from mailtick.incidents.actions import AddEntry, NoticeKind, Notify, OpenIncident
from mailtick.incidents.conditions import Text
from mailtick.incidents.incident import IncidentType
from mailtick.incidents.kept import KnownLicence, KnownRegisters
from mailtick.incidents.pattern import Pattern
from mailtick.incidents.routing import Rule, Then
from mailtick.incidents.usage import Usage
from tests.incidents.deciding import BROWN, decided, each, only, told
from tests.support.desks import letter
from tests.support.lookup import School, make_policy, proof

LICENCES = (
    KnownLicence("LIC-01", "Microsoft 365 A3 (staff)", "user", Usage(32, 27)),
    KnownLicence("LIC-04", "Purple Mash", "site", Usage(1, 1, is_for_all=True)),
    KnownLicence("LIC-11", "ActivInspire Professional", "device", Usage(8, 9)),
    KnownLicence("LIC-12", "Clicker 7", "device", Usage(9, 1)),
    KnownLicence("LIC-13", "Clicker 8", "device", Usage(5, 5)),
    KnownLicence("LIC-15", "Jamf School", "device", Usage(30, 26)),
)
ONE_CLICKER = tuple(each for each in LICENCES if each.ref != "LIC-12")


def wrote(text: str, subject: str = "software", licences: tuple[KnownLicence, ...] = ONE_CLICKER) -> list[object]:
    """The actions for a mail of Mrs Brown's."""
    school = School(kept=KnownRegisters(all_licences=licences))
    return list(decided(letter(BROWN, subject, text, headers=proof(BROWN)), school).actions)


def said(actions: list[object]) -> list[str]:
    """What the log says about licences."""
    return [each.text for each in actions if isinstance(each, AddEntry) and "wanted" in each.text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "please could Amir put Clicker on laptops 3, 7 and 11 in the trolley? Two new children need it.",
            "LIC-13 Clicker 8: 0 free, 3 wanted, 3 to buy",
        ),
        ("Could we have Clicker 8 licences for two more laptops", "LIC-13 Clicker 8: 0 free, 2 wanted, 2 to buy"),
        ("We need Clicker 8 on iPads 4-9", "LIC-13 Clicker 8: 0 free, 6 wanted, 6 to buy"),
        ("We love Clicker. Can we get 4 more licences?", "LIC-13 Clicker 8: 0 free, 4 wanted, 4 to buy"),
        ("please install jamf on another iPad", "LIC-15 Jamf School: 4 free, 1 wanted, 0 to buy"),
        ("please set up Jamf School on our 12 new iPads", "LIC-15 Jamf School: 4 free, 12 wanted, 8 to buy"),
        (
            "Can ActivInspire be put on 2 laptops please",
            "LIC-11 ActivInspire Professional: 0 free (1 too many in use), 2 wanted, 3 to buy",
        ),
        (
            "Please add Purple Mash to 3 pcs",
            "LIC-04 Purple Mash: it is a licence for the whole site: 3 wanted, 0 to buy",
        ),
    ],
)
def test_the_log_answers_from_the_list(text: str, expected: str) -> None:
    actions = wrote(text)
    assert said(actions) == [expected]
    assert [each.type for each in actions if isinstance(each, OpenIncident)] == [IncidentType.REQUEST]


def test_a_version_that_is_named_is_meant_alone() -> None:
    assert said(wrote("Please install Clicker 7 on 2 laptops", licences=LICENCES)) == [
        "LIC-12 Clicker 7: 8 free, 2 wanted, 0 to buy"
    ]


def test_without_a_version_each_of_the_name_is_shown() -> None:
    assert len(said(wrote("Please install Clicker on 2 laptops", licences=LICENCES))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Clicker has stopped on laptops 3, 7 and 11, please put it right",
        "Please can you help, I need Clicker on laptop 3 to log in",
        "Could you update Clicker on 3 laptops please",
        "Please remove Clicker from laptops 3, 7 and 11",
        "Could we have Clicker please?",
        "I need the jamforth notes on 3 laptops",
        "We have Clicker and it is lovely. The children like it",
    ],
)
def test_anything_else_is_a_matter_as_ever(text: str) -> None:
    actions = wrote(text)
    assert said(actions) == []
    assert [each.type for each in actions if isinstance(each, OpenIncident)] == [IncidentType.INCIDENT]


def test_the_coordinator_hears_what_is_lacking_and_how_the_owner_is_asked() -> None:
    school = School(kept=KnownRegisters(all_licences=ONE_CLICKER))
    raw = letter(BROWN, "Clicker", "please put Clicker on laptops 3, 7 and 11", headers=proof(BROWN))
    decision = decided(raw, school)
    assert (NoticeKind.TEAM_NEWS, "sandra.kemp") in told(decision)
    [news] = [each for each in each(decision, Notify) if each.notice is NoticeKind.TEAM_NEWS]
    assert news.lines == (
        "LIC-13 Clicker 8: 0 free, 3 wanted, 3 to buy",
        "Mr Tom Whitfield decides on buying; to ask, answer with:",
        "#also tom.whitfield",
        "#tell Mr Tom Whitfield, may we buy 3 more of Clicker 8?",
    )


def test_enough_that_are_free_trouble_nobody() -> None:
    school = School(kept=KnownRegisters(all_licences=ONE_CLICKER))
    raw = letter(BROWN, "Jamf", "please install Jamf School on 2 iPads", headers=proof(BROWN))
    assert NoticeKind.TEAM_NEWS not in [kind for kind, _ in told(decided(raw, school))]


def test_what_a_rule_takes_for_a_fault_stays_one() -> None:
    school = School(kept=KnownRegisters(all_licences=ONE_CLICKER))
    rules = (Rule("laptops", Text(Pattern(("laptops",))), Then(type=IncidentType.INCIDENT)),)
    raw = letter(BROWN, "Clicker", "please put Clicker on laptops 3, 7 and 11", headers=proof(BROWN))
    decision = decided(raw, school, make_policy(rules=rules))
    assert only(decision, OpenIncident).type is IncidentType.INCIDENT
    assert said(list(decision.actions)) == []

"""The rules to begin with are read without a mistake, and do what a school and a small firm expect of them."""

from __future__ import annotations

import tomllib
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from mailtick.cli import main
from mailtick.config.starter import NAMES, starter_rules
from mailtick.incidents.actions import Hold, OpenIncident
from mailtick.incidents.decide import decide
from mailtick.incidents.incident import Priority
from mailtick.incidents.routing import Rule
from mailtick.incidents.rules import read_rules
from mailtick.mail.classify import classify
from mailtick.mail.parse import parse_mail
from tests.support.desks import letter
from tests.support.lookup import School, make_policy

MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=ZoneInfo("Europe/London"))


def rules_of(name: str) -> tuple[Rule, ...]:
    rules, faults = read_rules(tomllib.loads(starter_rules(name))["rule"])
    assert not faults
    return rules


@pytest.mark.parametrize("name", NAMES)
def test_they_are_printed_as_a_file_of_rules(name: str) -> None:
    told = CliRunner().invoke(main, ["rules", "starter", name])
    assert told.exit_code == 0
    assert len(tomllib.loads(told.output)["rule"]) == len(rules_of(name)) > 9


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("I clicked the link and it asked for more", Priority.P1),
        ("Our new bank details are below, please pay there from now on", Hold),
        ("The card machine in the shop is dead", Priority.P1),
        ("Our new colleague Tim starts on Monday", "request"),
        ("The payroll does not open", Priority.P2),
        ("The printer is open until six, it only smells", Priority.P3),
    ],
)
def test_a_small_firm_s_mails_become_what_its_office_would_say(text: str, becomes: object) -> None:
    mail = parse_mail(letter(subject="help", text=text))
    policy = make_policy(rules=rules_of("firm"))
    (first, *_) = decide(mail, classify(mail), School(), policy, MONDAY).actions
    if becomes is Hold:
        assert isinstance(first, Hold)
        return
    assert isinstance(first, OpenIncident)
    assert becomes in (first.priority, first.type)

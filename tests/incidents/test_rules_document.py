"""Each example of docs/rules.md is read, and does with mails what the page says."""

from __future__ import annotations

import email
import email.policy
import re
import tomllib
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailtick.incidents.actions import Decision, Hold, Ignore, OpenIncident
from mailtick.incidents.decide import decide
from mailtick.incidents.kept import Equipment, KnownRegisters
from mailtick.incidents.routing import Rule
from mailtick.incidents.rule_then import THEN
from mailtick.incidents.rule_timed import KEYS
from mailtick.incidents.rule_when import CONDITIONS
from mailtick.incidents.rules import read_rules
from mailtick.incidents.samples import CLAIRE_BROWN
from mailtick.mail.classify import classify
from mailtick.mail.parse import parse_mail
from tests.incidents.deciding import BROWN, KEMP
from tests.support.desks import letter
from tests.support.lookup import MONDAY, PEOPLE, School, make_policy, proof

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
BLOCKS: list[dict[str, object]] = [
    rule for text in re.findall(r"^```toml\n(.*?)^```", PAGE, re.M | re.S) for rule in tomllib.loads(text)["rule"]
]
RULES, FAULTS = read_rules(BLOCKS)
BY_NAME = {rule.name: rule for rule in RULES}
WHITFIELD = "Mr Tom Whitfield <tom.whitfield@saltmarshprimary.example>"
SATURDAY = datetime(2026, 11, 21, 10, 0, tzinfo=ZoneInfo("Europe/London"))
KIND = "the printer is jammed"

# For each rule a mail that it fits, and one that it does not: who, subject, text, and what else.
FITS: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "Copier to the technician": ({"text": "The copier has no toner"}, {"text": "The printer is jammed"}),
    "The head's own": ({"sender": WHITFIELD}, {}),
    "From the school": ({}, {"sender": KEMP}),
    "Sent to the old address": ({"to": "helpdesk@saltmarshprimary.example"}, {}),
    "The telephone mailbox": ({"mailbox": "phones"}, {"mailbox": "ict"}),
    "Whoever sits in Year 3": ({}, {"sender": "Ms Zoe Marsh <zoe.marsh@saltmarshprimary.example>"}),
    "Subject in capitals": ({"subject": "URGENT", "text": KIND}, {"subject": "not urgent", "text": KIND}),
    "Somebody who writes in Polish": (
        {"text": "Dzień dobry, nie mam internetu w sali i proszę o pomoc. Dziękuję"},
        {"text": "There is no internet in the room, please help."},
    ),
    "A picture alone": ({"file": "IMG_4471.HEIC"}, {"file": "letter.docx"}),
    "About a job of Fenland's": ({"text": "They say FIS-10221 is done, it is not."}, {"text": "It is not done."}),
    "Marked as important": ({"headers": {"X-Priority": "1 (Highest)"}}, {"headers": {"X-Priority": "3"}}),
    "Equipment under the contract of BrightBoard": ({"subject": "[SP-0037] dark"}, {"subject": "[SP-0040] dark"}),
    "Something urgent in Year 3": ({"text": "The exam is on this board."}, {"text": "The board is dark."}),
    "Out of hours": ({"at": SATURDAY}, {}),
    "Printers fail in several rooms": ({"text": KIND, "also": "Hall"}, {"text": KIND}),
    "The backup has failed": (
        {"subject": "Backup failed", "headers": {"Auto-Submitted": "auto-generated"}},
        {"subject": "Backup failed"},
    ),
    "Which printer": ({"text": "The printer in reception is jammed."}, {"text": "The printer is jammed."}),
    "The big copier": ({"text": "The big copier is jammed."}, {"text": "The copier is jammed."}),
    "A lamp that will not last": ({"text": "The lamp flickers."}, {"text": "The light flickers."}),
    "Papers about a child": ({"text": "An EHCP will not print."}, {"text": "A letter will not print."}),
    "Quotes go to the office": ({"subject": "Quotation for chairs"}, {"subject": "Chairs"}),
    "Newsletters": ({"subject": "Our newsletter"}, {"subject": "Our letter"}),
}


def desk() -> School:
    equipment = (
        Equipment("SP-0037", "Panel", "ActivPanel 9", place="Y3", provider="BBA", contract="C5"),
        Equipment("SP-0040", "Copier", "Kyocera", provider="FEN"),
    )
    people = [replace(each, usual_place="Y3") if each == CLAIRE_BROWN else each for each in PEOPLE]
    return School(people=people, kept=KnownRegisters(all_equipment=equipment))


def decided(rule: Rule, mail: dict[str, object]) -> Decision:
    given = {"sender": BROWN, "subject": "it", "text": "It does not work any more.", **mail}
    school, at = desk(), given.pop("at", MONDAY)
    assert isinstance(at, datetime)
    if place := given.pop("also", ""):
        school.add_incident(1050, category="Printing and copying", place=place, received_at=at - timedelta(minutes=5))
    file, mailbox = given.pop("file", ""), str(given.pop("mailbox", ""))
    headers = given.get("headers") or {}
    assert isinstance(headers, dict)
    raw = letter(**{**given, "headers": {**proof(str(given["sender"])), **headers}})  # type: ignore[arg-type]  # the table holds the arguments of letter
    if file:
        raw = with_file(raw, str(file))
    parsed = parse_mail(raw)
    policy = make_policy(rules=(rule,))
    return decide(parsed, classify(parsed), school, policy, at, at, mailbox=mailbox)


def with_file(raw: bytes, name: str) -> bytes:
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    mail.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def fired(decision: Decision) -> bool:
    said = [each for each in decision.actions if isinstance(each, OpenIncident | Hold | Ignore)]
    return any(each.rules for each in said)


def test_every_example_is_read() -> None:
    assert not FAULTS


def test_every_key_has_an_example() -> None:
    written = set(re.findall(r"\b([a-z_]+) = ", "\n".join(re.findall(r"^```toml\n(.*?)^```", PAGE, re.M | re.S))))
    assert {*CONDITIONS, *KEYS, *THEN, "any", "all", "not", "sure", "stop"} <= written


def test_every_example_is_tried() -> None:
    assert {name for name, rule in BY_NAME.items() if rule.timed is None} == set(FITS)


@pytest.mark.parametrize("name", FITS)
def test_an_example_applies_to_the_mail_that_it_is_for_and_to_no_other(name: str) -> None:
    fits, fits_not = FITS[name]
    assert fired(decided(BY_NAME[name], fits)), decided(BY_NAME[name], fits).as_json()
    assert not fired(decided(BY_NAME[name], fits_not))

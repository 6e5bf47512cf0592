"""`python -m tests.bench.rules`: what a hundred rules cost a mail that they sort.

Mails of 3 to 9 KB are laid on the table before the clock starts; counted is what the rules ask of each and settle, and
what it would cost without any rule. Half of the rules ask for words alone, a quarter for a regular expression, a
quarter for words beside who wrote, when, and where. Three in a hundred apply.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Sequence
from datetime import datetime

from mailtick.incidents.routing import Rule, route
from mailtick.incidents.rule_matter import Matter
from mailtick.incidents.rules import read_rules
from mailtick.mail.parse import parse_mail
from mailtick.mail.reply import read_reply
from tests.bench.letters import request
from tests.support.lookup import MONDAY

AIM_MS = 0.3
_SAID = ("will not start", "is jammed", "has no sound", "is locked", "keeps freezing", "lost its lead", "needs paper")
_THINGS = (
    "projector", "visualiser", "photocopier", "keyboard", "hall speakers", "router", "charger", "headset", "webcam",
    "scanner", "screen", "tablet", "server", "till", "door entry",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.rules")
    parser.add_argument("--rules", type=int, default=100, help="how many rules (100)")
    parser.add_argument("--mails", type=int, default=300, help="how many mails (300)")
    parser.add_argument("--rounds", type=int, default=9, help="how often all mails are sorted (9)")
    options = parser.parse_args()
    rules, given = make_rules(options.rules), make_matters(options.mails)
    times = [_time(rules, given) for _ in range(options.rounds)]
    fired = statistics.mean(len(route(fresh(matter), rules).fired) for matter in given)
    characters = statistics.mean(len(matter.text) for matter in given)
    print(f"{len(given)} mails of {characters:.0f} characters, {len(rules)} rules, {fired:.1f} of them apply")
    print(f"  {statistics.median(times):.3f} ms a mail, the aim {AIM_MS} ms (every round: {_each(times)})")


def make_rules(count: int) -> tuple[Rule, ...]:
    dice = random.Random(3)
    rules, faults = read_rules([_rule(number, dice) for number in range(count)])
    assert not faults, faults
    return rules


def _rule(number: int, dice: random.Random) -> dict[str, object]:
    thing, said = dice.choice(_THINGS), dice.choice(_SAID)
    when: dict[str, object] = {"text": [f"{thing} {said}", f"{said} {number}", thing + "s"]}
    if number % 33 == 0:
        when = {"text": ["batteries", "presentation"]}
    if number % 4 == 2:
        when = {"text": f"/{thing}s? (in room {number}|is {said.split()[-1]}|number {number})/"}
    if number % 4 == 3:
        when |= {"weekday": ["mon", "tue"], "not": {"sender": "head@school.example"}, "attachment": False}
    return {"name": f"rule {number}", "when": when, "then": {"category": "Display and AV", "priority": "P3"}}


def make_matters(count: int) -> Sequence[Matter]:
    dice = random.Random(4)
    parsed = [parse_mail(request(number, dice)) for number in range(count)]
    return [
        Matter(
            sender=mail.from_.key if mail.from_ else "",
            recipients=tuple(each.key for each in mail.to),
            subject=mail.subject,
            text=read_reply(mail),
            attachments=(),
            at=datetime(2026, 11, 16, 9, 0, tzinfo=MONDAY.tzinfo),
        )
        for mail in parsed
    ]


def fresh(matter: Matter) -> Matter:
    """The same as it comes: nothing of it was looked at."""
    return Matter(
        matter.sender, matter.recipients, matter.subject, matter.text, matter.attachments, matter.at, matter.category
    )


def _time(rules: Sequence[Rule], matters: Sequence[Matter]) -> float:
    """Milliseconds of processor time a mail."""
    given = [fresh(matter) for matter in matters]
    start = time.process_time()
    for matter in given:
        route(matter, rules)
    return 1000 * (time.process_time() - start) / len(given)


def _each(times: Sequence[float]) -> str:
    return " ".join(f"{each:.3f}" for each in times)


if __name__ == "__main__":
    main()

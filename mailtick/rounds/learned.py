"""Learn a rule to which somebody said yes, and forget it again.

Promise: the rule stands in the desk's own file, with who said so and when; comments and order of the file stay.
Failures: a file that cannot be changed raises NotAllowed, a sentence, and is as it was.
"""

from __future__ import annotations

from mailtick.desk import Desk
from mailtick.incidents.learning import LearnedRule
from mailtick.incidents.lifecycle import NotAllowed


def learn(desk: Desk, rule: LearnedRule, by: str) -> str:
    """Write a rule that somebody said yes to into the desk's file; say so. Raises NotAllowed."""
    if desk.rule_book is None:
        raise NotAllowed("this desk has no file of rules to write into")
    day = desk.clock().astimezone(desk.policy.zone).date()
    file = desk.rule_book.add(rule, f"on {day.day} {day:%B %Y}; {by} said yes. {rule.sentence}")
    return f'"{rule.name}" stands in {file} now, and holds from the next mail on; `undo` takes it out again'


def forget(desk: Desk, name: str) -> str:
    """Take a learned rule out of the desk's file; say so. Raises NotAllowed."""
    if desk.rule_book is None:
        raise NotAllowed("this desk has no file of rules to take it out of")
    return f'"{name}" is taken out of {desk.rule_book.remove(name)}'

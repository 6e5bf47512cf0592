"""Mails that open no matter by themselves, of machines, lists, strangers and firms: what a rule says about them.

A rule may hold or drop any of them. That a matter comes of what a machine or a list sends has to be asked for: only
rules that ask for the `kind` do it, and only of senders who may report.
"""

from __future__ import annotations

from mailtick.incidents import matter
from mailtick.incidents.actions import Action
from mailtick.incidents.case import Case
from mailtick.incidents.conditions import leaves
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.further_conditions import OfKind
from mailtick.incidents.report import Report
from mailtick.incidents.routing import Rule
from mailtick.incidents.ruled import set_aside
from mailtick.incidents.sorting import sort_matter
from mailtick.incidents.trust import newcomer


def by_rule(case: Case) -> tuple[Action, ...]:
    """Return what rules make of it; nothing where they say nothing about such mails."""
    if not any(rule.then.aside or hears_machines(rule) for rule in case.policy.rules):
        return ()
    person = case.sender.person
    writer = person or newcomer(case.sender.address)
    report = Report(writer, None, case.own_text.strip() or case.new_text, None)
    routing, _, _ = sort_matter(case, report)
    if aside := set_aside(routing):
        return aside
    wanted = any(rule.name in routing.fired and hears_machines(rule) for rule in case.policy.rules)
    if wanted and person is not None and may(case.sender, Deed.REPORT):
        return matter.open_matter(case, person)
    return ()


def hears_machines(rule: Rule) -> bool:
    """Whether a rule asks for the kind of a mail."""
    return any(isinstance(each, OfKind) for each in leaves(rule.when))

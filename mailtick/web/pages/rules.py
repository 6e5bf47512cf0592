"""The rules: how each does, what other rules would change, and what was learned."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.learned import forget
from mailtick.rounds.replay import Replayed, replay, stored
from mailtick.rounds.replay_lookup import AS_OF_NOW
from mailtick.rounds.rule_names import unknown_names
from mailtick.store.replayed import count_mails_since
from mailtick.store.rule_hits import count_matters, tallies, untouched
from mailtick.web.visit import Visit

_DAYS = 30
_REPLAYED_DAYS = 90
# More would keep a browser waiting for too long; the command line takes any number.
_MOST_MAILS = 2000
_MOST_SHOWN = 100


def show(visit: Visit) -> Response:
    rules = visit.desk.policy.rules
    since = visit.now - timedelta(days=_DAYS)
    with visit.reading() as session:
        counted = tallies(session, [rule.name for rule in rules], since)
        alone = untouched(session, since)
        return visit.page(
            "rules",
            "Rules",
            rules=[(rule, counted[rule.name]) for rule in rules],
            days=_DAYS,
            matters=count_matters(session, since),
            alone=alone[:20],
            alone_count=len(alone),
            typed="",
            done_replay=None,
        )


def do(visit: Visit) -> Response:
    if name := visit.said("forget"):
        words = forget(visit.desk, name)
        return visit.go("/rules", f"{words[:1].upper()}{words[1:]}.")
    raise NotAllowed("press one of the buttons")


def try_rules(visit: Visit) -> Response:
    """Decide on the mails of 90 days with the rules typed, and show what would be different; nothing is written."""
    typed = visit.said("rules")
    new, faults = visit.plan.read_rules(typed)
    done: Replayed | None = None
    if not faults:
        begin = visit.now - timedelta(days=_REPLAYED_DAYS)
        with visit.reading() as session:
            lookup = visit.lookup(session)
            faults = [f'rule "{rule.name}": {words}' for rule in new for words in unknown_names(rule, lookup)]
            count = count_mails_since(session, begin)
            if count > _MOST_MAILS:
                raise NotAllowed(
                    f"there are {count:,} mails of {_REPLAYED_DAYS} days, too many to wait for here; "
                    "`mailtick replay --rules NEW.toml --diff` does it on the command line"
                )
            if not faults:
                done = replay(session, visit.desk.policy, visit.desk.policy.rules, new, stored(session, begin))
    return visit.page(
        "rules_tried",
        "What other rules would change",
        typed=typed,
        faults=faults,
        replayed=done,
        shown=done.differences[:_MOST_SHOWN] if done else (),
        as_of_now=AS_OF_NOW,
        days=_REPLAYED_DAYS,
    )

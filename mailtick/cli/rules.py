"""`mailtick rules`: which rules there are and how they do, what they do with a mail, what they leave alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click

from mailtick.cli.actions import ActionWords
from mailtick.cli.explain import Explained, Unreadable, as_public, asking, explain_file
from mailtick.cli.opened import Look, acting, looking
from mailtick.cli.shown import (
    config_option,
    config_option_below,
    in_sentences,
    json_option,
    plain,
    print_json,
    print_table,
    settings_of,
)
from mailtick.cli.trial import load_trial
from mailtick.config import find_rules
from mailtick.config.rule_files import RulePlace, load_rules
from mailtick.config.starter import NAMES, starter_rules
from mailtick.desk import wall_clock
from mailtick.incidents.actions import JoinIncident, OpenIncident
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.outcome import rules_of
from mailtick.incidents.routing import Rule
from mailtick.incidents.rule_hits import RuleHit
from mailtick.rounds.learned import forget
from mailtick.rounds.lookup import StoreLookup
from mailtick.store.rule_hits import Tally, Untouched, count_matters, tallies, untouched

_SHOWN = 20
_days_option = click.option("--days", default=90, show_default=True, type=click.IntRange(1, 3660), help="How far back.")


@click.group("rules", short_help="Say how the rules do; try them on a mail.")
@config_option
@click.pass_context
def rules(context: click.Context, config_path: Path) -> None:
    """Look at the rules, and try them. Where they stand, and how they change, is in docs/rules.md."""
    context.obj = config_path


@rules.command("list", short_help="List the rules in their order, and how each does.")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 3660), help="Count hits so far back.")
@json_option
@config_option_below
@in_sentences
def list_rules(days: int, as_json: bool, config_path: Path) -> None:
    """List the rules in their order: how often each fired, when last, and how often a person changed what it set."""
    names = [rule.name for rule in settings_of(config_path).rules]
    places = find_rules(config_path)
    with looking(config_path) as look:
        counted = tallies(look.session, names, look.moments.now - timedelta(days=days))
        moments = look.moments
    lines = [(order, name, counted[name], places[order - 1]) for order, name in enumerate(names, start=1)]
    if as_json:
        print_json([_line_as_json(*line) for line in lines])
        return
    rows = [
        (
            str(order),
            name,
            str(tally.hits),
            moments.on(tally.last_at.astimezone(moments.zone).date()) if tally.last_at else "never",
            str(tally.wrong),
            f"{place.file.name}:{place.line}",
        )
        for order, name, tally, place in lines
    ]
    print_table(("", "Rule", f"Hits in {days} days", "Last", "Wrong", "Where"), rows, "There are no rules.")


def _line_as_json(order: int, name: str, tally: Tally, place: RulePlace) -> dict[str, object]:
    return {
        "order": order,
        "rule": name,
        "hits": tally.hits,
        "last_at": tally.last_at,
        "wrong": tally.wrong,
        "file": str(place.file),
        "line": place.line,
    }


@rules.command("coverage", short_help="Say which rules never fire, and what no rule touches.")
@_days_option
@json_option
@config_option_below
@in_sentences
def coverage(days: int, as_json: bool, config_path: Path) -> None:
    """Say which rules did not fire in so many days, and which incidents that came by mail no rule touched."""
    names = [rule.name for rule in settings_of(config_path).rules]
    with looking(config_path) as look:
        since = look.moments.now - timedelta(days=days)
        counted = tallies(look.session, names, since)
        matters, alone = count_matters(look.session, since), untouched(look.session, since)
        never = [name for name in names if not counted[name].hits]
        if as_json:
            print_json({"days": days, "never": never, "incidents": matters, "untouched": _as_json(look, alone)})
            return
        for name in never:
            click.echo(plain(f'"{name}" did not fire in {days} days.'))
        if not never:
            click.echo(f"Each rule fired in the last {days} days." if names else "There are no rules.")
        click.echo(f"{len(alone)} of {matters} incidents of these days came by mail and were touched by no rule.")
        rows = [(line["incident"], line["category"] or "no category", line["title"]) for line in _as_json(look, alone)]
    if rows:
        print_table(("Incident", "Category", "What"), rows[:_SHOWN])
    if len(rows) > _SHOWN:
        click.echo(f"and {len(rows) - _SHOWN} before them; --json shows all")


def _as_json(look: Look, found: list[Untouched]) -> list[dict[str, str]]:
    return [
        {
            "incident": look.policy.reference(each.number),
            "category": each.category,
            "title": "a restricted matter" if each.is_restricted else each.title,
        }
        for each in found
    ]


@rules.command("test", short_help="Say which rules fire on a mail, and what follows.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE.eml …", type=click.Path(path_type=Path))
@click.option(
    "--rules",
    "trial",
    type=click.Path(path_type=Path),
    help="Try the rules of this file, in place of the desk's own.",
)
@json_option
@config_option_below
@in_sentences
def test_rules(paths: tuple[Path, ...], trial: Path | None, as_json: bool, config_path: Path) -> None:
    """Say which rules fire on each of these mails, what each of them sets, and what follows. Nothing is touched."""
    settings = settings_of(config_path)
    unread = False
    with asking(settings) as (lookup, policy):
        tried = _on_trial(trial, lookup) if trial else settings.rules
        for path in paths:
            found = explain_file(path, lookup, replace(policy, rules=tried), wall_clock())
            if as_json:
                hits = (
                    []
                    if isinstance(found, Unreadable)
                    else [_hit_as_json(hit) for hit in rules_of(found.decision.actions)]
                )
                print_json({**as_public(found), "rules": hits})
            elif isinstance(found, Unreadable):
                click.echo(f"Error: {plain(found.error)}", err=True)
                unread = True
            else:
                click.echo("\n".join(plain(line) for line in _tested(found, tried, lookup)) + "\n")
    if unread:
        raise SystemExit(2)


@rules.command("forget", short_help="Take out a rule that was learned.")
@click.argument("name")
@config_option_below
@in_sentences
def forget_rule(name: str, config_path: Path) -> None:
    """Take the rule NAME out of the desk's file of rules. What a person wrote there is left alone."""
    with acting(config_path) as desk:
        said = forget(desk, name)
    click.echo(plain(f"{said}."))


@rules.command("starter", short_help="Print rules to begin with.")
@click.argument("kind", type=click.Choice(NAMES))
def print_starter(kind: str) -> None:
    """Print rules to begin with, for a school or for a small firm: `mailtick rules starter school > rules.toml`."""
    click.echo(starter_rules(kind), nl=False)


def _on_trial(path: Path, lookup: Lookup) -> tuple[Rule, ...]:
    """A desk that never ran has no lists yet by which to check what rules name."""
    return load_trial(path, lookup) if isinstance(lookup, StoreLookup) else load_rules(path)


def _hit_as_json(hit: RuleHit) -> dict[str, object]:
    return {"rule": hit.rule, "fields": list(hit.fields)}


def _tested(found: Explained, tried: tuple[Rule, ...], lookup: Lookup) -> Iterator[str]:
    yield str(found.path)
    numbers = {rule.name: number for number, rule in enumerate(tried, start=1)}
    stops = {rule.name for rule in tried if rule.stop}
    hits = rules_of(found.decision.actions)
    for hit in hits:
        sets = f"sets {', '.join(hit.fields)}" if hit.fields else "sets nothing that was not set before"
        ends = "; no rule below it is asked" if hit.rule in stops else ""
        yield f"  {numbers[hit.rule]:>3}. {hit.rule}: {sets}{ends}"
    if not hits:
        is_new = any(isinstance(each, OpenIncident | JoinIncident) for each in found.decision.actions)
        yield f"  {'No rule fits.' if is_new else 'No rule is asked: it is no new matter.'}"
    yield "  What follows:"
    words = ActionWords(found.decision.actions, lookup)
    for action in found.decision.actions:
        yield from (f"    {line}" for line in words.say(action))
        yield f"        because {action.because}"

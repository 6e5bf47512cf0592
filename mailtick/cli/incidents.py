"""`mailtick list`, `mailtick show`, and one command for each word that people may say about an incident."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from mailtick.cli.opened import acting, looked, looking
from mailtick.cli.shown import as_commands, config_option, in_sentences, json_option, plain, print_json, print_table
from mailtick.desk import wall_clock
from mailtick.incidents.actions import Decision
from mailtick.incidents.clock import Clock
from mailtick.incidents.commands import COMMANDS
from mailtick.incidents.commands.command import Command
from mailtick.incidents.commands.done import DONE
from mailtick.incidents.incident import OPEN, Incident, State
from mailtick.rounds.act import Preview, carry_out, find_incident, preview
from mailtick.rounds.clocks import clock_of
from mailtick.rounds.facts import facts_in_words, standing
from mailtick.rounds.log_lines import log_lines
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.previewed import will_go_to
from mailtick.store import handovers, incidents, outbox
from mailtick.store.related import related_to
from mailtick.store.satisfaction import said_of
from mailtick.store.tables import LogEntryRow
from mailtick.store.time_spent import minutes_spent


@click.command("list")
@click.option("--all", "everything", is_flag=True, help="Closed and cancelled ones too.")
@click.option("--most", type=click.IntRange(min=1), default=200, show_default=True, help="At most so many.")
@json_option
@config_option
@in_sentences
def list_command(everything: bool, most: int, as_json: bool, config_path: Path) -> None:
    """List the open incidents, the most urgent first. It counts as a look at what is new, but for --json."""
    states = list(State) if everything else sorted(OPEN)
    with looking(config_path) as look:
        found = incidents.list_incidents(look.session, look.prefix, states, most)
    if as_json:
        print_json([_in_a_list(each) for each in found])
        return
    rows = [
        (
            each.reference,
            each.priority,
            each.shown_title,
            each.shown_place,
            each.state_words,
            each.shown_with_whom if each.is_open else "",
        )
        for each in found
    ]
    empty = "There is no incident yet." if everything else "Nothing is open."
    print_table(("Incident", "Prio", "What", "Where", "State", "With"), rows, empty)
    looked(config_path)


@click.command()
@click.argument("reference")
@json_option
@config_option
@in_sentences
def show(reference: str, as_json: bool, config_path: Path) -> None:
    """Show one incident with its log and the reasons."""
    with looking(config_path) as look:
        lookup = StoreLookup(look.session, look.prefix)
        incident = find_incident(lookup, reference)
        stops = {stop.address: stop.because for stop in outbox.stops_that_hold(look.session, wall_clock())}
        log = incidents.log_of(look.session, incident.id)
        given = handovers.handovers_of(look.session, incident.id)
        clock = clock_of(look.session, look.policy, incident.id, wall_clock())
        spent = minutes_spent(look.session, incident.id)
        said = said_of(look.session, incident.id)
        parts = lookup.parts(incident.id)
        related = [f"{look.prefix}-{each.number}" for each in related_to(look.session, incident.id)]
        facts = facts_in_words(look.session, look.policy, incident, lookup, look.moments)
    if as_json:
        jobs = [f"{provider.name}: {row.state}, {row.job_reference or 'no job number yet'}" for row, provider in given]
        stopped = {each.address: stops[each.address] for each in incident.participants if each.address in stops}
        entries = [_entry_json(entry) for entry in log]
        print_json(
            {
                **incident_json(incident),
                "parts": [each.reference for each in parts],
                "related": related,
                "minutes": spent,
                "satisfaction": [{**each._asdict(), "at": each.at.isoformat()} for each in said],
                "get_no_copies": stopped,
                "clock": clock_json(clock),
                "handovers": jobs,
                "log": entries,
            }
        )
        return
    click.echo(plain(f"{incident.reference}  {incident.title}"))
    for label, value in facts.items():
        click.echo(plain(f"  {label + ':':<13}{value}"))
    click.echo()
    for entry in log:
        for line in log_lines(entry, look.moments):
            click.echo(plain(line))


def incident_json(incident: Incident) -> dict[str, object]:
    """An incident for programs: stable names, instants in ISO 8601."""
    return {
        "reference": incident.reference,
        "number": incident.number,
        "type": incident.type,
        "title": incident.title,
        "state": incident.state,
        "priority": incident.priority,
        "category": incident.category,
        "place": incident.place,
        "equipment": [each.tag for each in incident.equipment],
        "reporter": incident.reporter.address,
        "affected": [person.address for person in incident.affected],
        "participants": [asdict(each) for each in incident.participants],
        "assignee": incident.assignee.address if incident.assignee else None,
        "provider": incident.provider or None,
        "received_at": incident.received_at.isoformat(),
        "responded_at": incident.responded_at.isoformat() if incident.responded_at else None,
        "resolved_at": incident.resolved_at.isoformat() if incident.resolved_at else None,
        "closed_at": incident.closed_at.isoformat() if incident.closed_at else None,
        "resolution": incident.resolution,
        "is_restricted": incident.is_restricted,
        "goes_on_as": incident.goes_on_as or None,
        "parent": incident.parent or None,
        "needed_by": incident.needed_by or None,
    }


def clock_json(clock: Clock) -> dict[str, object]:
    """A clock for programs: instants in ISO 8601, spans in minutes of service time."""
    paused = clock.paused
    return {
        "start": clock.start.isoformat(),
        "respond_by": clock.respond_by.isoformat(),
        "is_response_late": clock.is_response_late,
        "budget_minutes": int(clock.budget.total_seconds()) // 60,
        "used_minutes": int(clock.used.total_seconds()) // 60,
        "resolve_by": clock.resolve_by.isoformat(),
        "is_late": clock.is_late,
        "paused_since": paused.start.isoformat() if paused else None,
        "waiting_on": paused.wait.waiting_on if paused else None,
        "stopped_at": clock.stopped_at.isoformat() if clock.stopped_at else None,
    }


# What a list of many does not tell of a restricted matter; `show` does.
_FOR_FEW: dict[str, object] = {
    "place": "",
    "equipment": [],
    "reporter": "",
    "affected": [],
    "provider": None,
    "resolution": "",
}


def _in_a_list(incident: Incident) -> dict[str, object]:
    hidden = {"title": incident.shown_title, **_FOR_FEW} if incident.is_restricted else {}
    return {**incident_json(incident), **hidden}


def _entry_json(entry: LogEntryRow) -> dict[str, object]:
    return {
        "at": entry.at.isoformat(),
        "who": entry.who,
        "event": entry.event,
        "field": entry.field,
        "old": entry.old,
        "new": entry.new,
        "text": entry.text,
        "internal": entry.is_internal,
        "because": entry.because,
    }


def verb_command(command: Command) -> click.Command:
    """The command line's door to a word; the same function does the work as for a mail."""

    # A tag with a hyphen before it is no option.
    may_begin = {"ignore_unknown_options": command.takes.startswith("[-]")}

    @click.command(command.word, context_settings=may_begin, help=f"{command.does[0].upper()}{command.does[1:]}.")
    @click.argument("reference")
    @click.argument("words", nargs=-1, metavar=command.takes)
    @click.option(
        "--as", "by", default="", help="Who says so: an address or the part before its @. Default: the coordinator."
    )
    @click.option("--preview", "only_show", is_flag=True, help="Say to whom it would go, and do nothing.")
    @json_option
    @config_option
    @in_sentences
    def run(reference: str, words: tuple[str, ...], by: str, only_show: bool, as_json: bool, config_path: Path) -> None:
        if words and not command.takes:
            raise click.UsageError(f"`{command.word}` takes no words; `mailtick note` keeps them")
        with acting(config_path) as desk:
            if only_show:
                _print_preview(preview(desk, reference, command.word, " ".join(words), by), as_json=as_json)
                return
            acted = carry_out(desk, reference, command.word, " ".join(words), by)
        if as_json:
            untold = {"not_told": list(acted.not_told)} if acted.not_told else {}
            print_json({**incident_json(acted.incident), **untold})
        else:
            named = reference.rpartition("-")[2]
            if named != str(acted.incident.number):
                click.echo(
                    f"{acted.incident.reference.rpartition('-')[0]}-{named} goes on as {acted.incident.reference}."
                )
            click.echo(plain(f"{acted.incident.reference}: {as_commands(acted.outcome) or standing(acted.incident)}."))

    return run


def _print_preview(previewed: Preview, *, as_json: bool) -> None:
    """To whom each mail would go; for programs all that would be done."""
    actions = previewed.actions
    if as_json:
        print_json(Decision(actions).as_json())
        return
    for line in will_go_to(previewed):
        click.echo(plain(line))


# `done` is said of records as well.
VERBS: tuple[click.Command, ...] = tuple(verb_command(command) for command in COMMANDS if command is not DONE)

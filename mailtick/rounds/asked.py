"""What somebody asked for, read from the store and said in plain words: how theirs stand, what to write, the log."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import clock_words, notices
from mailtick.incidents.actions import Notify
from mailtick.incidents.clock import Clock
from mailtick.incidents.commands import COMMANDS
from mailtick.incidents.commands.words import EXPLAIN, HELP, STATUS
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.moments import Moments
from mailtick.incidents.notices import Notice
from mailtick.incidents.people import Person
from mailtick.rounds.clocks import clock_of
from mailtick.rounds.log_lines import what, why
from mailtick.store import incidents

# A longer log has its first lines on the desk's machine alone.
_MOST_ENTRIES = 100
_MOST_LINES_OF_ONE = 6


def notice_of_asked(session: Session, desk: Desk, action: Notify, to: Person, incident: Incident | None) -> Notice:
    """The answer to `status`, `help` or `explain`; `action.lines` are the references of what is asked of."""
    moments = Moments(desk.policy.zone, desk.clock())
    if action.text == HELP:
        return notices.asked(to, "What you can write to the ICT desk", tuple(_help(to, desk.policy.facts.prefix)))
    if action.text == EXPLAIN and incident is not None:
        headline = f"What became of {incident.reference}, and why: {incident.shown_title}"
        return notices.asked(to, headline, tuple(_explained(session, desk, incident, moments)), incident)
    numbers = [incidents.id_of_number(session, int(each.rpartition("-")[2])) for each in action.lines]
    asked = [incidents.incident_by_id(session, each, desk.policy.facts.prefix) for each in numbers if each is not None]
    items = tuple(
        (_titled(each), how_it_stands(each, clock_of(session, desk.policy, each.id, desk.clock()), to, moments))
        for each in asked
        if each is not None
    )
    if incident is not None:
        return notices.asked(to, f"How {incident.reference} stands", items, incident)
    return notices.asked(
        to, _counted(len(items)), items, hint="Write “help” alone in a mail to see what you can write."
    )


def _counted(open_ones: int) -> str:
    if not open_ones:
        return "Nothing of yours is open"
    return "One matter of yours is open" if open_ones == 1 else f"{open_ones} matters of yours are open"


def _titled(incident: Incident) -> str:
    where = f" ({incident.shown_place})" if incident.shown_place else ""
    return f"{incident.reference}: {incident.shown_title}{where}"


def how_it_stands(incident: Incident, clock: Clock, to: Person, moments: Moments) -> str:
    """How it stands, who has it, and by when, for whoever asks."""
    if not incident.is_open:
        on = f" on {moments.at(incident.resolved_at)}" if incident.resolved_at else ""
        return f"{incident.state_words}{on}" + (f": {incident.resolution}" if incident.resolution else "")
    if incident.state is State.WAITING_REQUESTER and incident.reporter.id == to.id:
        return "we asked you something and wait for your answer; just reply to our question"
    whom = "you" if incident.assignee is not None and incident.assignee.id == to.id else incident.shown_with_whom
    return "; ".join((f"{incident.state_words}, with {whom}", *_by_when(clock, moments)))


def _by_when(clock: Clock, moments: Moments) -> Iterator[str]:
    if clock.responded_at is None:
        tense = "was to answer" if clock.is_response_late else "answers"
        yield f"somebody {tense} by {moments.at(clock.respond_by)}"
    elif clock.stopped_at is not None:
        return
    elif clock.paused is not None:
        until = clock.paused.wait.follow_up_at
        yield f"we look at it again on {moments.at(until)}" if until else "it waits"
    else:
        tense = "was to be done" if clock.is_late else "to be done"
        yield f"{tense} by {moments.at(clock.resolve_by)}"


def _help(to: Person, prefix: str) -> Iterator[tuple[str, str]]:
    yield "a new mail", "reports a new matter; you get its number"
    yield "a reply to our mails", "adds to the matter; a photo helps"
    yield "“thanks, it works”", "as the reply to our news that it is done: ends it"
    yield "“it is still wrong”", "as the reply to our news that it is done: takes it up again"
    yield "“ignore, my mistake”", "as a reply: asks the desk to call it off"
    yield STATUS, "alone in a mail: how all of yours stand, who has each, by when"
    yield f"{STATUS} {prefix}-1041", "the same of one"
    yield HELP, "this list"
    if not to.is_team:
        return
    yield f"{EXPLAIN} #1041", "for the team: the whole log with its reasons, and how its time was counted"
    for command in COMMANDS:
        if to.has(*command.roles):
            yield f"#{command.word} {command.takes}".rstrip(), command.does


def _explained(session: Session, desk: Desk, incident: Incident, moments: Moments) -> Iterator[tuple[str, str]]:
    clock = clock_of(session, desk.policy, incident.id, desk.clock())
    yield "State", f"{incident.state_words}, with {incident.with_whom}" if incident.is_open else incident.state_words
    if incident.state is not State.CANCELLED:
        yield "Answered", clock_words.answered(clock, moments.at)
        yield "Time", clock_words.working(clock, moments.at)
        for pause in clock_words.pauses(clock, moments.at):
            yield "Rested", pause
    log = incidents.log_of(session, incident.id)
    if len(log) > _MOST_ENTRIES:
        more = len(log) - _MOST_ENTRIES
        yield "…", f"{more} earlier lines: mailtick show {incident.reference}, on the desk's machine"
    for entry in log[-_MOST_ENTRIES:]:
        text = entry.text.strip().splitlines()
        cut = ["…"] if len(text) > _MOST_LINES_OF_ONE else []
        shown = "\n".join((f"[{why(entry)}]", *text[:_MOST_LINES_OF_ONE], *cut))
        yield f"{moments.at(entry.at)}  {what(entry, moments)}", shown

"""What takes back a line of the log: the word that people write, as a button beside it. Source: docs/explain.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from mailtick.incidents.actions import Event
from mailtick.incidents.incident import Incident, Priority, State
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.undoing import UNDO_WITHIN
from mailtick.store import withdrawals
from mailtick.store.tables import LogEntryRow

_TAG = re.compile(r"(\S+) \(")
_ADDRESS = re.compile(r"<([^<>]+)>")
# How the log names the proposal by which something was recorded.
_PROPOSAL = "proposal "
# These go back to the value before by the same word, as long as nobody has changed it since.
_SAME_WORD = {"title": "title", "place": "place", "category": "category", "assignee": "assign", "reporter": "for"}
_BACK = {
    **dict.fromkeys((State.RESOLVED, State.CLOSED, State.CANCELLED), "reopen"),
    **dict.fromkeys((State.WAITING_REQUESTER, State.WAITING_APPROVAL, State.SCHEDULED, State.TEMPORARY_FIX), "start"),
}


@dataclass(frozen=True, slots=True)
class Undo:
    """A word and what follows it."""

    word: str
    words: str


def undo_of(entry: LogEntryRow, incident: Incident, lookup: Lookup, now: datetime, *, is_newest: bool) -> Undo | None:
    """Return what takes a line of the log back; None where nothing does, or something else rests on it by now."""
    if entry.event == Event.HANDOVER.value:
        return _of_firm(entry, incident, lookup, now - UNDO_WITHIN) if is_newest else None
    if entry.event == Event.JOINED.value and (found := _ADDRESS.search(entry.new)):
        is_there = any(each.address == found[1] for each in incident.affected[1:])
        return Undo("separate", found[1]) if is_there else None
    return _of_field(entry, incident, lookup, is_newest=is_newest) if entry.field else None


def stays(entry: LogEntryRow) -> bool:
    """Whether a change can only be changed again: nothing was there before that could come back."""
    return entry.field in _SAME_WORD and not entry.old


def _of_firm(entry: LogEntryRow, incident: Incident, lookup: Lookup, since: datetime) -> Undo | None:
    if entry.because.startswith(_PROPOSAL):
        recorded = [str(each.number) for each in lookup.recorded_news(incident.id, since)]
        number = entry.because.removeprefix(_PROPOSAL)
        return Undo("take-back", number) if number in recorded else None
    if entry.field == withdrawals.FIELD and entry.new == "withdrawn":
        gone = [each.provider for each in lookup.withdrawn_jobs(incident.id, since)]
        return Undo("withdraw", f"{gone[-1]} undo") if gone else None
    firm = lookup.provider_named(entry.new) if entry.new and not entry.field else None
    has_it = firm is not None and any(
        each.provider == firm.code and not each.is_over for each in lookup.handovers_of(incident.id)
    )
    return Undo("withdraw", firm.code) if firm is not None and has_it else None


def _of_field(entry: LogEntryRow, incident: Incident, lookup: Lookup, *, is_newest: bool) -> Undo | None:
    tag = _TAG.match(entry.new or entry.old)
    match entry.field:
        case "state":
            word = _BACK.get(incident.state, "")
            return Undo(word, "") if is_newest and word and entry.new == incident.state else None
        case "equipment" if tag and is_newest:
            return Undo("asset", f"-{tag[1]}" if entry.new else tag[1])
        case "related":
            return Undo("link", f"-{entry.new}") if entry.new and entry.new in lookup.related(incident.id) else None
        case "parent":
            return Undo("parent", "none") if entry.new and entry.new == incident.parent else None
        case "participants":
            who = next((each for each in incident.participants if each.name == entry.new), None)
            return Undo("without", who.address) if who else None
        case "minutes" if entry.new.isdecimal() and is_newest:
            return Undo("time", f"-{entry.new}")
        case "job_reference" if is_newest and incident.provider:
            firm = lookup.provider_named(incident.provider)
            return Undo("job", f"{firm.code} {'undo' if entry.old else 'none'}") if firm else None
        case "priority" if is_newest and entry.old in list(Priority):
            return Undo("priority", f"{entry.old[1:]} because the change was taken back")
        case "is_restricted" if is_newest and entry.new:
            return Undo("restrict", "no" if entry.new == "yes" else "yes")
        case "needed_by" if is_newest:
            return Undo("needed", entry.old.replace("T", " ") or "none")
        case field if field in _SAME_WORD and is_newest and entry.old:
            return Undo(_SAME_WORD[field], entry.old)
        case _:
            return None

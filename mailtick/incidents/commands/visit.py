"""#visit: a day and a time are agreed; those it is for are told, and the clock rests until then."""

import re
from datetime import datetime, time

from mailtick.incidents.actions import Action, NoticeKind, Notify, StartWait
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.mail.days import DAY, read_day

_EXAMPLE = "#visit 24 Nov 09:00, or #visit 24 Nov 09:00 fenland"
_WHEN = re.compile(rf"\s*({DAY}),?\s+(?:at\s+)?(\d{{1,2}})(?:[:.](\d\d))?\s*(am|pm)?\b[\s,:]*", re.IGNORECASE)


def visit(call: Call) -> tuple[Action, ...]:
    text = call.text(f"when somebody comes: {_EXAMPLE}")
    moment, rest = _read(text, call)
    firm = call.lookup.provider_named(rest) if rest else None
    if rest and firm is None:
        raise NotAllowed(f'"{rest}" is no firm of the list; write {_EXAMPLE}')
    incident, who = call.incident, firm.name if firm else call.by.name
    local = moment.astimezone(call.policy.zone)
    said = f"{who} comes on {local:%A} {local.day} {local:%B} at {local:%H:%M}."
    return (
        call.move(State.SCHEDULED),
        StartWait(incident.id, "visit", f"{who} comes", moment, call.because),
        Notify(
            NoticeKind.UPDATE,
            incident.affected,
            "a visit is agreed: those it is for are told",
            incident.id,
            said,
            call.by.name,
            cc=call.copied(),
        ),
        *call.answered(*incident.affected),
    )


def _read(text: str, call: Call) -> tuple[datetime, str]:
    found = _WHEN.match(text)
    now = call.now.astimezone(call.policy.zone)
    day = read_day(found[1], now.date()) if found else None
    if found is None or day is None:
        raise NotAllowed(f'"{text}" says no day and time; write {_EXAMPLE}')
    hour = int(found[2]) % 12 + 12 * (found[4].lower() == "pm") if found[4] else int(found[2])
    try:
        moment = datetime.combine(day, time(hour, int(found[3] or 0)), tzinfo=call.policy.zone)
    except ValueError:
        raise NotAllowed(f'"{text}" says no time of day; write {_EXAMPLE}') from None
    if moment <= now:
        raise NotAllowed(f"{moment:%A} {moment.day} {moment:%B %Y %H:%M} is over; say a time to come")
    return moment, text[found.end() :].strip().rstrip(".")


VISIT = Command("visit", "<day> <time> [firm]", "a visit is agreed; those it is for are told", FIRST_LEVEL, visit)

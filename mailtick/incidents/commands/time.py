"""#time: minutes that somebody has spent on it; nobody outside the team hears of it."""

import re

from mailtick.incidents.actions import Action
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.time_spent import SpendTime

MOST_MINUTES = 24 * 60
_HOW = "how many minutes it took: #time 20, #time 1 h 30, or #time -20 to take them back"
_MINUTES = r"(?P<minutes>\d{1,4})\s?(?:m|min|mins|minutes?)?"
_HOURS = r"(?P<hours>\d{1,2})\s?(?:h|hrs?|hours?|:)\s?(?:(?P<rest>\d{1,2})\s?(?:m|min|mins|minutes?)?)?"
# A hyphen, or what word processors make of one; what follows the time is what it was spent on.
_SAID = re.compile(
    rf"(?P<sign>[-\u2010-\u2013\u2212])?\s?(?:{_HOURS}|{_MINUTES})(?:[\s,.;:]+(?P<what>.*))?", re.I | re.S
)


def spend_time(call: Call) -> tuple[Action, ...]:
    said = _SAID.fullmatch(call.text(_HOW))
    if said is None:
        raise NotAllowed(f'"{call.argument}" is no time; say {_HOW}')
    minutes = int(said["minutes"] or 0) + 60 * int(said["hours"] or 0) + int(said["rest"] or 0)
    if not 0 < minutes <= MOST_MINUTES:
        raise NotAllowed(f"{minutes} minutes are none or more than a day; say {_HOW}")
    spent = -minutes if said["sign"] else minutes
    before = call.lookup.minutes_spent(call.incident.id, call.by.name)
    before += sum(each.minutes for each in call.done if isinstance(each, SpendTime))
    if before + spent < 0:
        raise NotAllowed(f"you have {before} minutes on {call.incident.reference}, and cannot take back {minutes}")
    return (SpendTime(call.incident.id, spent, call.because, (said["what"] or "").strip(), before + spent),)


TIME = Command("time", "[-]<minutes> [on what]", "note the time that you have spent on it", FIRST_LEVEL, spend_time)

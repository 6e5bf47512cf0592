"""#needed: by when somebody needs it; it stands beside the priority, and raises nothing by itself."""

import re
from datetime import datetime, time

from mailtick.incidents.actions import Action, SetField
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.needed import FIELD
from mailtick.incidents.soon import clock_time
from mailtick.mail.days import DAY, read_day

_EXAMPLE = "#needed 19 Nov 15:00, or #needed none"
_DAY = re.compile(rf"\s*(?:by |on )?({DAY}|today|tomorrow)[\s,]*(?:at )?(.*)", re.IGNORECASE | re.DOTALL)


def needed(call: Call) -> tuple[Action, ...]:
    said = call.text(f"by when: {_EXAMPLE}")
    if said.strip().lower() in ("none", "no", "-"):
        return (SetField(call.incident.id, FIELD, "", call.because),)
    found = _DAY.fullmatch(said)
    day = read_day(found[1], call.today) if found else None
    if found is None or day is None:
        raise NotAllowed(f'"{said}" says no day; write {_EXAMPLE}')
    clock = clock_time(f"at {found[2]}") if found[2].strip() else None
    if found[2].strip() and clock is None:
        raise NotAllowed(f'"{found[2].strip()}" says no time of day; write {_EXAMPLE}')
    moment = datetime.combine(day, clock or time(23, 59), tzinfo=call.policy.zone)
    if moment < call.now:
        raise NotAllowed(f"{moment:%A} {moment.day} {moment:%B %Y} is over; say a day to come")
    by = f"{day.isoformat()}T{clock:%H:%M}" if clock else day.isoformat()
    return (SetField(call.incident.id, FIELD, by, call.because),)


NEEDED = Command("needed", "<day> [time]", "by when somebody needs it", FIRST_LEVEL, needed)

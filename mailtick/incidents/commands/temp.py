"""#temp: they can work again, and the rest is done by a day; everybody it is for is told."""

import re
from datetime import date

from mailtick.incidents.actions import Action, NoticeKind, Notify, SetField
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.commands.parts import told_parts
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.mail.days import DAY, read_day

_UNTIL = re.compile(rf"[\s,;:]*\b(?:until|till|by)\s+({DAY})[\s,;:.]*", re.IGNORECASE)


def temp(call: Call) -> tuple[Action, ...]:
    text = call.text("what was done, and by when the rest is: #temp Loan projector is in Room 5 until 24 Nov")
    what, day = _read(text, call.now.astimezone(call.policy.zone).date())
    incident = call.incident
    told = f"{day:%A} {day.day} {day:%B}"
    return (
        SetField(incident.id, "temporary_fix", what, call.because),
        SetField(incident.id, "rest_due_on", day.isoformat(), call.because),
        SetField(incident.id, "fix_kind", "temporary", call.because),
        call.move(State.TEMPORARY_FIX),
        Notify(
            NoticeKind.TEMPORARY_FIX,
            incident.affected,
            "fixed for now: those it is for are told",
            incident.id,
            what,
            call.by.name,
            (told,),
            cc=call.copied(),
        ),
        *call.answered(*incident.affected),
        *told_parts(call, f"{what}\n\nThe rest is to be done by {told}.", incident.affected),
    )


def _read(text: str, today: date) -> tuple[str, date]:
    found = _UNTIL.search(text)
    day = read_day(found[1], today) if found else None
    if found is None or day is None:
        raise NotAllowed("say by when the rest is done: #temp Loan projector is in Room 5 until 24 Nov")
    if day < today:
        raise NotAllowed(f"{day:%A} {day.day} {day:%B %Y} is over; say a day to come")
    what = " ".join(part.strip() for part in (text[: found.start()], text[found.end() :]) if part.strip())
    if not what:
        raise NotAllowed("say what was done as well; they will read it: #temp Loan projector is in Room 5 until 24 Nov")
    return what, day


TEMP = Command(
    "temp", "<what was done> until <day>", "they can work again, and the rest is done by then", FIRST_LEVEL, temp
)

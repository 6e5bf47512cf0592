"""#chase: ask a firm how its job stands, with what was promised and by how much it is late."""

from datetime import timedelta

from mailtick.incidents.actions import Action
from mailtick.incidents.chases import SendChase
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.firm_jobs import FirmJob
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Person
from mailtick.mail.header_lines import can_be_mailed

_APART = timedelta(hours=1)


def chase(call: Call) -> tuple[Action, ...]:
    jobs = call.lookup.firm_jobs(call.incident.id)
    word, _, rest = call.argument.partition(" ")
    named = call.lookup.provider_named(word.rstrip(":,")) if word else None
    mine = [job for job in jobs if named is None or job.firm.code == named.code]
    if not mine:
        who = f"{named.name} does not have" if named else "no outside firm has"
        raise NotAllowed(f"{who} {call.incident.reference}; #second hands it over to one")
    if len(mine) > 1:
        names = " or ".join(job.firm.code for job in mine)
        raise NotAllowed(f"say which firm to chase: #chase {names}")
    [job] = mine
    if not can_be_mailed(job.firm.address):
        raise NotAllowed(f"{job.firm.address} is no address that mail can be sent to; correct it in the list of firms")
    _check_not_just_now(call, job)
    text = rest.strip() if named else call.argument.strip()
    further = _further(call, job)
    return (SendChase(call.incident.id, job.handover, job.firm, text, call.by, further, call.because),)


def _check_not_just_now(call: Call, job: FirmJob) -> None:
    """A word that was sent twice does not chase twice, nor take it to whoever answers for their work."""
    is_in_this_mail = any(isinstance(each, SendChase) and each.handover == job.handover for each in call.done)
    last = max(job.chased_at, default=None)
    if is_in_this_mail or (last is not None and call.now - last < _APART):
        at = f"{(last or call.now).astimezone(call.policy.zone):%H:%M}"
        raise NotAllowed(f"{job.firm.name} was chased at {at}; give them an hour before #chase asks again")


def _further(call: Call, job: FirmJob) -> Person | None:
    """Whoever answers for their work, where they are late twice or were chased before."""
    further = job.escalation
    is_twice = job.is_late_twice(call.incident.priority, call.policy.zone, call.now)
    return further if is_twice and further is not None and can_be_mailed(further.address) else None


CHASE = Command("chase", "[<firm>] [text]", "ask the firm how its job stands", FIRST_LEVEL, chase)

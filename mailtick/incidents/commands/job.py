"""#job: the number of a firm's job, learned from its first answer, is confirmed, put right or taken off."""

from mailtick.incidents.actions import Action
from mailtick.incidents.commands.command import COORDINATION, Call, Command
from mailtick.incidents.job_numbers import NumberJob, as_written, only_number
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lookup import OpenHandover
from mailtick.incidents.people import Provider
from mailtick.incidents.undoing import is_too_late
from mailtick.mail.clues import find_references

_EXAMPLE = "#job FEN FIS-20951, #job FEN none, or #job FEN undo"
_NONE = frozenset({"none", "wrong", "unknown", "-"})


def job(call: Call) -> tuple[Action, ...]:
    firm, handover, said = _read(call.text(f"their number: {_EXAMPLE}"), call)
    match said.casefold():
        case "undo":
            number = _number_before(call, handover, firm)
        case words if words in _NONE:
            number = ""
        case _:
            number = _number(firm, said, call)
            check_number(call, firm, handover, number)
    return (numbered(call, firm, handover, number),)


def numbered(call: Call, firm: Provider, handover: OpenHandover, number: str) -> NumberJob:
    """The action that gives a job another number, with what was filed by the one before."""
    before = handover.reference
    filed_at = call.lookup.filed_by_number(handover.incident, before) if before and before != number else ()
    return NumberJob(call.incident.id, handover.id, firm.name, number, call.because, before, filed_at)


def check_number(call: Call, firm: Provider, handover: OpenHandover, number: str) -> None:
    """One number of theirs means one job. Raises NotAllowed where another job has it."""
    for each in call.lookup.handovers_with_reference((number,)):
        if each.provider == firm.code and each.id != handover.id:
            raise NotAllowed(
                f"{number} is {firm.name}'s number for {each.incident_reference}; if that is wrong, "
                f"#job {firm.code} none takes it off there"
            )


def _read(words: str, call: Call) -> tuple[Provider, OpenHandover, str]:
    """The firm, its job, open or over, and what is said of its number; where one firm has it, it need not be named."""
    first, _, rest = words.partition(" ")
    named = call.lookup.provider_named(first.strip(":,"))
    jobs = call.lookup.handovers_of(call.incident.id)
    firms = {each.provider for each in jobs}
    firm = named or (call.lookup.provider_named(next(iter(firms))) if len(firms) == 1 else None)
    reference = call.incident.reference
    if firm is None:
        raise NotAllowed(f"say which firm: {_EXAMPLE}" if firms else f"no firm has or had {reference}")
    theirs = [each for each in jobs if each.provider == firm.code]
    if not theirs:
        raise NotAllowed(f"{firm.name} has no job for {reference}; #second hands it over")
    said = (rest if named else words).strip()
    if not said:
        raise NotAllowed(f"say their number: {_EXAMPLE}")
    open_first = sorted(theirs, key=lambda each: (each.is_over, -each.id))
    return firm, open_first[0], said


def _number(firm: Provider, said: str, call: Call) -> str:
    """The number as mails of theirs will be known by; in whatever form, where it is none of the usual ones."""
    forms = (firm.reference_pattern,) if firm.reference_pattern else ()
    found = tuple(find_references([said], call.policy.facts.prefix, forms))
    number = only_number(said, found[:1]) or as_written(said)
    if not number:
        raise NotAllowed(f'"{said}" is no number of a job; {_EXAMPLE}')
    if number.upper().startswith(f"{call.policy.facts.prefix.upper()}-"):
        raise NotAllowed(f"{number} is a number of this desk and none of {firm.name}'s")
    return number


def _number_before(call: Call, handover: OpenHandover, firm: Provider) -> str:
    changes = call.lookup.number_changes(handover.incident)
    last = next((each for each in reversed(changes) if each.new == handover.reference), None)
    if last is None:
        raise NotAllowed(f"nothing was said of {firm.name}'s number for {call.incident.reference}")
    if is_too_late(last.at, call.now):
        raise NotAllowed(
            f"that was more than a week ago and is not taken back any more; say the number itself: {_EXAMPLE}"
        )
    if last.old:
        check_number(call, firm, handover, last.old)
    return last.old


_DOES = "confirm, put right or take off a firm's number for its job"
JOB = Command("job", "[<firm>] <their number, none or undo>", _DOES, COORDINATION, job)

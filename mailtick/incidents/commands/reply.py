"""#reply: what somebody it is for said on the telephone or at the door counts as their answer by mail."""

from mailtick.incidents.actions import Action, AddEntry, ChangeState, Event, NoticeKind, SetField
from mailtick.incidents.commands.command import COORDINATION, Call, Command
from mailtick.incidents.failing import failed
from mailtick.incidents.helped import helped
from mailtick.incidents.incident import DONE, State
from mailtick.incidents.lifecycle import NotAllowed, back_to, check_is_whole
from mailtick.incidents.people import Person
from mailtick.incidents.satisfaction import rated, rating_of
from mailtick.incidents.thanks import is_only_thanks, says_it_failed


def reply(call: Call) -> tuple[Action, ...]:
    words = call.text("who said what: #reply zoe.marsh: It works now, thanks")
    check_is_whole(call.incident)
    person, said = _read(words, call)
    because = f"{person.name} said so to {call.by.name}"
    entry = AddEntry(call.incident.id, Event.NOTE, said, because, is_internal=False)
    moved = _moved(call, person, said, because)
    holder = call.incident.assignee
    is_theirs = holder is not None and holder.address != call.by.address
    told = call.notify(NoticeKind.TEAM_NEWS, (holder,), said, by=person.name) if holder and is_theirs else ()
    is_closed = any(isinstance(action, ChangeState) and action.to is State.CLOSED for action in moved)
    return (entry, *moved, *(() if is_closed else told))


def _read(words: str, call: Call) -> tuple[Person, str]:
    """Who said it, and what; where the incident is for one person, it need not be said who."""
    affected = call.incident.affected
    name, colon, said = words.partition(":")
    named = [each for each in affected if name.strip().lower() in (each.address, each.address.partition("@")[0])]
    if colon and said.strip() and named:
        return named[0], said.strip()
    if len(affected) == 1:
        return affected[0], words
    addresses = ", ".join(each.address.partition("@")[0] for each in affected)
    raise NotAllowed(f"say who said it: #reply NAME: …, with one of {addresses}")


def _moved(call: Call, person: Person, said: str, because: str) -> tuple[Action, ...]:
    incident = call.incident
    if (rating := rating_of(said, incident, person, call.lookup)) is not None:
        return rated(incident, person, rating, because, may_close=True)
    if incident.state is State.WAITING_REQUESTER and person.address == incident.reporter.address:
        return (ChangeState(incident.id, back_to(incident), because),)
    if is_only_thanks(said):
        if worked := helped(incident, person, said, because):
            return worked
        if incident.state is not State.RESOLVED:
            return ()
        confirmed = ChangeState(incident.id, State.CLOSED, because)
        return (confirmed, SetField(incident.id, "how_closed", "confirmed", because))
    if incident.state is State.TEMPORARY_FIX and says_it_failed(said):
        return failed(incident, call.lookup, because)[:1]
    return (ChangeState(incident.id, State.IN_PROGRESS, because),) if incident.state in DONE else ()


_DOES = "log what somebody it is for said, as their answer"
REPLY = Command("reply", "[<person>:] <what they said>", _DOES, COORDINATION, reply)

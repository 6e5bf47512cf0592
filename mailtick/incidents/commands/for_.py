"""#for: it is somebody else's matter; they get the acknowledgement, and whoever had it before hears of it."""

from mailtick.incidents.actions import Action, ChangeReporter, NoticeKind
from mailtick.incidents.commands.command import COORDINATION, Call, Command
from mailtick.incidents.known_person import person_meant
from mailtick.incidents.lifecycle import NotAllowed


def change_reporter(call: Call) -> tuple[Action, ...]:
    words, incident = call.text("whose it is: #for priya.nair"), call.incident
    person = person_meant(words, call.lookup, call.policy)
    if person.id == 0 and incident.is_restricted:
        raise NotAllowed(f"{person.address} is nobody on the list of people; put them there first")
    if person.address == incident.reporter.address:
        raise NotAllowed(f"{incident.reference} is {person.name}'s already")
    # What is done already is not acknowledged any more.
    told = call.notify(NoticeKind.ACKNOWLEDGEMENT, (person,), by=call.by.name) if incident.is_open else ()
    # Who is told of a restricted matter that it is not theirs, learns whose it is.
    is_told = incident.is_open and not incident.is_restricted and incident.reporter.address != call.by.address
    left = call.notify(NoticeKind.TAKEN_OFF, (incident.reporter,), by=call.by.name) if is_told else ()
    return (ChangeReporter(incident.id, person, call.because), *told, *left)


FOR = Command("for", "<person>", "it is somebody else's matter", COORDINATION, change_reporter)

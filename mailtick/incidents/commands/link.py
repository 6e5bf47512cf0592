"""#link: another incident has to do with it; each stays what it is."""

from mailtick.incidents.actions import Action
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.commands.merge import named
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.related import LinkIncidents

# A hyphen, and what word processors make of one.
_OFF = ("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212")


def link(call: Call) -> tuple[Action, ...]:
    incident, what = call.incident, "which incident has to do with it: #link 1045, or #link -1045 if it has not"
    is_off = call.argument.startswith(_OFF)
    other = named(call, what, call.argument.lstrip("".join(_OFF)).strip())
    if other.id == incident.id:
        raise NotAllowed(f"{incident.reference} is that incident itself")
    linked = other.reference in call.lookup.related(incident.id)
    if linked and not is_off:
        raise NotAllowed(f"{incident.reference} and {other.reference} are linked already")
    if is_off and not linked:
        raise NotAllowed(f"{incident.reference} and {other.reference} are not linked")
    return (LinkIncidents(incident.id, other.id, call.because, is_off),)


LINK = Command("link", "[-]<incident>", "another incident has to do with it, or has not", FIRST_LEVEL, link)

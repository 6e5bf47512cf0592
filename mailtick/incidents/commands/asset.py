"""#asset: which equipment it is about; to say what stands there already confirms it."""

from mailtick.incidents.actions import Action
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.equipment import LinkEquipment, UnlinkEquipment
from mailtick.incidents.kept import Equipment
from mailtick.incidents.lifecycle import NotAllowed

# A hyphen, and what word processors make of one.
_OFF = ("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212")
_HOW = "which equipment: #asset SP-0037, or #asset -SP-0037 if it is not"


def asset(call: Call) -> tuple[Action, ...]:
    """Each tag is linked, each with a hyphen before it taken off."""
    argument = call.text(_HOW)
    whole = _called(call, argument)
    words = [argument] if whole or argument.startswith(_OFF) else argument.replace(",", " ").split()
    return tuple(_one(call, word) for word in words)


def _one(call: Call, word: str) -> LinkEquipment | UnlinkEquipment:
    if word.startswith(_OFF):
        return _off(call, word.lstrip("".join(_OFF)).strip())
    found = _called(call, word)
    if len(found) > 1:
        raise NotAllowed(f'"{word}" may be {" or ".join(each.tag for each in found)}; use the tag')
    if not found:
        raise NotAllowed(f'no equipment is called "{word}"; use its tag or its serial number')
    return LinkEquipment(call.incident.id, found[0], call.because)


def _off(call: Call, word: str) -> UnlinkEquipment:
    for each in call.incident.equipment:
        if word.casefold() == each.tag.casefold():
            return UnlinkEquipment(call.incident.id, each, call.because)
    known = ", ".join(each.tag for each in call.incident.equipment) or "no equipment"
    raise NotAllowed(f'"{word}" is not what {call.incident.reference} is about; that is {known}')


def _called(call: Call, word: str) -> list[Equipment]:
    """The equipment with this tag; if none, with this serial number or other name."""
    wanted = word.strip().casefold()
    everything = call.lookup.registers.equipment()
    tagged = [each for each in everything if each.tag.casefold() == wanted]
    return tagged or [
        each for each in everything if wanted in (each.serial.casefold(), *(name.casefold() for name in each.aliases))
    ]


ASSET = Command("asset", "[-]<tag>", "say which equipment it is about, or is not", FIRST_LEVEL, asset)

"""#split: one mail told of several matters; the first stays, each other becomes an incident of its own.

Undone by #merge. Source: DOMAIN.md 5.4 rule 9.
"""

import re

from mailtick.incidents.actions import Action, NoticeKind, SetField
from mailtick.incidents.commands.command import COORDINATION, Call, Command
from mailtick.incidents.equipment import UnlinkEquipment
from mailtick.incidents.incident import TITLE_CHARACTERS
from mailtick.incidents.lifecycle import NotAllowed, check_is_whole
from mailtick.incidents.related import Split
from mailtick.incidents.several import MOST_MATTERS, matters_in, of_others, part_of, titles_of

_HOW = "the matters, each on a line or after a semicolon: #split board flickers; laptop battery; headphones"
_NUMBERED = re.compile(r"\(?(\d{1,2})[.):]?\s+(.+)")
_BULLET = re.compile(r"[-–*•]\s+")


def split(call: Call) -> tuple[Action, ...]:
    """Without matters, those that the mail numbers through."""
    incident = call.incident
    proposed = titles_of(matters_in(incident.first_text))
    matters = read_matters(call.argument) if call.argument or not proposed else proposed
    check_is_whole(incident)
    if not incident.is_open:
        raise NotAllowed(f"{incident.reference} is {incident.state_words}; write #reopen first")
    if not matters:
        raise NotAllowed(f"say {_HOW}")
    if len(matters) < 2:
        raise NotAllowed(f"that is one matter; say {_HOW}")
    if len(matters) > MOST_MATTERS:
        raise NotAllowed(f"those are {len(matters)} matters; {MOST_MATTERS} at most can be split at once")
    if too_long := next((each for each in matters if len(each) > TITLE_CHARACTERS), ""):
        raise NotAllowed(f'"{too_long[:30]}…" is too long for a title; {TITLE_CHARACTERS} characters are enough')
    first, *others = (part_of(incident, each, call.lookup) for each in matters)
    titled = (SetField(incident.id, "title", first.title, call.because),) if first.title != incident.title else ()
    gone = tuple(UnlinkEquipment(incident.id, each, call.because) for each in of_others(incident, first, others))
    told = call.notify(NoticeKind.SPLIT, (incident.reporter,))
    copy = () if call.by.address == incident.reporter.address else call.notify(NoticeKind.SPLIT, (call.by,))
    return (*titled, *gone, Split(incident.id, tuple(others), call.because), *told, *copy)


def read_matters(text: str) -> tuple[str, ...]:
    """Return the matters, without their numbers where they are numbered through; below a blank line stands no more."""
    pieces = [piece.strip() for line in _first_block(text) for piece in line.split(";") if piece.strip()]
    pieces = [_BULLET.sub("", piece, count=1).strip(" ,.") for piece in pieces]
    numbered = [_NUMBERED.fullmatch(piece) for piece in pieces]
    if all(found and int(found[1]) == at for at, found in enumerate(numbered, 1)):
        pieces = [found[2].strip() for found in numbered if found]
    return tuple(dict.fromkeys(pieces))


def _first_block(text: str) -> list[str]:
    block: list[str] = []
    for line in map(str.strip, text.strip().split("\n")):
        if not line and block:
            break
        block.append(line)
    return block


_DOES = "several matters: each becomes an incident of its own"
SPLIT = Command("split", "[<matter; matter …>]", _DOES, COORDINATION, split, takes_lines=True)

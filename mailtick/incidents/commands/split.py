"""#split: one mail told of several matters; the first stays, each other becomes an incident of its own.

Undone by #merge. Source: DOMAIN.md 5.4 rule 9.
"""

import re

from mailtick.incidents.actions import Action, NoticeKind, SetField
from mailtick.incidents.commands.command import COORDINATION, Call, Command
from mailtick.incidents.incident import TITLE_CHARACTERS, Grade
from mailtick.incidents.lifecycle import NotAllowed, check_is_whole
from mailtick.incidents.related import Part, Split

MOST_MATTERS = 10
_HOW = "the matters, each on a line or after a semicolon: #split board flickers; laptop battery; headphones"
_NUMBERED = re.compile(r"\(?(\d{1,2})[.):]?\s+(.+)")
_BULLET = re.compile(r"[-–*•]\s+")


def split(call: Call) -> tuple[Action, ...]:
    incident, matters = call.incident, read_matters(call.text(_HOW))
    check_is_whole(incident)
    if not incident.is_open:
        raise NotAllowed(f"{incident.reference} is {incident.state_words}; write #reopen first")
    if len(matters) < 2:
        raise NotAllowed(f"that is one matter; say {_HOW}")
    if len(matters) > MOST_MATTERS:
        raise NotAllowed(f"those are {len(matters)} matters; {MOST_MATTERS} at most can be split at once")
    if too_long := next((each for each in matters if len(each) > TITLE_CHARACTERS), ""):
        raise NotAllowed(f'"{too_long[:30]}…" is too long for a title; {TITLE_CHARACTERS} characters are enough')
    first, *others = matters
    titled = (SetField(incident.id, "title", first, call.because),) if first != incident.title else ()
    told = call.notify(NoticeKind.SPLIT, (incident.reporter,))
    copy = () if call.by.address == incident.reporter.address else call.notify(NoticeKind.SPLIT, (call.by,))
    return (*titled, Split(incident.id, tuple(_part(call, each) for each in others), call.because), *told, *copy)


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


def _part(call: Call, title: str) -> Part:
    found = [each for each in call.lookup.categories() if each.is_suggested_by(title)]
    if len(found) != 1:
        return Part(title, is_restricted=call.incident.is_restricted)
    (category,) = found
    return Part(
        title,
        category.name,
        category.impact or Grade.MEDIUM,
        category.urgency or Grade.MEDIUM,
        category.is_restricted or call.incident.is_restricted,
    )


_DOES = "several matters: each becomes an incident of its own"
SPLIT = Command("split", "<matter; matter …>", _DOES, COORDINATION, split, takes_lines=True)

"""The words that people may say, in the order in which they are explained. To add one: a file, and a line here."""

from mailtick.incidents.commands.answer import ANSWER
from mailtick.incidents.commands.approval import APPROVE, ASK, ASK_APPROVAL, REFUSE
from mailtick.incidents.commands.asset import ASSET
from mailtick.incidents.commands.assign import ASSIGN
from mailtick.incidents.commands.chase import CHASE
from mailtick.incidents.commands.command import Call, Command, run_command, why_not
from mailtick.incidents.commands.done import DONE
from mailtick.incidents.commands.ending import CANCEL, CLOSE, REOPEN
from mailtick.incidents.commands.fields import CATEGORY, PLACE, PRIORITY, RESTRICT, TITLE
from mailtick.incidents.commands.for_ import FOR
from mailtick.incidents.commands.heard import HEARD
from mailtick.incidents.commands.job import JOB
from mailtick.incidents.commands.link import LINK
from mailtick.incidents.commands.merge import MERGE, SEPARATE, UNMERGE
from mailtick.incidents.commands.needed import NEEDED
from mailtick.incidents.commands.note import NOTE
from mailtick.incidents.commands.order import ORDER
from mailtick.incidents.commands.parent import PARENT, RESOLVE_PARTS
from mailtick.incidents.commands.participants import ALSO, WITHOUT
from mailtick.incidents.commands.release import RELEASE
from mailtick.incidents.commands.reply import REPLY
from mailtick.incidents.commands.resolve import RESOLVE
from mailtick.incidents.commands.second import SECOND
from mailtick.incidents.commands.split import SPLIT
from mailtick.incidents.commands.start import START
from mailtick.incidents.commands.take_back import TAKE_BACK
from mailtick.incidents.commands.tell import TELL
from mailtick.incidents.commands.temp import TEMP
from mailtick.incidents.commands.time import TIME
from mailtick.incidents.commands.visit import VISIT
from mailtick.incidents.commands.wait import WAIT
from mailtick.incidents.commands.watch import UNWATCH, WATCH
from mailtick.incidents.commands.withdraw import WITHDRAW
from mailtick.incidents.incident import Incident
from mailtick.incidents.people import Person

COMMANDS: tuple[Command, ...] = (
    START,
    RESOLVE,
    TEMP,
    WAIT,
    VISIT,
    DONE,
    SECOND,
    CHASE,
    WITHDRAW,
    ASK_APPROVAL,
    APPROVE,
    REFUSE,
    ASK,
    ORDER,
    ASSIGN,
    TELL,
    REPLY,
    HEARD,
    JOB,
    TAKE_BACK,
    ANSWER,
    RELEASE,
    ALSO,
    WITHOUT,
    WATCH,
    UNWATCH,
    NOTE,
    TIME,
    FOR,
    TITLE,
    PLACE,
    ASSET,
    CATEGORY,
    PRIORITY,
    NEEDED,
    RESTRICT,
    MERGE,
    UNMERGE,
    SEPARATE,
    SPLIT,
    LINK,
    PARENT,
    RESOLVE_PARTS,
    REOPEN,
    CLOSE,
    CANCEL,
)


def words_of(person: Person, incident: Incident) -> tuple[str, ...]:
    """The words that somebody has a right to on an incident, without their "#"."""
    return tuple(command.word for command in COMMANDS if not why_not(command, person, incident))


def explained(person: Person, incident: Incident) -> tuple[tuple[str, str], ...]:
    """The same, each as it is written with what follows it, and what it does."""
    theirs = (command for command in COMMANDS if not why_not(command, person, incident))
    return tuple((f"#{command.word} {command.takes}".rstrip(), command.does) for command in theirs)


__all__ = ["COMMANDS", "Call", "Command", "explained", "run_command", "words_of"]

"""The words that people may say, in the order in which they are explained. To add one: a file, and a line here."""

from mailtick.incidents.commands.assign import ASSIGN
from mailtick.incidents.commands.command import Call, Command, run_command
from mailtick.incidents.commands.ending import CANCEL, CLOSE, REOPEN
from mailtick.incidents.commands.fields import CATEGORY, PLACE, PRIORITY, RESTRICT
from mailtick.incidents.commands.for_ import FOR
from mailtick.incidents.commands.merge import MERGE, SEPARATE, UNMERGE
from mailtick.incidents.commands.note import NOTE
from mailtick.incidents.commands.participants import ALSO, WITHOUT
from mailtick.incidents.commands.release import RELEASE
from mailtick.incidents.commands.resolve import RESOLVE
from mailtick.incidents.commands.second import SECOND
from mailtick.incidents.commands.start import START
from mailtick.incidents.commands.tell import TELL
from mailtick.incidents.commands.wait import WAIT

COMMANDS: tuple[Command, ...] = (
    START,
    RESOLVE,
    WAIT,
    SECOND,
    ASSIGN,
    TELL,
    RELEASE,
    ALSO,
    WITHOUT,
    NOTE,
    FOR,
    PLACE,
    CATEGORY,
    PRIORITY,
    RESTRICT,
    MERGE,
    UNMERGE,
    SEPARATE,
    REOPEN,
    CLOSE,
    CANCEL,
)

__all__ = ["COMMANDS", "Call", "Command", "run_command"]

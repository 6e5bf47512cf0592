"""#release: show a provider's mail to those it is for; until then it is for the team."""

import re
from dataclasses import replace

from mailtick.incidents.actions import Action, NoticeKind, Notify, ReleaseMail
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.commands.parts import told_parts
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.visibility import ProviderMail, as_released

# "2", "2 The engineer comes on Tuesday", or the text alone.
_ARGUMENT = re.compile(r"(?P<number>\d{1,3})?(?:\s+|\Z|(?=\D))(?P<text>.*)", re.DOTALL)


def release(call: Call) -> tuple[Action, ...]:
    said = _ARGUMENT.fullmatch(call.argument)
    mail = _chosen(call, int(said["number"]) if said and said["number"] else 0)
    text = (said["text"].strip() if said else "") or as_released(mail)
    if not text:
        raise NotAllowed("nothing of that mail can be shown; write #tell and what they should know")
    incident, written = call.incident, f"{mail.provider} writes:\n\n{text}"
    return (
        ReleaseMail(incident.id, mail.entry, text, f"{call.because}: a mail of {mail.provider} is shown"),
        Notify(
            NoticeKind.UPDATE,
            incident.affected,
            call.because,
            incident.id,
            written,
            call.by.name,
            cc=call.copied(),
        ),
        *call.answered(*incident.affected),
        *told_parts(call, written, incident.affected),
    )


def _chosen(call: Call, number: int) -> ProviderMail:
    """The mail with this number, counted from the first; without one the newest that nobody has released."""
    before = {action.entry for action in call.done if isinstance(action, ReleaseMail)}
    mails = [
        replace(mail, is_released=mail.is_released or mail.entry in before)
        for mail in call.lookup.provider_mails(call.incident.id)
    ]
    if not mails:
        raise NotAllowed(f"no outside firm has written on {call.incident.reference}")
    if number:
        if number > len(mails):
            raise NotAllowed(f"there are {len(mails)} mails of outside firms on {call.incident.reference}")
        if mails[number - 1].is_released:
            raise NotAllowed(f"mail {number} of outside firms on {call.incident.reference} was released before")
        return mails[number - 1]
    waiting = [each for each in mails if not each.is_released]
    if not waiting:
        raise NotAllowed(f"all {len(mails)} mails of outside firms on {call.incident.reference} were released before")
    return waiting[-1]


RELEASE = Command(
    "release", "[number] [text]", "show a firm's mail, or your text of it, to those it is for", FIRST_LEVEL, release
)

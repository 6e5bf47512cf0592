"""To whom the mails of a word would go, in words: said before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator

from mailtick.incidents.actions import HandOver, LeaveIncident, Notify, Withhold
from mailtick.incidents.people import Person
from mailtick.incidents.words import NOTICE_WORDS
from mailtick.rounds.act import Preview


def will_go_to(previewed: Preview) -> Iterator[str]:
    """Yield a line for each mail: "News will go to: Mrs Claire Brown <…>"; one at least."""
    actions = previewed.actions
    for mail in previewed.mails:
        copies = f"; with a copy to {_named(mail.cc)}" if mail.cc else ""
        yield f"{_capital(NOTICE_WORDS[mail.template])} will go to: {_named(mail.to)}{copies}"
    for firm in (action.provider for action in actions if isinstance(action, HandOver)):
        yield f"{_capital(NOTICE_WORDS['handover'])} will go to: {firm.name} <{firm.address}>"
    for person in (action.person for action in actions if isinstance(action, LeaveIncident)):
        whom = f"{person.name} <{person.address}>"
        yield f"{_capital(NOTICE_WORDS['acknowledgement'])} will go to: {whom}, with a number of their own"
    for warning in (action.warning for action in actions if isinstance(action, HandOver) and action.warning):
        yield f"{_capital(warning)}."
    for action in actions:
        if isinstance(action, Withhold):
            yield f"{_capital(NOTICE_WORDS[action.notice])} will not go to {action.to.address}: {action.because}"
    if not any(isinstance(action, Notify | HandOver | LeaveIncident) for action in actions):
        yield "No mail will go to anybody."


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _named(people: tuple[Person, ...]) -> str:
    return ", ".join(f"{person.name} <{person.address}>" for person in people)

"""What people of the demo do without a mail: a word on an incident, a held mail taken up."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

from mailtick.demo.letter import ZONE
from mailtick.desk import Desk
from mailtick.incidents.proposals.acts import ProposalWord
from mailtick.incidents.proposals.proposal import ProposalKind
from mailtick.rounds.act import act, person_at_the_keyboard, release
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.proposals import decide
from mailtick.store import kept

RELEASE = "release"
CONFIRM = "confirm"
# What somebody said whom it is for; the office logs it.
REPLY = "reply"
# What a firm said on the telephone, which the coordinator writes down; `who` is the firm's code.
HEARD = "heard"
BY_A_FIRM = ("provider-reply", "provider-done")
_RELATED = "related "
_GUEST = "guest of "


@dataclass(frozen=True, slots=True)
class Step:
    """`who` does `word` with `text`, as on the command line; `about` is the letter that brought the matter."""

    at: datetime
    who: str
    word: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What a letter has become: the number of its mail, and the reference of its incident where it has one."""

    mail: int
    incident: str


def read_steps(table: str) -> tuple[Step, ...]:
    """Read the table of steps: at, who, command, incident (named by the letter that brought it), note."""
    return tuple(
        Step(
            datetime.fromisoformat(line["at"]).replace(tzinfo=ZONE),
            line["who"],
            line["command"],
            line["incident"],
            line["note"],
        )
        for line in csv.DictReader(table.splitlines())
    )


def steps_csv() -> str:
    """The table of the demo, as it is."""
    return (resources.files("mailtick.demo") / "steps.csv").read_text(encoding="utf-8")


def followed_by(step: Step) -> str:
    """The letter whose incident a released mail follows, or ""."""
    is_related = step.word == RELEASE and step.text.startswith(_RELATED)
    return step.text.removeprefix(_RELATED) if is_related else ""


def take_step(desk: Desk, step: Step, brought: Callable[[str], Brought]) -> None:
    """Do it through the functions of the command line. Raises NotAllowed.

    The text of a release is whose mail it is, empty where its sender is to be known by their own address; or "related"
    with the letter that brought what it follows.
    """
    found = brought(step.about)
    if follows := followed_by(step):
        release(desk, found.mail, related=brought(follows).incident, by=step.who)
    elif step.word == RELEASE and step.text.startswith(_GUEST):
        release(desk, found.mail, by=step.who, guest_of=step.text.removeprefix(_GUEST))
    elif step.word == RELEASE:
        release(desk, found.mail, reporter=step.text, by=step.who)
    elif step.word == CONFIRM and step.text and "=" not in step.text:
        _confirm(desk, step, brought(step.text).mail, is_news=True)
    elif step.word == CONFIRM:
        _confirm(desk, step, found.mail)
    elif step.word in BY_A_FIRM:
        act(desk, found.incident, HEARD, f"{step.who}: {step.text}")
    elif step.word == REPLY:
        act(desk, found.incident, REPLY, f"{step.who}: {step.text}")
    else:
        act(desk, found.incident, step.word, step.text, step.who)


def _confirm(desk: Desk, step: Step, mail: int, *, is_news: bool = False) -> None:
    """Confirm what a mail proposed; the text is what is corrected, COLUMN=VALUE with ";" between.

    Where it is the letter of a firm instead, what is confirmed are its news of the job.
    """
    given = (each.partition("=") for each in step.text.split(";") if each)
    cells = tuple((name.strip(), value.strip()) for name, _, value in given)
    with desk.database.writing() as session:
        person = person_at_the_keyboard(session, StoreLookup(session, desk.policy.facts.prefix), step.who)
        for row in kept.proposals_of_mail(session, mail):
            if row.state == "open" and (row.kind == ProposalKind.NEWS) is is_news:
                decide(session, desk, row.id, ProposalWord.CONFIRM, () if is_news else cells, person)

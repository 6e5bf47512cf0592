"""Take somebody's word on a proposal, a reminder or a question about money; the command line and the pages call it.

Promise: what the word writes is one commit.
Failures: what cannot be done raises NotAllowed, a sentence; nothing was changed.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from mailtick.desk import Desk
from mailtick.incidents.belong import end_of_chain
from mailtick.incidents.commands.approval import APPROVE, ASK, REFUSE, open_approval
from mailtick.incidents.commands.command import Call, run_command
from mailtick.incidents.commands.outcome import in_words
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.proposals.acts import ProposalWord
from mailtick.incidents.register_acts import ReminderWord
from mailtick.incidents.watching import tell_watchers
from mailtick.registers.answers import WORDS
from mailtick.registers.changing import NotKept
from mailtick.rounds.act import person_at_the_keyboard
from mailtick.rounds.apply import Applier
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.proposals import decide
from mailtick.rounds.remind import say
from mailtick.rounds.write import Cause
from mailtick.store import approvals

_ASK_OWNER = "ask owner"


def decide_proposal(desk: Desk, number: int, word: ProposalWord, cells: Mapping[str, str], by: str = "") -> str:
    """Confirm, decline or take back a proposal, and return what was done, a sentence. Raises NotAllowed."""
    try:
        with desk.database.writing() as session:
            person = person_at_the_keyboard(session, StoreLookup(session, desk.policy.facts.prefix), by)
            return decide(session, desk, number, word, tuple(cells.items()), person)
    except NotKept as refusal:
        raise NotAllowed(str(refusal)) from refusal


def answer_reminder(desk: Desk, reference: str, word: str, argument: str, by: str = "") -> str:
    """Say a word about a record, such as "paid", and return what was done, a sentence. Raises NotAllowed."""
    try:
        with desk.database.writing() as session:
            person = person_at_the_keyboard(session, StoreLookup(session, desk.policy.facts.prefix), by)
            said = ReminderWord(reference, word, argument, f"{reference} {word} {argument}".rstrip())
            return say(session, desk, said, person, "by hand")
    except NotKept as refusal:
        raise NotAllowed(str(refusal)) from refusal


def word_and_rest(said: str) -> tuple[str, str]:
    """Return the word of an answer to a reminder and what stands behind it: "snooze 1w" is "snooze" and "1w"."""
    for word in sorted((*WORDS, _ASK_OWNER), key=len, reverse=True):
        if said == word or said.startswith(f"{word} "):
            return word, said[len(word) :].strip()
    raise NotAllowed(f'"{said[:40]}" is no word that I know')


def decide_approval(desk: Desk, number: int, word: str, text: str, by: str) -> tuple[str, str]:
    """Answer a question about money: "approve", "refuse" or "ask", as the words of a mail. Raises NotAllowed.

    It counts for the question of this number alone: another amount needs another answer. Returns the incident's
    reference and what was done.
    """
    command = next(each for each in (APPROVE, REFUSE, ASK) if each.word == word)
    with desk.database.writing() as session:
        lookup, now = StoreLookup(session, desk.policy.facts.prefix), desk.clock()
        asked = approvals.approval_by_id(session, number)
        incident = lookup.incident(end_of_chain(lookup, asked.incident)) if asked else None
        if asked is None or incident is None:
            raise NotAllowed(f"there is no question {number}")
        person = person_at_the_keyboard(session, lookup, by)
        call = Call(incident, person, text, lookup, desk.policy, now)
        if not asked.is_open:
            raise NotAllowed(f"that was {_BECAME[asked.state]} meanwhile, and nothing of yours was done")
        if open_approval(call).id != asked.id:
            raise NotAllowed("it was asked anew meanwhile; look at what is asked now")
        actions = run_command(command, call)
        done = in_words(call, actions)
        told = tell_watchers(incident, person, f"#{word} {text}: {done}", lookup, desk.policy, now)
        Applier(session, desk, Cause(f"word:{uuid.uuid4()}"), person.name, now).apply((*actions, *told))
    return incident.reference, done


_BECAME = {"yes": "approved", "no": "declined", "replaced": "asked anew", "withdrawn": "taken back"}

"""Say a word about a new incident, in answer to the list of what is new: the words of `commands/` and no others.

Promise: a line is done once, however often the same list is answered with it.
Failures: what cannot be done raises NotAllowed, a sentence; the caller rolls back.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.commands import COMMANDS
from mailtick.incidents.commands.words import obey
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lines import Line
from mailtick.incidents.lists import AnswerList
from mailtick.incidents.triage_lines import words_of_line
from mailtick.incidents.watching import tell_watchers
from mailtick.rounds.apply import Applier
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.write import Cause
from mailtick.store import desk as desk_store
from mailtick.store import people
from mailtick.store.triage import last_moved_by


def say_of_new(session: Session, desk: Desk, incident_id: int, line: Line, action: AnswerList, cause: Cause) -> str:
    """Do one line about one incident. Returns what was done, with its number. Raises NotAllowed."""
    now, policy = desk.clock(), desk.policy
    key = f"said:{action.sent}:{line.numbers[0]}:{line.word}:{' '.join(line.rest.lower().split())}"
    lookup = StoreLookup(session, policy.facts.prefix)
    incident = lookup.incident(incident_id)
    if incident is None:
        raise NotAllowed("there is no such incident any more")
    if desk_store.is_done(session, key):
        raise NotAllowed(f"{incident.reference}: that was said and done already; nothing is done twice")
    if incident.goes_on_as:
        raise NotAllowed(f"{incident.reference} goes on as {incident.goes_on_as}{_by(session, incident_id)}")
    if line.word == "y" and incident.state is not State.NEW:
        is_given = incident.state is State.ASSIGNED and incident.assignee is not None
        stands = f"given to {incident.assignee.name}" if is_given and incident.assignee else incident.state_words
        raise NotAllowed(f"decided already: {incident.reference} is {stands}{_by(session, incident_id)}")
    # As the mail says, whoever may be there or have least by now.
    proposed = action.listed.proposed[line.numbers[0] - 1]
    words = words_of_line(line, people.person_by_id(session, proposed) if proposed else None)
    verified = action.because.partition("; ")[2]
    actions, said = obey(words, incident, action.by, COMMANDS, lookup, policy, now, verified)
    if refused := [each.outcome for each in said if not each.is_done]:
        raise NotAllowed(f"{incident.reference}: {'; '.join(refused)}")
    done = "; ".join(each.outcome for each in said)
    told = tell_watchers(incident, action.by, f"{line.word} {line.rest}: {done}", lookup, policy, now)
    Applier(session, desk, cause, action.by.name, now).apply((*actions, *told))
    desk_store.mark_done(session, key, now)
    return f"{incident.reference}: {done}"


def _by(session: Session, incident_id: int) -> str:
    who = last_moved_by(session, incident_id)
    return f"; {who} said so" if who else ""

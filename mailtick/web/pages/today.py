"""The first page: what needs me now, each line with the verb that does it."""

from __future__ import annotations

from starlette.responses import Response

from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Role
from mailtick.incidents.proposals.acts import ProposalWord
from mailtick.rounds.act import carry_out
from mailtick.rounds.deciding import answer_reminder, decide_proposal, word_and_rest
from mailtick.web.needs import needs_of
from mailtick.web.visit import Visit

# Who has something on the first page; for all others it is what they have reported.
_HAS_A_DAY = frozenset(Role) - {Role.REQUESTER, Role.DATA_PROTECTION, Role.SAFEGUARDING_LEAD}


def show(visit: Visit) -> Response:
    if not visit.person.has(*_HAS_A_DAY):
        return visit.go("/mine")
    if not visit.person.has(*_HAS_A_DAY - {Role.INFORMED}):
        return visit.go("/progress")
    with visit.reading() as session:
        return visit.page("today", "Today", needs=needs_of(session, visit))


def decide(visit: Visit) -> Response:
    """Confirm or decline what was read in a mail; what is to be otherwise stands in the fields of its columns."""
    number = visit.path("number")
    if not number.isdecimal() or len(number) > 9:
        raise NotAllowed(f"there is no proposal {number[:12]}")
    word = ProposalWord.CONFIRM if visit.said("word") == "confirm" else ProposalWord.DECLINE
    cells = {name.partition(":")[2]: visit.said(name) for name in visit.form if name.startswith("cell:")}
    given = {name: value for name, value in cells.items() if value and word is ProposalWord.CONFIRM}
    done = decide_proposal(visit.desk, int(number), word, given, visit.person.address)
    return visit.go("/", f"{done[:1].upper()}{done[1:]}.")


def remind(visit: Visit) -> Response:
    """Answer for a record that is due: paid, done, snooze …"""
    word, rest = word_and_rest(visit.said("word"))
    done = answer_reminder(visit.desk, visit.said("reference"), word, rest, visit.person.address)
    return visit.go("/", f"{done}.")


def chase(visit: Visit) -> Response:
    """Ask a firm how its job stands."""
    with visit.reading() as session:
        incident = visit.incident(session, visit.said("incident").rpartition("-")[2])
    acted = carry_out(visit.desk, incident.reference, "chase", visit.said("firm"), visit.person.address)
    return visit.go("/", f"{incident.reference}: {acted.outcome}.")

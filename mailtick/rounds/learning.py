"""Do this next time: offer a rule to whoever put something right.

Promise: each idea is offered once, with its effect on the last 90 days, and only where it would have been wrong on no
mail; nothing is learned without a person's word (`learned.py`).
Failures: the database away, or another daemon that offers the same: tried at the next turn; whatever else one
correction does is logged, and the next one is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.learning import LEARNT, Corrected, Idea, PastMatter, find_idea
from mailtick.incidents.people import Person, Role
from mailtick.incidents.proposals.proposal import Proposal, ProposalKind, as_text
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.proposals import notice_of_proposal
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import corrections, people
from mailtick.store import desk as desk_store
from mailtick.store.corrections import Correction, Matter
from mailtick.store.database import comes_from_away
from mailtick.store.tables import ProposalRow

log = structlog.get_logger()

_LOOKED_UP_TO = "rules_learned_from"
_BACK = timedelta(days=90)
# More than a few questions a day are not read; what is left out may come up again.
_MOST_A_DAY = 3
# What was put right before the desk first looked is history.
_FIRST_LOOK = timedelta(hours=1)
_DECIDING = (Role.COORDINATOR, Role.DEPUTY)
_BY_VALUE: dict[str, Callable[[Matter], str]] = {
    "category": lambda each: each.category,
    "place": lambda each: each.place,
    "assign": lambda each: each.assignee,
    "priority": lambda each: each.priority,
}


def offer_rules(desk: Desk) -> int:
    """Look at what was put right since the last turn, and offer what can be learned of it. Returns how many offers."""
    with desk.database.reading() as session:
        newest, up_to = corrections.last_entry(session), _up_to(session)
    if newest == up_to or desk.rule_book is None:
        return 0
    now = desk.clock()
    try:
        with desk.database.writing() as session:
            found = corrections.corrections_after(session, up_to, now - (_BACK if up_to else _FIRST_LOOK), LEARNT)
            offered = sum(_try(session, desk, each, now) for each in _by_incident(found))
            desk_store.put_setting(session, _LOOKED_UP_TO, str(newest))
            return offered
    except IntegrityError:
        # Another daemon offers the same.
        return 0


def _try(session: Session, desk: Desk, found: list[Correction], now: datetime) -> bool:
    """Offer what can be learned from one incident; whatever is wrong with it, the others are looked at."""
    try:
        with session.begin_nested():
            return _offer(session, desk, found, now)
    except IntegrityError:
        raise
    except Exception as error:
        if comes_from_away(error):
            raise
        log.exception("nothing learned", incident=found[0].number)
        return False


def _up_to(session: Session) -> int:
    return int(desk_store.setting(session, _LOOKED_UP_TO) or 0)


def _by_incident(found: list[Correction]) -> list[list[Correction]]:
    """The corrections of each incident, the last word on a field alone, what matters most first."""
    last = {(each.incident, each.field): each for each in found}
    order = list(LEARNT)
    by_incident: dict[int, list[Correction]] = {}
    for each in sorted(last.values(), key=lambda each: order.index(each.field)):
        by_incident.setdefault(each.incident, []).append(each)
    return list(by_incident.values())


def _offer(session: Session, desk: Desk, found: list[Correction], now: datetime) -> bool:
    """Offer the first thing that can be learned from what was put right on one incident."""
    matters = corrections.matters_since(session, now - _BACK)
    for correction in found:
        idea = _idea(session, desk, correction, matters)
        if idea is None:
            continue
        key = f"rule idea:{idea.rule.sender}:{idea.rule.word}:{idea.rule.field}={idea.rule.value}"
        by = _corrector(session, correction)
        reader = _reader(session, by) if by else None
        if by is None or reader is None or desk_store.is_done(session, key):
            continue
        if corrections.offered_since(session, now - timedelta(days=1)) >= _MOST_A_DAY:
            return False
        desk_store.mark_done(session, key, now)
        _lay(session, desk, replace(correction, who=by.name), idea, reader, now)
        return True
    return False


def _idea(session: Session, desk: Desk, correction: Correction, matters: list[Matter]) -> Idea | None:
    field = LEARNT[correction.field]
    matter = next((each for each in matters if each.incident == correction.incident), None)
    value = _BY_VALUE[field](matter) if matter else ""
    hits = corrections.hits_on(session, correction.incident)
    # To give something to somebody is work, and puts something right only where a rule gave it to somebody else.
    if matter is None or not value or (field == "assign" and not any(field in each for each in hits.values())):
        return None
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    stops = {rule.name for rule in desk.policy.rules if rule.stop}
    corrected = Corrected(
        desk.policy.reference(correction.number),
        matter.sender,
        matter.subject,
        matter.text,
        field,
        value,
        correction.new,
        tuple(name for name, fields in hits.items() if field in fields or name in stops),
    )
    past = [PastMatter(each.sender, f"{each.subject}\n{each.text}", _BY_VALUE[field](each)) for each in matters]
    return find_idea(corrected, past, lambda word: _names_something(word, lookup, corrected))


def _names_something(word: str, lookup: StoreLookup, corrected: Corrected) -> bool:
    """Whether a word is a person's name, a place's, a firm's, or one by which another category is known."""
    if lookup.is_name_here(word) or lookup.place(word) or lookup.places_in(word) or lookup.provider_named(word):
        return True
    others = (each for each in lookup.categories() if each.name != corrected.value)
    return corrected.field == "category" and any(each.is_suggested_by(word) for each in others)


def _corrector(session: Session, correction: Correction) -> Person | None:
    """Who of the team put it right; nobody else does so."""
    if correction.address:
        by = people.person_by_address(session, correction.address)
        return by if by and by.is_team else None
    team = (person for role in Role for person in people.people_with_role(session, role) if person.is_team)
    return next((person for person in team if person.name == correction.who), None)


def _reader(session: Session, by: Person) -> Person | None:
    """Whoever put it right, if rules are theirs to decide on; else a coordinator."""
    if by.is_coordination:
        return by
    found = [person for role in _DECIDING for person in people.people_with_role(session, role)]
    return found[0] if found else None


def _lay(session: Session, desk: Desk, correction: Correction, idea: Idea, reader: Person, now: datetime) -> None:
    reference = desk.policy.reference(correction.number)
    what = {"assignee": "whom it is given to"}.get(correction.field, correction.field)
    was = f", which was {correction.old}" if correction.old else ""
    read = (
        ("Rule", idea.rule.sentence),
        ("Why", f"{correction.who} changed {what} of {reference} to {correction.new}{was}"),
        ("Last 90 days", idea.effect),
    )
    proposal = Proposal(ProposalKind.RULE, f"Do this next time? {idea.rule.sentence}", read, rule=idea.rule)
    row = ProposalRow(kind=ProposalKind.RULE.value, content=as_text(proposal), made_at=now, told_at=now)
    session.add(row)
    session.flush()
    write_mail(session, desk, notice_of_proposal(session, row.id, reader), Cause(f"rule:{row.id}"))
    log.info("rule offered", proposal=row.id, incident=correction.incident, rule=idea.rule.name)

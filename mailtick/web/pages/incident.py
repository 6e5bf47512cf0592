"""One incident: its log as a conversation, all that is known of it, and everything that can be said about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session
from starlette.responses import Response

from mailtick.incidents.incident import Incident
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.registers.page import day_words
from mailtick.rounds.act import Acted, carry_out, preview
from mailtick.rounds.asked import how_it_stands
from mailtick.rounds.clocks import clock_of
from mailtick.rounds.facts import facts_in_words
from mailtick.rounds.log_lines import what, why
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.previewed import will_go_to
from mailtick.rounds.printing import incident_sheet
from mailtick.rounds.written_here import add_to
from mailtick.store.approvals import approvals_of
from mailtick.store.incidents import log_of, merged_into, open_wait
from mailtick.store.talk import last_entry
from mailtick.templating import print_paper
from mailtick.web.forms import whole_number
from mailtick.web.given import given_files
from mailtick.web.incident_choices import choices_of
from mailtick.web.papers import as_page
from mailtick.web.requesters import ways_of
from mailtick.web.starting import starts_of
from mailtick.web.talk import talk_for_requester, talk_for_team
from mailtick.web.verbs import ANSWER, Verb, verb_called, verbs_of, without_words
from mailtick.web.visit import NotThere, Visit

# What counts as something that somebody did while another one wrote; what is only sent because of it does not.
_OF_PEOPLE = frozenset({"opened", "mail", "note", "state", "field", "handover", "joined", "released"})
_MACHINE = "mailtick"
# What stands in a field until somebody has typed, so that it can be said before to whom it would go.
_SOMETHING = "…"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to answer, and to whom that would go; `why_not` where it cannot be done as it stands."""

    verb: Verb
    goes_to: tuple[str, ...] = ()
    why_not: str = ""


def show(visit: Visit) -> Response:
    return page_of(visit)


def page_of(visit: Visit, *, problem: str = "", goes_to: Sequence[str] = (), meanwhile: Sequence[str] = ()) -> Response:
    """The page of an incident, with what was typed, and above the form what came of it."""
    status = 409 if problem or meanwhile else 200
    told = {"problem": problem, "goes_to": goes_to, "meanwhile": meanwhile}
    with visit.reading() as session:
        incident = visit.incident(session, visit.path("number"))
        lookup = visit.lookup(session)
        title = f"{incident.reference} {incident.title}"
        shared = {"incident": incident, "live_about": incident.number, "moments": visit.moments, **told}
        if not visit.person.is_team:
            given = _for_requester(visit, session, incident)
            return visit.page("incident_theirs", title, status, **shared, **given)
        given = _for_team(visit, session, incident, lookup)
    return visit.page("incident", title, status, **shared, **given, ways=_ways(visit, incident, given["verbs"]))


def _for_requester(visit: Visit, session: Session, incident: Incident) -> dict[str, object]:
    clock = clock_of(session, visit.desk.policy, incident.id, visit.now)
    return {
        "talk": talk_for_requester(session, incident, visit.person),
        "stands": how_it_stands(incident, clock, visit.person, visit.moments),
        "ways": ways_of(incident, visit.person),
    }


def _for_team(visit: Visit, session: Session, incident: Incident, lookup: StoreLookup) -> dict[str, object]:
    person = visit.person
    starts = starts_of(incident, lookup)
    chosen = next((each.text for each in starts if each.key == visit.asked("start")), "")
    verbs = verbs_of(person, incident, lookup)
    return {
        "talk": talk_for_team(session, incident, person, lookup, visit.moments),
        "facts": facts_in_words(session, visit.desk.policy, incident, lookup, visit.moments),
        "verbs": verbs,
        "more": {
            each.group: [one for one in verbs if one.group == each.group] for each in verbs if each.group != ANSWER
        },
        "choices": choices_of(session, lookup, incident),
        "parts_of": lookup.parts(incident.id),
        "related": [
            each for each in map(_numbered(lookup), lookup.related(incident.id)) if each and visit.may_see(each)
        ],
        "merged": merged_into(session, incident.id),
        "approvals": approvals_of(session, incident.id),
        "wait": open_wait(session, incident.id),
        "starts": starts,
        "text": visit.said("text") or chosen,
        "seen": last_entry(session, incident.id),
        "others": visit.live.others_at(incident.number, person.name),
    }


def _numbered(lookup: StoreLookup) -> Callable[[str], Incident | None]:
    return lambda reference: lookup.incident_numbered(int(reference.rpartition("-")[2]))


def _ways(visit: Visit, incident: Incident, verbs: object) -> list[Way]:
    """The ways to answer, each with to whom it would go as it stands."""
    found = verbs if isinstance(verbs, tuple) else ()
    return [_way(visit, incident, each) for each in found if each.group == ANSWER]


def _way(visit: Visit, incident: Incident, verb: Verb) -> Way:
    chosen = {"whom": visit.said("whom") or "all", "text": _SOMETHING, "day": f"{visit.now.date() + timedelta(1)}"}
    if "team" in verb.fields or "firm" in verb.fields:
        return Way(verb, ("It will go to whom you choose.",))
    try:
        said = verb.said(lambda name: chosen.get(name, ""))
        foreseen = preview(visit.desk, incident.reference, verb.word, said, visit.person.address)
    except NotAllowed as refusal:
        return Way(verb, why_not=without_words(str(refusal)))
    return Way(verb, tuple(will_go_to(foreseen)))


def say(visit: Visit) -> Response:
    """Say a word: to show to whom it would go, or to do it."""
    number = visit.path("number")
    verb = verb_called(visit.said("word"))
    if not visit.person.is_team or verb is None:
        raise NotThere("There is no such button.")
    with visit.reading() as session:
        incident = visit.incident(session, number)
        meanwhile = _meanwhile(visit, session, incident)
    words = visit.said("words") or verb.said(visit.said)
    if visit.said("do") == "preview":
        return _previewed(visit, incident, verb, words)
    if meanwhile:
        return page_of(visit, meanwhile=meanwhile)
    try:
        acted = carry_out(visit.desk, incident.reference, verb.word, words, visit.person.address)
        acted = _with_note(visit, verb, acted)
    except NotAllowed as refusal:
        return page_of(visit, problem=without_words(str(refusal)))
    told = "; ".join(filter(None, (acted.outcome, *acted.not_told)))
    return visit.go(f"/incidents/{acted.incident.number}", without_words(told) or f"Done: {verb.label}.")


def _with_note(visit: Visit, verb: Verb, acted: Acted) -> Acted:
    """What was typed while giving it to somebody is kept as a note for them."""
    text = visit.said("text")
    if verb.word != "assign" or not text:
        return acted
    carry_out(visit.desk, acted.incident.reference, "note", text, visit.person.address)
    return acted


def _previewed(visit: Visit, incident: Incident, verb: Verb, words: str) -> Response:
    try:
        foreseen = preview(visit.desk, incident.reference, verb.word, words, visit.person.address)
    except NotAllowed as refusal:
        return page_of(visit, problem=without_words(str(refusal)))
    return page_of(visit, goes_to=tuple(will_go_to(foreseen)))


def _meanwhile(visit: Visit, session: Session, incident: Incident) -> list[str]:
    """What others have done since the page was made that was sent; nothing where that is not known."""
    seen = whole_number(visit.said("seen"), -1)
    if seen < 0:
        return []
    news = [each for each in log_of(session, incident.id) if each.id > seen and each.event in _OF_PEOPLE]
    others = [each for each in news if each.who not in (visit.person.name, _MACHINE)]
    return [
        f"{visit.moments.at(each.at)}: {what(each, visit.moments)} ({why(each)}) {each.text}".strip() for each in others
    ]


def printed(visit: Visit) -> Response:
    with visit.reading() as session:
        incident = visit.incident(session, visit.path("number"))
        if not visit.person.is_team:
            raise NotThere("The sheet of an incident is for the team.")
        sheet = incident_sheet(session, incident)
    today = visit.now.astimezone(visit.moments.zone).date()
    given = {"sheet": sheet, "school": visit.desk.policy.facts.name, "printed_on": day_words(today)}
    return as_page(print_paper("incident", given, visit.moments.zone).html)


def add(visit: Visit) -> Response:
    """What somebody it is for says: it goes the way of a mail of theirs."""
    with visit.reading() as session:
        incident = visit.incident(session, visit.path("number"))
    way = next((each for each in ways_of(incident, visit.person) if each.key == visit.said("way")), None)
    if way is None:
        return page_of(visit, problem="That cannot be done any more; look how it stands.")
    text = "\n\n".join(part for part in (way.says, visit.said("text")) if part)
    try:
        added = add_to(visit.desk, visit.person, incident, text, given_files(visit))
    except NotAllowed as refusal:
        return page_of(visit, problem=without_words(str(refusal)))
    if added is None:
        return visit.go(f"/incidents/{incident.number}", "The desk has it, and looks whether it is another matter.")
    if added.number != incident.number:
        return visit.go(
            f"/incidents/{added.number}", f"It was done for long, so it is a new matter: {added.reference}."
        )
    return visit.go(f"/incidents/{incident.number}", "The desk has it.")

"""What is new, a row each: look at what is proposed, and say what becomes of it, by keyboard or otherwise."""

from __future__ import annotations

from starlette.responses import Response

from mailtick.incidents.commands.words import Word
from mailtick.incidents.incident import PRIORITY_WORDS, Incident
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lines import Line
from mailtick.incidents.triage_lines import words_of_line
from mailtick.rounds.nobody_looks import note_look
from mailtick.rounds.triaging import say_in_triage
from mailtick.store.triage import asked_by_itself
from mailtick.web.fields import new_places
from mailtick.web.triage_rows import MOST_ROWS, choices, rows_of
from mailtick.web.visit import Visit


def show(visit: Visit) -> Response:
    if visit.request.headers.get("X-Fresh") is None:
        # Whoever opens it has looked; a page that stands open has not.
        note_look(visit.desk.database, visit.now)
    with visit.reading() as session:
        rows, offered = rows_of(session, visit), choices(session, visit)
        asked = [each for each in asked_by_itself(session, visit.prefix, MOST_ROWS) if visit.may_see(each[0])]
    priorities = [(str(each), f"{each}, {words}") for each, words in PRIORITY_WORDS.items()]
    return visit.page("triage", "Triage", rows=rows, asked=asked, offered=offered, priorities=priorities)


def do(visit: Visit) -> Response:
    """Do what was said to one row, and go on to the next."""
    number = visit.path("number")
    with visit.reading() as session:
        incident = visit.incident(session, number)
        numbers = [each.number for each in rows_of(session, visit)]
    seen = visit.said("seen")
    words = _words(visit, incident)
    done = say_in_triage(
        visit.desk, incident.reference, words, visit.person, int(seen) if seen.isdecimal() and len(seen) < 16 else 0
    )
    return visit.go(f"/triage{_next(numbers, incident.number, stays=words[-1].word in _STAYS)}", f"{done}.")


# After these the row is still there to be decided on.
_STAYS = ("split", "title", "place", "category", "priority", "asset", "restrict", "tell")


def _next(numbers: list[int], number: int, *, stays: bool) -> str:
    """Where the focus goes: to the row itself where it stays, else to the one below, or the last."""
    if number not in numbers:
        return ""
    at = numbers.index(number)
    rest = numbers if stays else [each for each in numbers if each != number]
    return f"#row-{rest[min(at, len(rest) - 1)]}" if rest else ""


def _words(visit: Visit, incident: Incident) -> list[Word]:
    """The words that a button stands for. Raises NotAllowed, a sentence."""
    match visit.said("do"):
        case "confirm":
            return _confirmed(visit, incident)
        case "ask":
            return [Word("wait", visit.said("question"))]
        case "merge":
            return [Word("merge", visit.said("into"))]
        case "split":
            return [Word("split", visit.said("matters"))]
        case "done":
            return [Word("resolve", visit.said("what"))]
        case "not ict":
            return list(words_of_line(Line((), "not ict", visit.said("why"), ""), None))
        case _:
            raise NotAllowed("say what becomes of it")


def _confirmed(visit: Visit, incident: Incident) -> list[Word]:
    """What was changed in the fields, and to whom it goes."""
    words = list(_changes(visit, incident))
    if told := visit.said("told"):
        # For everybody it is for, whatever stands before a colon.
        words.append(Word("tell", f"all: {told}"))
    kind, _, whom = visit.said("route").partition(":")
    if kind == "to":
        words.append(Word("assign", whom))
    elif kind == "firm":
        words.append(Word("second", f"{whom} {visit.said('note')}".strip()))
    if not words:
        raise NotAllowed("nothing was changed, and it goes to nobody; choose who takes it")
    return words


def _changes(visit: Visit, incident: Incident) -> list[Word]:
    words = []
    if (title := visit.said("title")) and title != incident.title:
        words.append(Word("title", title))
    # Equipment that was understood by the place follows it, so what somebody says of it comes first.
    tags = [each.strip() for each in visit.said("equipment").split(",") if each.strip()]
    had = [each.tag for each in incident.equipment]
    words += [Word("asset", f"-{each}") for each in had if each not in tags]
    words += [Word("asset", each) for each in tags if each not in had]
    added, faults = new_places(visit, visit.desk, ["place"])
    if faults:
        raise NotAllowed(faults["place"])
    if (place := added.get("place") or visit.said("place")) and place != incident.place:
        words.append(Word("place", place))
    if (category := visit.said("category")) and category != incident.category:
        words.append(Word("category", category))
    if (priority := visit.said("priority")) and priority != incident.priority:
        words.append(Word("priority", f"{priority} {visit.said('because')}".strip()))
    restricted = "yes" if visit.said("restricted") else "no"
    if (restricted == "yes") != incident.is_restricted:
        words.append(Word("restrict", restricted))
    return words

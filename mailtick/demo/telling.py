"""Tell a scene in lines that a person reads: what came in, what was done and why, what went out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from mailtick.demo.scenes import Fields, MailOut, Scene
from mailtick.incidents.incident import STATE_WORDS, State
from mailtick.incidents.words import FIELD_WORDS, WAITING_WORDS, plain_value

NameOf = Callable[[str], str]

_LONGEST_QUOTE = 240


class Tone(StrEnum):
    """What a line is about."""

    IN = "in"
    STEP = "step"
    QUOTE = "quote"
    DONE = "done"
    WHY = "why"
    HELD = "held"
    OUT = "out"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Line:
    tone: Tone
    text: str


def tell_arrival(scene: Scene) -> Iterator[Line]:
    """Yield who wrote, the subject, and the first words; or what somebody did, or what the clock has brought."""
    if scene.step is not None:
        yield Line(Tone.STEP, f"{scene.step.by}: {scene.step.word} {scene.step.about}")
        if scene.step.text:
            yield Line(Tone.QUOTE, scene.step.text)
        return
    if scene.mail is None:
        templates = dict.fromkeys(mail.template for mail in scene.mails_out)
        yield Line(Tone.CLOCK, "; ".join(_BY_CLOCK.get(each, "something is due") for each in templates))
        return
    yield Line(Tone.IN, f"{scene.mail.sender_name}: {scene.mail.subject or '(no subject)'}")
    words = " ".join(scene.mail.text.split())
    if words:
        yield Line(Tone.QUOTE, words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE].rstrip()} …")


_BY_CLOCK = {
    "weekly_summary": "Monday morning: the summary of the week is due",
    "held_list": "mails wait for a person, who is told of them",
    "triage_list": "whoever wants to put in order by mail what is new gets the list of it",
    "work_list": "whoever wants one mail a day gets the list of what they have",
    "reminders": "what is due in the registers is said to whom it concerns",
    "alert": "time runs out, and whoever can do something about it is told",
    "still_asking": "a question has no answer yet, and is asked again",
    "proposal": "something was read that a person confirms, who is told of it",
}


def tell_outcome(scene: Scene, name_of: NameOf) -> Iterator[Line]:
    """Yield each thing that was done with its reasons, each reason once, and each mail that went out."""
    told: set[str] = set()
    if scene.held_because:
        yield Line(Tone.HELD, f"held for a person to decide: {scene.held_because}")
    for action in scene.decision.actions:
        for done in _done(action, scene, name_of):
            yield Line(Tone.DONE, done)
            reasons = [reason for reason in _reasons(action, scene) if reason not in told]
            told.update(reasons)
            if reasons:
                yield Line(Tone.WHY, f"because {'; '.join(reasons)}")
    if scene.mail is not None and not scene.mails_out:
        yield Line(Tone.OUT, "none")
    for subject, mails in groupby(scene.mails_out, key=lambda mail: mail.subject):
        yield Line(Tone.OUT, f"to {', '.join(map(_recipient, mails))}: {subject}")


def _recipient(mail: MailOut) -> str:
    return mail.to_name if mail.state == "sent" else f"{mail.to_name} ({mail.state})"


def _reasons(action: Fields, scene: Scene) -> list[str]:
    """The action's reasons; where a mail was filed, also by which evidence it belongs there.

    That it is a mail from its sender says the story already, and that it really is need not be said each time.
    """
    reasons = str(action["because"]).split("; ")
    if action["action"] == "add_entry" and scene.decision.candidates:
        reasons += str(scene.decision.candidates[0]["because"]).split("; ")
    return [reason for reason in reasons if not reason.startswith(_SAID_ALREADY)]


_SAID_ALREADY = ("mail from ", "sender verified: yes")


def _done(action: Fields, scene: Scene, name_of: NameOf) -> Iterator[str]:
    """What one stored action says in words; a mail that is sent says it by itself."""
    match action["action"]:
        case "open_incident":
            about = ("type", "priority", "category", "place")
            shown = ", ".join(str(action[each]) for each in about if action.get(each))
            yield f"opens {scene.incident} ({shown})"
        case "join_incident":
            yield f"joins {scene.incident}: {name_of(_text(action, 'person'))} has the same fault"
        case "add_entry" if action["event"] == "note":
            yield f"notes on {scene.incident}: {_text(action, 'text')}"
        case "add_entry" if _is_first(action, scene):
            yield f"files it on {scene.incident}"
        case "hand_over":
            yield f"hands {scene.incident} over to {name_of(_text(action, 'provider'))}"
        case "provider_answered" if action.get("reference"):
            yield f"notes their job number: {action['reference']}"
        case "assign":
            yield f"gives {scene.incident} to {name_of(_text(action, 'to'))}"
        case "change_state" if action["to"] in _TOLD_STATES:
            yield f"{scene.incident} is {STATE_WORDS[State(_text(action, 'to'))]}"
        case "set_field" if action["field"] not in _TOLD_BY_ITS_STATE:
            field = _text(action, "field")
            yield f"sets {FIELD_WORDS[field]}: {plain_value(field, _text(action, 'value'))}"
        case "start_wait":
            yield f"waits for {WAITING_WORDS[_text(action, 'waiting_on')]}: {_text(action, 'why')}"
        case "withhold":
            yield f"does not write to {name_of(_text(action, 'to'))}"
        case "note_bounce":
            yield f"notes that mail to {action['recipient']} came back"
        case "stop_automatic":
            yield f"stops automatic mail to {action['address']} for {action['hours']} hours"
        case "propose":
            proposal = action["proposal"]
            does = "writes down" if action.get("is_recorded") else "proposes"
            yield f"{does}: {proposal['title']}" if isinstance(proposal, dict) else f"{does} something"
        case "join_proposal":
            yield f"adds it to proposal {action['proposal']}, which tells of the same order"
        case "note_absence":
            yield f"notes that {name_of(_text(action, 'person'))} is away, back on {action['back_on']}"
        case "ignore":
            yield "keeps it and does nothing"


# Being given to somebody or to a firm is told by who it is.
_TOLD_BY_ITS_STATE = frozenset({"responded_at", "rest_due_on", "temporary_fix", "fix_kind", "how_closed"})
_TOLD_STATES = frozenset(State) - {State.ASSIGNED, State.WAITING_PROVIDER, State.WAITING_REQUESTER}


def _is_first(action: Fields, scene: Scene) -> bool:
    """Whether the mail is filed by this entry; one that joins or opens an incident is on it already."""
    return action is scene.decision.actions[0]


def _text(action: Fields, key: str) -> str:
    return str(action.get(key, ""))

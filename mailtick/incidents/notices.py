"""The mails that the desk sends: one function a mail, its arguments are the template's contract.

A notice is not yet a mail: the template `templates/mail/<template>.jinja` makes subject, text and HTML of `context`,
to which `desk` (DeskFacts), `to` (Person) and `reply_to` (the address that answers go to) are always added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mailtick.incidents.emergency import NO_DETAILS
from mailtick.incidents.incident import Incident
from mailtick.incidents.lists import Listed
from mailtick.incidents.people import Person, Provider
from mailtick.incidents.proposals.proposal import Proposal
from mailtick.incidents.told_mails import LostMail


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What mails may say of the desk: where its `charter` and its web `pages` are, when a firm has `access`."""

    name: str
    address: str
    prefix: str
    phone: str = ""
    hours: str = ""
    charter: str = ""
    access: str = ""
    pages: str = ""

    @property
    def sender_name(self) -> str:
        """The name that the desk's mails are from."""
        return f"ICT desk, {self.name}"


class Manner(StrEnum):
    """Whether a machine speaks: the value of Auto-Submitted (RFC 3834 section 5), or "no" for released text."""

    REPLIED = "auto-replied"
    GENERATED = "auto-generated"
    PERSON = "no"


@dataclass(frozen=True, slots=True)
class Notice:
    """One mail to be written to one person. `once` names it within its cause, so that it can never be sent twice."""

    template: str
    to: Person
    context: Mapping[str, object]
    manner: Manner
    once: str
    incident_id: int | None = None
    # What an answer to it decides: a proposal, the question of M7, or the items of a numbered list.
    proposal_id: int | None = None
    approval_id: int | None = None
    listed: Listed | None = None

    @property
    def is_automatic(self) -> bool:
        return self.manner is not Manner.PERSON


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """What became of one word somebody wrote: `word` as written, `outcome` a sentence where there is more to say.

    `is_question` says that the outcome asks them something, `is_unknown` that there is no such word.
    """

    word: str
    is_done: bool
    outcome: str = ""
    is_question: bool = False
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class AnswerBy:
    """By when a person answers, and when the desk opens, if it is shut now."""

    at: datetime
    opens_at: datetime | None = None


def acknowledgement(
    incident: Incident,
    to: Person,
    by: str = "",
    answer_by: AnswerBy | None = None,
    first_checks: Sequence[str] = (),
    emergency: Sequence[str] = (),
    *,
    is_shut: bool = False,
    asks_to_write: bool = False,
) -> Notice:
    """M1: we have it, this is its number, this is what we understood. `by` is who logged it for them, if not they.

    `answer_by` is None where a person has answered already. M13 where the desk `is_shut` for longer. `first_checks` are
    what they can try themselves, `emergency` what to do if it cannot wait. It `asks_to_write` to the desk next
    time whoever wrote to one of the team instead.
    """
    context = {
        "incident": incident,
        "by": by,
        "answer_by": answer_by,
        "first_checks": tuple(first_checks),
        "emergency": tuple(emergency),
        "no_details": NO_DETAILS in emergency,
        "is_shut": is_shut,
        "asks_to_write": asks_to_write,
    }
    template = "out_of_hours" if is_shut else "acknowledgement"
    return Notice(template, to, context, Manner.REPLIED, f"M1:{to.address}", incident.id)


def assignment(incident: Incident, to: Person, given_by: str, words: Sequence[str] = ()) -> Notice:
    """M4: everything that first level needs, and the `words` that they may answer with; given by a person or a rule."""
    context = {"incident": incident, "given_by": given_by, "words": tuple(words)}
    return Notice("assignment", to, context, Manner.GENERATED, f"M4:{to.address}", incident.id)


def taken_off(incident: Incident, to: Person, by: str) -> Notice:
    """It was logged for `to`, and `by` has put it under the name of its reporter now."""
    return Notice("taken_off", to, {"incident": incident, "by": by}, Manner.GENERATED, f"off:{to.address}", incident.id)


def handover(incident: Incident, provider: Provider, why: str, agreed: str = "") -> Notice:
    """M5: the job for a firm. `why` is what was found or tried, `agreed` the contract and what it promises, or ""."""
    context = {"incident": incident, "provider": provider, "why": why, "agreed": agreed}
    return Notice("handover", as_recipient(provider), context, Manner.PERSON, f"M5:{provider.code}", incident.id)


def update(incident: Incident, to: Person, text: str, by: str) -> Notice:
    """M9: news in plain words. `text` was written or released by `by`, a person of the team."""
    context = {"incident": incident, "text": text, "by": by}
    return Notice("update", to, context, Manner.PERSON, f"M9:{to.address}", incident.id)


def question(incident: Incident, to: Person, text: str, by: str, choices: Sequence[str] = ()) -> Notice:
    """M2: one question to the reporter, asked by `by`, or by a rule (""); `choices` are its answers, if it has some."""
    context = {"incident": incident, "text": text, "by": by, "choices": tuple(choices)}
    manner = Manner.PERSON if by else Manner.REPLIED
    return Notice("question", to, context, manner, f"M2:{to.address}", incident.id)


def still_asking(incident: Incident, to: Person, question: str, until: str = "") -> Notice:
    """M2 once more: our question has no answer. `until` is when we stop asking; empty: we stopped, and it is closed."""
    context = {"incident": incident, "question": question, "until": until}
    return Notice("still_asking", to, context, Manner.GENERATED, f"M2:{to.address}", incident.id)


def temporary_fix(incident: Incident, to: Person, done: str, by: str, until: str) -> Notice:
    """M10: they can work again; what was `done` for now, and until when the rest is done."""
    context = {"incident": incident, "done": done, "by": by, "until": until}
    return Notice("temporary_fix", to, context, Manner.PERSON, f"M10:{to.address}", incident.id)


def resolved(incident: Incident, to: Person, by: str, *, asks: bool = False) -> Notice:
    """M11: what was done; write if it is still wrong. It `asks` how content they are, if so."""
    context = {"incident": incident, "by": by, "asks": asks}
    return Notice("resolved", to, context, Manner.PERSON, f"M11:{to.address}", incident.id)


def known_fault(incident: Incident, to: Person, by: str = "", news: Sequence[str] = ()) -> Notice:
    """M3: it is known, you are on the list. `by` is who logged it for them; `news` what its firm has told since."""
    context = {"incident": incident, "by": by, "news": tuple(news)}
    manner = Manner.GENERATED if news else Manner.REPLIED
    return Notice("known_fault", to, context, manner, f"M3:{to.address}", incident.id)


def team_news(
    incident: Incident,
    to: Person,
    who: str,
    text: str,
    facts: Sequence[str],
    words: Sequence[str] = (),
    *,
    is_providers: bool = False,
) -> Notice:
    """Somebody wrote on an incident: to whoever has it. `facts` are what was recognised, each a short sentence.

    `words` are those that `to` has a right to; `is_providers` says that a firm's mail can be released.
    """
    context = {
        "incident": incident,
        "who": who,
        "text": text,
        "facts": tuple(facts),
        "words": tuple(words),
        "is_providers": is_providers,
    }
    return Notice("team_news", to, context, Manner.GENERATED, f"news:{to.address}", incident.id)


def more_news(incident: Incident, to: Person, who: str) -> Notice:
    """`who` wrote too, and more may: they are kept on the incident, and news of it rest for an hour."""
    context = {"incident": incident, "who": who}
    return Notice("more_news", to, context, Manner.GENERATED, f"more:{to.address}", incident.id)


def alert(
    to: Person,
    headline: str,
    lines: Sequence[str],
    incident: Incident | None = None,
    who: str = "",
    text: str = "",
    words: Sequence[str] = (),
) -> Notice:
    """M14: something needs somebody. One headline; a few lines; what to do last.

    `text` is what `who` wrote, where it came of a mail; `words` are those that `to` has a right to.
    """
    context = {
        "headline": headline,
        "lines": tuple(lines),
        "incident": incident,
        "who": who,
        "text": text,
        "words": tuple(words),
    }
    return Notice("alert", to, context, Manner.GENERATED, f"M14:{to.address}", incident.id if incident else None)


# The mark of M20 in a mail's name: one that does not arrive is not told of.
UNDELIVERED = ":M20:"


def undelivered(to: Person, lost: LostMail, incident: Incident | None, words: Sequence[str] = ()) -> Notice:
    """M20: a mail did not arrive: which, to whom, why, and how to send it again. `words`: what `to` may answer with."""
    context = {"lost": lost, "incident": incident, "words": tuple(words)}
    once = f"{UNDELIVERED.strip(':')}:{to.address}"
    return Notice("undelivered", to, context, Manner.GENERATED, once, incident.id if incident else None)


def transcript(
    to: Person,
    lines: Sequence[TranscriptLine],
    incident: Incident | None,
    stock_check: str = "",
    ways: Sequence[tuple[str, str]] = (),
    listed: Listed | None = None,
) -> Notice:
    """What became of the words that `to` wrote; a reply goes on with the stock check, or the numbers of `listed`.

    `ways` are the words that they may use, each with what it does.
    """
    about = {"incident": incident, "stock_check": stock_check, "listed": listed}
    context = {"lines": tuple(lines), "ways": tuple(ways), **about}
    number = incident.id if incident else None
    return Notice("transcript", to, context, Manner.REPLIED, f"words:{to.address}", number, listed=listed)


def asked(
    to: Person, headline: str, items: Sequence[tuple[str, str]], incident: Incident | None = None, hint: str = ""
) -> Notice:
    """What `to` asked for: how theirs stand, what can be written, or the log of one; each item with its words."""
    context = {"headline": headline, "items": tuple(items), "incident": incident, "hint": hint}
    return Notice("asked", to, context, Manner.REPLIED, f"asked:{to.address}", incident.id if incident else None)


def split(incident: Incident, to: Person, parts: Sequence[tuple[str, str]]) -> Notice:
    """Their mail held several matters: the number and the title of each, that of `incident` first."""
    return Notice(
        "split", to, {"incident": incident, "parts": tuple(parts)}, Manner.REPLIED, f"split:{to.address}", incident.id
    )


def restricted(incident: Incident, to: Person) -> Notice:
    """Something is new on a restricted matter, to somebody who may not see what it is about (RULINGS 15)."""
    context = {"reference": incident.reference, "priority": incident.priority}
    return Notice("restricted", to, context, Manner.GENERATED, f"restricted:{to.address}", incident.id)


def received(to: Person) -> Notice:
    """M9 without a number: the mail is here, and a person looks at it first."""
    return Notice("received", to, {}, Manner.REPLIED, f"M9:{to.address}")


def noted(to: Person, text: str, incident: Incident | None = None) -> Notice:
    """M9: what they told is noted, and changes the lists once it is confirmed; of an `incident`, their answer is."""
    return Notice("noted", to, {"text": text, "incident": incident}, Manner.REPLIED, f"M9:{to.address}")


def proposal(to: Person, number: int, proposed: Proposal, sender: str, subject: str) -> Notice:
    """Something read in a mail of `sender`'s, to whoever confirms it: all that was read, and the words that answer."""
    context = {"number": number, "proposal": proposed, "sender": sender, "subject": subject}
    return Notice("proposal", to, context, Manner.GENERATED, f"proposal:{number}:{to.address}", proposal_id=number)


def stock_list(to: Person, task: str, place: str, listed: Sequence[tuple[str, str]], *, is_chased: bool) -> Notice:
    """What the list has in a room, tag and words, to whoever says whether it is there; `task` leads the answer back."""
    context = {"task": task, "place": place, "listed": tuple(listed), "is_chased": is_chased}
    return Notice("stock_list", to, context, Manner.GENERATED, f"stock:{task}:{to.address}")


def work_list(to: Person, lines: Sequence[object]) -> Notice:
    """M16: what somebody has to do, the most urgent first. `lines` are `incidents.work_list.WorkLine`."""
    return Notice("work_list", to, {"lines": tuple(lines)}, Manner.GENERATED, f"M16:{to.address}")


def weekly_summary(to: Person, week: str, summary: object) -> Notice:
    """M17: the week. `summary` is a `reports.weekly.WeeklySummary`."""
    return Notice("weekly_summary", to, {"summary": summary}, Manner.GENERATED, f"M17:{week}:{to.address}")


# The template of reminders: what is answered to such a mail is read as words about records.
REMINDERS = "reminders"


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One thing to be reminded of; `on` is None where it has no day.

    `answers` are examples of what can be answered; amounts are in pounds.
    """

    reference: str
    what: str
    on: date | None
    act_by: date | None
    amount: str
    about: str
    is_lapsed: bool
    answers: tuple[str, ...]


def reminders(
    to: Person, lines: Sequence[ReminderLine], key: str, letters: Sequence[tuple[str, str]] = (), asked_by: str = ""
) -> Notice:
    """M18 and M19: what the registers hold for somebody, in one mail.

    `letters` are contracts, each with its ready cancellation; `asked_by` is who asks for a decision, where somebody
    does.
    """
    context = {"lines": tuple(lines), "letters": tuple(letters), "asked_by": asked_by}
    return Notice(REMINDERS, to, context, Manner.GENERATED, f"M18:{key}:{to.address}")


def as_recipient(provider: Provider) -> Person:
    """Return a provider as somebody to write to; it has no role at the desk."""
    return Person(id=0, name=provider.name, address=provider.address, roles=frozenset())

"""A mail on an incident that we have: words, an answer, thanks, or news from a provider."""

from __future__ import annotations

from mailtick.incidents.actions import (
    Action,
    AddEntry,
    ChangeState,
    Event,
    HandOver,
    Hold,
    NoticeKind,
    ProviderAnswered,
    SetField,
)
from mailtick.incidents.case import Case
from mailtick.incidents.chasing import Mood, mood_of
from mailtick.incidents.choices import take_answer
from mailtick.incidents.commands import COMMANDS, words_of
from mailtick.incidents.commands.limit import too_much_moved, too_much_said
from mailtick.incidents.commands.words import Word, obey, read_words, refused, unproven, with_lines, words_below
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.failing import failed
from mailtick.incidents.forwarding import PASSED_ON_BY, firm_of, passed_on, references_of, text_of
from mailtick.incidents.helped import helped
from mailtick.incidents.incident import DONE, Incident, State
from mailtick.incidents.lifecycle import back_to
from mailtick.incidents.matter import open_matter
from mailtick.incidents.news.noting import note_news
from mailtick.incidents.news.passed_on import propose_passed_on
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.office import to_the_requester
from mailtick.incidents.own_words import propose_needed, tell_of_alarm
from mailtick.incidents.participants import beside
from mailtick.incidents.people import Person, Provider
from mailtick.incidents.proposals.outages import note_outage
from mailtick.incidents.rating import POOR
from mailtick.incidents.reading import other_matter_reasons
from mailtick.incidents.satisfaction import Rating, rated, rating_of
from mailtick.incidents.thanks import is_only_thanks, is_withdrawal, says_it_failed
from mailtick.incidents.visibility import may_see
from mailtick.incidents.watching import tell_watchers, watchers
from mailtick.mail.message import ClueKind, Forwarded
from mailtick.mail.reply import has_new_text

# Who has asked so often how it goes is told of.
_TOLD_FROM = 2


def answer(case: Case, incident_id: int) -> tuple[Action, ...]:
    """Return what a mail does to the incident that it belongs to."""
    incident = case.lookup.incident(incident_id)
    if incident is None:
        raise LookupError(f"incident {incident_id} is cited and not in the store")
    if may(case.sender, Deed.PROVIDER_NEWS):
        return _provider_news(case, incident)
    person = case.sender.person
    if person is None:
        because = case.because_of(f"mail from {case.sender.name}, who is not known here")
        entry = AddEntry(incident.id, Event.MAIL, case.new_text, because)
        return (entry, *tell_team(case, incident))
    words, below = read_words(case.own_text)
    if not may_see(person, incident):
        return _from_outside(case, incident, person, words)
    if words and person.is_team:
        return _commanded(case, incident, person, words, below)
    if person.is_team and not _is_for(person, incident):
        return to_the_requester(case, incident) or _from_team(case, incident, person)
    alarm = tell_of_alarm(case, incident) if _is_for(person, incident) else ()
    return (*_from_requester(case, incident, person), *beside(case, incident, person), *alarm)


def _from_outside(case: Case, incident: Incident, person: Person, words: tuple[Word, ...]) -> tuple[Action, ...]:
    """Who may not see a restricted matter adds to it, moves nothing, and learns nothing of it."""
    entry = AddEntry(incident.id, Event.MAIL, case.new_text, case.because)
    lines = refused(words, f"{incident.reference} is for few to see") if person.is_team else ()
    answered = _transcript(case, person, lines, incident) if lines else ()
    return (entry, *answered, *tell_team(case, incident))


def _is_for(person: Person, incident: Incident) -> bool:
    return any(person.address == each.address for each in incident.affected)


def _commanded(
    case: Case, incident: Incident, person: Person, words: tuple[Word, ...], below: str
) -> tuple[Action, ...]:
    if not may(case.sender, Deed.COMMAND) or case.is_before_the_desk:
        # Written before the desk was there, they were meant for somebody else.
        why = "it is older than the desk" if case.is_before_the_desk else unproven(case.sender)
        entry = AddEntry(incident.id, Event.NOTE, case.new_text, case.because)
        return (entry, *_transcript(case, person, refused(words, why), incident))
    merged = _merged(case, incident)
    words, below = with_lines(words, below, COMMANDS)
    known = (COMMANDS, case.lookup, case.policy, case.now, case.sender.words)
    stopped = too_much_said(words, incident, case.sender.address.key, case.lookup, case.now)
    actions, lines = ((), ()) if stopped else obey(words, incident, person, *known, merged=merged)
    if stopped := stopped or too_much_moved(actions, [each.id for each in case.lookup.parts(incident.id)]):
        actions, lines = (), (TranscriptLine("the whole mail", False, f"{stopped}; it is kept as a note"),)
    # Where nothing is done, the words are kept as they were written.
    kept = below if actions else case.new_text
    note = (AddEntry(incident.id, Event.NOTE, kept, case.because),) if kept else ()
    answer = _transcript(case, person, lines, incident)
    if any(isinstance(action, HandOver) and action.warning for action in actions):
        # They read that it may cost something before the firm reads of the job.
        return (*answer, *actions, *note)
    done = "\n".join(
        (*(f"{line.word}: {line.outcome}" for line in lines if line.is_done), *((below,) if below else ()))
    )
    told = tell_watchers(incident, person, done, case.lookup, case.policy, case.now) if actions else ()
    return (*actions, *note, *told, *answer)


def _merged(case: Case, incident: Incident) -> Incident | None:
    """The incident that the mail names in its subject, if that one goes on as this one."""
    numbers = (clue.value.rpartition("-")[2] for clue in case.clues if clue.kind is ClueKind.NUMBER)
    named = (case.lookup.incident_numbered(int(each)) for each in numbers if each.isdecimal() and len(each) < 10)
    return next((each for each in named if each is not None and each.goes_on_as == incident.reference), None)


def _transcript(
    case: Case, person: Person, lines: tuple[TranscriptLine, ...], incident: Incident
) -> tuple[Action, ...]:
    return case.answer(NoticeKind.TRANSCRIPT, person, "they wrote words", incident.id, lines)


def _from_team(case: Case, incident: Incident, person: Person) -> tuple[Action, ...]:
    """What somebody of the team passes on from a firm is the firm's mail; all else of theirs is a note."""
    forwarded = passed_on(case)
    firm = firm_of(case, forwarded) if forwarded and may(case.sender, Deed.CREDIT_FORWARD) else None
    if forwarded is None or firm is None:
        text = text_of(forwarded, forwarded.comment) if forwarded else case.new_text
        return _team_note(case, incident, person, text)
    text = text_of(forwarded, forwarded.comment)
    because = case.because_of(f"mail from {firm.name}, {PASSED_ON_BY} {person.name}")
    kept = f"kept as {firm.name}'s mail, for the team; it was not sent to {incident.reporter.name}"
    return (
        AddEntry(incident.id, Event.MAIL, text, because),
        *_passed_answer(case, incident, forwarded, firm),
        *tell_team(case, incident, text=text, who=firm.name),
        *_transcript(case, person, (TranscriptLine("the mail that you passed on", True, kept),), incident),
    )


def _passed_answer(case: Case, incident: Incident, forwarded: Forwarded, firm: Provider) -> tuple[Action, ...]:
    """That the firm answered on its job, with its number where that is new; what it tells of the job is proposed."""
    jobs = (*case.lookup.handovers_with_reference(references_of(case, forwarded)), *case.lookup.open_handovers(firm))
    job = next((each for each in jobs if each.incident == incident.id and each.provider == firm.code), None)
    if job is None:
        return ()
    new = "" if job.reference else _job_number(firm, references_of(case, forwarded))
    answered = ProviderAnswered(job.id, True, new, f"{firm.name} wrote")
    return (answered, *propose_passed_on(case, incident, firm, job, forwarded))


def _team_note(case: Case, incident: Incident, person: Person, text: str) -> tuple[Action, ...]:
    """A team member wrote no word: it stays inside, and the answer says so (RULINGS 13)."""
    theirs = words_of(person, incident)
    how = "; answer with #tell and your text to send it" if "tell" in theirs else ""
    kept = TranscriptLine("your mail", True, f"kept as a note, not sent to {incident.reporter.name}{how}")
    because = case.because_of(f"mail from {person.name}, who is of the team")
    entry = AddEntry(incident.id, Event.NOTE, text, because)
    too_low = "not done: words are read at the very top of a mail, above all else"
    late = tuple(TranscriptLine(each.shown, False, too_low) for each in words_below(text) if each.word in theirs)
    told = tell_watchers(incident, person, text, case.lookup, case.policy, case.now)
    return (entry, *told, *_transcript(case, person, (kept, *late), incident))


def _from_requester(case: Case, incident: Incident, person: Person) -> tuple[Action, ...]:
    entry = AddEntry(incident.id, Event.MAIL, case.new_text, case.because, is_internal=False)
    has_file = any(not attachment.is_inline for attachment in case.mail.attachments)
    if not has_file and not has_new_text(case.mail):
        # Quotes and a signature alone say nothing, whatever the quotes say.
        return (entry,)
    is_theirs = _is_for(person, incident)
    rating = rating_of(case.own_text, incident, person, case.lookup) if not has_file else None
    if rating is not None and is_theirs and may(case.sender, Deed.RATE):
        return _rated(case, incident, person, rating)
    if incident.state is State.WAITING_REQUESTER and person.address == incident.reporter.address:
        # Also "yes": it answers the question, which went to the reporter alone.
        back = ChangeState(incident.id, back_to(incident), f"{person.name} answered")
        return (entry, *_answered(case, incident, person, back))
    if is_only_thanks(case.own_text) and not has_file:
        may_close = is_theirs and may(case.sender, Deed.CLOSE_OWN)
        return (entry, *(_confirmed(case, incident, person) if may_close else ()))
    return _content(case, incident, person, entry, is_theirs)


def _answered(case: Case, incident: Incident, person: Person, back: ChangeState) -> tuple[Action, ...]:
    """Our question is answered. Who is understood reads so; where nobody has it yet, it stands in order as it is."""
    taken = take_answer(case, incident, person)
    if not taken.words:
        return (*taken.actions, back, *tell_team(case, incident, taken.facts))
    noted = case.answer(NoticeKind.NOTED, person, "their answer is understood", incident.id, text=taken.words)
    told = tell_team(case, incident, taken.facts) if incident.assignee else ()
    return (*taken.actions, back, *noted, *told)


def _rated(case: Case, incident: Incident, person: Person, rating: Rating) -> tuple[Action, ...]:
    """How content they are is kept; of the discontent the coordinator hears, of words below it whoever has it."""
    because = case.because_of(f"{person.name} was asked how it was done")
    kept = rated(incident, person, rating, because, may_close=may(case.sender, Deed.CLOSE_OWN))
    if rating.grade != POOR:
        return (*kept, *(tell_team(case, incident, text=rating.comment) if rating.comment else ()))
    headline, name = "Somebody is not content with how it was done", case.sender.name
    return (*kept, *case.notify(NoticeKind.ALERT, case.coordinators(), headline, incident.id, case.own_text, name))


def _confirmed(case: Case, incident: Incident, person: Person) -> tuple[Action, ...]:
    """They say thanks, or that it works: what is resolved is closed, and what they were sent to try has helped."""
    because = f"{person.name} confirmed it"
    if incident.state is State.RESOLVED:
        closed = ChangeState(incident.id, State.CLOSED, because)
        return (closed, SetField(incident.id, "how_closed", "confirmed", because))
    worked = helped(incident, person, case.own_text, f"{person.name} wrote that it worked")
    return (*worked, *(tell_team(case, incident) if worked and incident.assignee else ()))


def _content(case: Case, incident: Incident, person: Person, entry: AddEntry, is_theirs: bool) -> tuple[Action, ...]:
    """Somebody has more to say than thanks. Who is not among those it is for comments, and moves nothing."""
    if incident.state is State.CLOSED and _is_long_closed(case, incident):
        return open_matter(case, person, related=incident)
    if reasons := other_matter_reasons(case, incident):
        return _perhaps_another(case, incident, person, reasons)
    if incident.state in DONE and is_theirs and may(case.sender, Deed.REOPEN_OWN):
        reopened = ChangeState(incident.id, State.IN_PROGRESS, f"{person.name} wrote again after it was done")
        return (entry, reopened, *tell_team(case, incident))
    if incident.state is State.TEMPORARY_FIX and is_theirs and says_it_failed(case.own_text):
        moved, lines = failed(incident, case.lookup, f"{person.name} wrote that it has failed again")
        return (entry, moved, *tell_team(case, incident, lines))
    if incident.is_open and is_theirs and is_withdrawal(case.own_text):
        line = "They seem to call it off: #cancel withdrawn ends it."
        return (entry, *tell_team(case, incident, (line,)))
    needed = propose_needed(case, incident) if incident.is_open and is_theirs else ()
    lines = tuple(each.words for each in needed)
    mood = mood_of(case.own_text) if incident.is_open and is_theirs else Mood.CALM
    if mood is not Mood.CALM:
        return (entry, *needed, *_chased(case, incident, person, mood, lines))
    return (entry, *needed, *tell_team(case, incident, lines))


def _chased(case: Case, incident: Incident, person: Person, mood: Mood, lines: tuple[str, ...]) -> tuple[Action, ...]:
    """Somebody asks how it goes: it is counted, and from the second time on, or of the unhappy, the coordinator hears.

    It is theirs to answer, and whoever works on it is left to work; no machine answers.
    """
    times = incident.chasers + 1
    counted = SetField(incident.id, "chasers", str(times), f"{person.name} asks how it goes")
    if mood is Mood.ASKS and times < _TOLD_FROM:
        return (counted, *tell_team(case, incident, lines))
    headline = f"{person.name} is unhappy" if mood is Mood.UNHAPPY else f"{person.name} has asked {times} times"
    since = f"They have asked {times} {'time' if times == 1 else 'times'} how it goes. It is with {incident.with_whom}."
    to, text, name = case.coordinators(), case.new_text, case.sender.name
    return (counted, *case.notify(NoticeKind.ALERT, to, headline, incident.id, text, name, (since, *lines)))


def _perhaps_another(case: Case, incident: Incident, person: Person, reasons: tuple[str, ...]) -> tuple[Action, ...]:
    """It may be a new matter: a person says which, and whoever wrote knows that it is looked at."""
    because = f"it answers a mail about {incident.reference}, and may be a new matter: {'; '.join(reasons)}"
    held = Hold(because, incident.reference)
    return (held, *case.answer(NoticeKind.RECEIVED, person, "whether it is a new matter is for a person to say"))


def _is_long_closed(case: Case, incident: Incident) -> bool:
    """Whether more open days have passed since than somebody may object in."""
    if incident.closed_at is None:
        return False
    service = case.policy.service_time(case.lookup.registers.school_days())
    return case.received_at > service.close_of_day(incident.closed_at, case.policy.reopen_days)


def _provider_news(case: Case, incident: Incident) -> tuple[Action, ...]:
    """A provider's mail is for the team until somebody releases it."""
    entry = AddEntry(incident.id, Event.MAIL, case.new_text, case.because)
    noted = note_news(case, incident)
    answered = provider_answered(case, is_human=not noted.is_receipt)
    code = case.sender.provider.code if case.sender.provider else ""
    facts = tuple(
        f"Their job number is {each.reference}; #job {code} and the right one corrects it."
        for each in answered
        if each.reference
    )
    told = tell_team(case, incident, (*facts, *noted.lines)) if noted.is_for_team else ()
    return (entry, *answered, *note_outage(case), *noted.actions, *told)


def machine_news(case: Case, incident: Incident) -> tuple[Action, ...]:
    """Many a provider's system marks what its people write as automatic; what is left to read, somebody has to see."""
    noted = note_news(case, incident)
    return (*noted.actions, *(tell_team(case, incident, noted.lines) if noted.is_for_team else ()))


def provider_answered(case: Case, *, is_human: bool) -> tuple[ProviderAnswered, ...]:
    """Note on the hand-over that its provider answered, and their job number if it is the first."""
    handover = case.belonging.handover
    if handover is None or case.sender.provider is None:
        return ()
    new = "" if handover.reference else _job_number(case.sender.provider, case.references())
    because = f"{case.sender.provider.name} {'wrote' if is_human else 'answered by machine'}"
    return (ProviderAnswered(handover.id, is_human, new, because),)


def _job_number(provider: Provider, references: tuple[str, ...]) -> str:
    """The number of theirs among all that look like one; what does not have its form is about something else."""
    form = provider.reference_pattern
    return next((each for each in references if not form or _has_form(each, form)), "")


def _has_form(reference: str, form: str) -> bool:
    pairs = zip(reference.lower(), form.lower(), strict=False)
    return len(reference) == len(form) and all(a.isdecimal() if b == "#" else a == b for a, b in pairs)


def how_to_see(incident: Incident) -> str:
    return f"`mailtick files {incident.reference}` shows and saves files."


def tell_team(
    case: Case, incident: Incident, facts: tuple[str, ...] = (), text: str = "", who: str = ""
) -> tuple[Action, ...]:
    """Whoever has it hears of it, or the coordinator where nobody has it or can be reached; never the one who wrote."""
    unreached = case.unreachable(incident.assignee, incident.id) if incident.assignee else ""
    to = (incident.assignee,) if incident.assignee and not unreached else case.coordinators()
    wrote = {case.sender.address.key, case.sender.person.address if case.sender.person else ""}
    to = tuple(dict.fromkeys((*to, *watchers(incident, case.lookup, case.sender.person))))
    others = tuple(person for person in to if person.address not in wrote)
    if not others:
        return ()
    # What a firm wrote itself can be released; a mail of a firm's that the team passed on is no mail of the firm's.
    is_firm_s = case.sender.provider is not None and case.sender.person is None
    facts += (f"With it came: {', '.join(case.files)}. {how_to_see(incident)}",) if case.files else ()
    kind, who = NoticeKind.PROVIDER_NEWS if is_firm_s else NoticeKind.TEAM_NEWS, who or case.sender.name
    return case.notify(kind, others, f"{who} wrote", incident.id, text or case.new_text, who, facts)
